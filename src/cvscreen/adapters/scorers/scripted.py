"""A scorer that says what it is told to, for tests and demonstrations of everything around it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Annotated

import msgspec

from cvscreen.adapters.registry import Opening
from cvscreen.domain.assessment import Answer, Answers, Quote, Usage, Verdict
from cvscreen.domain.rubric import Criterion, DraftedRubric, drafted_rubric
from cvscreen.domain.text import CVText
from cvscreen.ports.health import Health
from cvscreen.ports.scorers import AssessmentRequest, DraftRequest, ScorerIdentity

Step = BaseException | Verdict
"""What to do with one CV: raise the error, or give every criterion that verdict."""


class ScriptedOptions(msgspec.Struct, frozen=True):
    """`verdict`: what every criterion gets; `seconds`: how long each answer takes."""

    verdict: Verdict = Verdict.MET
    seconds: Annotated[float, msgspec.Meta(ge=0)] = 0.0


class ScriptedScorer:
    """Goes through its steps, one a CV, and stays with the last. Every verdict quotes the CV's first line."""

    identity = ScorerIdentity(scorer="scripted")

    def __init__(self, steps: Iterable[Step] = (Verdict.MET,), seconds: float = 0.0) -> None:
        self._steps = list(steps)
        self._seconds = seconds
        self.assessments: list[AssessmentRequest] = []
        """What it was asked, in order."""
        self.drafts: list[DraftRequest] = []
        """The prompts it drafted from, in order."""

    async def draft(self, request: DraftRequest) -> DraftedRubric:
        """One criterion a line of the prompt."""
        self.drafts.append(request)
        lines = [line.strip() for line in request.prompt.splitlines() if line.strip()]
        return drafted_rubric(Criterion(id=f"c{number}", text=line) for number, line in enumerate(lines, 1))

    async def assess(self, request: AssessmentRequest) -> Answers:
        """The next step's answer or error."""
        step = self._steps[min(len(self.assessments), len(self._steps) - 1)]
        self.assessments.append(request)
        await asyncio.sleep(self._seconds)
        if isinstance(step, BaseException):
            raise step
        quotes = _first_words(request.text)
        answers = tuple(Answer(criterion_id=c.id, verdict=step, quotes=quotes) for c in request.rubric.criteria)
        return Answers(answers=answers, usage=Usage(scorer="scripted", calls=1), rationale="As scripted.")

    async def ping(self) -> Health:
        """Always well."""
        return Health("says what it is told to", advice="for tests only: it reads no CV")


@asynccontextmanager
async def open(opening: Opening) -> AsyncIterator[ScriptedScorer]:  # noqa: A001 - every adapter module has an open
    """The scorer that the options describe."""
    options = opening.url.options(ScriptedOptions)
    yield ScriptedScorer((options.verdict,), options.seconds)


def _first_words(text: CVText) -> tuple[Quote, ...]:
    for page in text.pages:
        for line in page.text.splitlines():
            if any(character.isalnum() for character in line):
                return (Quote(line.strip()),)
    return ()
