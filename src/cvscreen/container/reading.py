"""The parts of reading a CV, which are there before those that judge it."""

from __future__ import annotations

import os
from typing import Any

from dependency_injector import containers, providers

from cvscreen.adapters.phones.number_plans import NumberPlans
from cvscreen.settings import Settings
from cvscreen.usecases.batch import ScreenBatch
from cvscreen.usecases.reading import DocumentLimits, ReadText


class ReadingContainer(containers.DeclarativeContainer):
    """Reading without judging, and batches, whose CVs are read while their judge is made."""

    settings = providers.Dependency(instance_of=Settings)
    extractor: providers.Provider[Any] = providers.Dependency()

    document_limits = providers.Factory(
        DocumentLimits, max_bytes=settings.provided.max_upload_bytes, max_pages=settings.provided.max_pages
    )
    read_text = providers.Factory(
        ReadText, extractor=extractor, limits=document_limits, phones=providers.Singleton(NumberPlans)
    )
    screen_batch = providers.Factory(ScreenBatch, read_text=read_text, at_once=16 * (os.cpu_count() or 1))
