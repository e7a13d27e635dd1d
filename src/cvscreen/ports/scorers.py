"""Judging CVs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from cvscreen.domain.assessment import Answers
from cvscreen.domain.rubric import DraftedRubric, Rubric
from cvscreen.domain.text import CVText
from cvscreen.ports.health import Pings


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorerIdentity:
    """What a drafted rubric depends on besides the prompt: the scorer, its models in order, its prompt version."""

    scorer: str
    models: tuple[str, ...] = ()
    prompt_version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRequest:
    """A job prompt to draw criteria from."""

    prompt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentRequest:
    """A CV's masked text and the rubric to judge it by."""

    rubric: Rubric
    text: CVText


class Scorer(Pings, Protocol):
    """Answers one question per criterion, with words of the CV. It never gives a number."""

    @property
    def identity(self) -> ScorerIdentity:
        """Who it is."""
        ...

    async def draft(self, request: DraftRequest) -> DraftedRubric:
        """The rubric for a job prompt. Raises NoCriteria if the prompt has none, or a ScorerError."""
        ...

    async def assess(self, request: AssessmentRequest) -> Answers:
        """One answer for each criterion of the rubric. Raises a ScorerError."""
        ...
