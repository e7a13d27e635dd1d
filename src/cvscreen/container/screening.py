"""The parts of screening."""

from __future__ import annotations

import os
from typing import Any

from dependency_injector import containers, providers

from cvscreen.adapters.phones.number_plans import NumberPlans
from cvscreen.settings import Settings
from cvscreen.usecases.batch import ScreenBatch
from cvscreen.usecases.rubrics import PrepareRubric
from cvscreen.usecases.screen import DocumentLimits, ReadText, ScreenCV


class ScreeningContainer(containers.DeclarativeContainer):
    """Screening that keeps nothing: no store, no queue, no data folder."""

    settings = providers.Dependency(instance_of=Settings)
    extractor: providers.Provider[Any] = providers.Dependency()
    scorer: providers.Provider[Any] = providers.Dependency()

    document_limits = providers.Factory(
        DocumentLimits, max_bytes=settings.provided.max_upload_bytes, max_pages=settings.provided.max_pages
    )
    read_text = providers.Factory(
        ReadText, extractor=extractor, limits=document_limits, phones=providers.Singleton(NumberPlans)
    )
    screen = providers.Factory(ScreenCV, read_text=read_text, scorer=scorer)
    prepare_rubric = providers.Factory(
        PrepareRubric, scorer=scorer, max_prompt_bytes=settings.provided.max_prompt_bytes
    )
    screen_batch = providers.Factory(ScreenBatch, screen=screen, at_once=8 * (os.cpu_count() or 1))
