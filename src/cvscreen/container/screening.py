"""The parts of screening."""

from __future__ import annotations

from typing import Any

from dependency_injector import providers

from cvscreen.container.reading import ReadingContainer
from cvscreen.usecases.rubrics import PrepareRubric
from cvscreen.usecases.screen import JudgeCV, ScreenCV


class ScreeningContainer(ReadingContainer):
    """Screening that keeps nothing: no store, no queue, no data folder."""

    scorer: providers.Provider[Any] = providers.Dependency()

    judge = providers.Factory(JudgeCV, scorer=scorer)
    screen = providers.Factory(ScreenCV, read_text=ReadingContainer.read_text, scorer=scorer)
    prepare_rubric = providers.Factory(
        PrepareRubric, scorer=scorer, max_prompt_bytes=ReadingContainer.settings.provided.max_prompt_bytes
    )
