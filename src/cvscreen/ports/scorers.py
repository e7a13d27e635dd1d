"""Judging CVs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from cvscreen.domain.assessment import Answers, Usage
from cvscreen.domain.rubric import DraftedRubric, Rubric
from cvscreen.domain.text import CVText
from cvscreen.ports.health import Pings


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorerIdentity:
    """Who answers, and how it is to be asked.

    A drafted rubric depends on the prompt and on scorer, models in order and prompt version. `samples`, an odd number,
    is how many answers to ask for about one CV: their median counts. `remembered` is how long an answer may be given
    again instead of asking; not at all, if that costs nothing. `host` is the server that the masked text is sent to, if
    there is one.
    """

    scorer: str
    models: tuple[str, ...] = ()
    prompt_version: str = ""
    samples: int = 1
    remembered: timedelta = timedelta(0)
    host: str = ""


Allow = Callable[[Usage | None], Awaitable[None]]
"""Asked before a question that costs something is put again, with what it took so far; raises if that is too much."""


async def anyway(_: Usage | None) -> None:
    """Whatever it takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRequest:
    """A job prompt to draw criteria from."""

    prompt: str
    allow: Allow = field(default=anyway, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentRequest:
    """A CV's masked text and the rubric to judge it by; `sample` numbers the answers that are asked for, from 0."""

    rubric: Rubric
    text: CVText
    sample: int = 0
    allow: Allow = field(default=anyway, compare=False, repr=False)


class Scorer(Pings, Protocol):
    """Answers one question per criterion, with words of the CV. It never gives a number."""

    @property
    def identity(self) -> ScorerIdentity:
        """Who it is."""
        ...

    async def draft(self, request: DraftRequest) -> DraftedRubric:
        """The rubric for a job prompt, with its usage.

        Raises NoCriteria if the prompt has none, or a ScorerError, with what was spent before it, or what `allow` does.
        """
        ...

    async def assess(self, request: AssessmentRequest) -> Answers:
        """One answer for each criterion of the rubric.

        Raises a ScorerError, with what was spent before it, or what `allow` does.
        """
        ...
