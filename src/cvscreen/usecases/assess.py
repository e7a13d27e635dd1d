"""Asking a scorer about a CV: as often as it is to be asked, and no word of it counts that the CV does not bear out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cvscreen.domain.assessment import Assessment
from cvscreen.domain.errors import CvscreenError, ScorerError, StorageError
from cvscreen.domain.grounding import grounded
from cvscreen.domain.rubric import DraftedRubric, Rubric
from cvscreen.domain.sampling import combined
from cvscreen.domain.text import CVText
from cvscreen.domain.usage import together
from cvscreen.ports.health import Health
from cvscreen.ports.scorers import AssessmentRequest, DraftRequest, Scorer, ScorerIdentity
from cvscreen.usecases.answers import RememberedAnswers, answers_key

if TYPE_CHECKING:  # screening keeps nothing
    from cvscreen.domain.assessment import Answers, Usage
    from cvscreen.usecases.spending import Spend


class AssessCV:
    """What a scorer says about a CV, verified."""

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer

    async def __call__(self, text: CVText, rubric: Rubric) -> Assessment:
        """The assessment: of several answers, each verified by itself, their median. Raises a ScorerError."""
        seen = replace(text, hidden=())
        requests = [AssessmentRequest(rubric=rubric, text=seen, sample=n) for n in range(self._scorer.identity.samples)]
        if len(requests) == 1:
            return grounded(await self._scorer.assess(requests[0]), rubric, text)
        return combined([grounded(answers, rubric, text) for answers in await self._all(requests)])

    async def _all(self, requests: list[AssessmentRequest]) -> list[Answers]:
        """All answers. Where one fails the others are waited for: they are paid for, and that is to be written down."""
        answers = await asyncio.gather(*map(self._scorer.assess, requests), return_exceptions=True)
        errors = [answer for answer in answers if isinstance(answer, BaseException)]
        if not errors:
            return [answer for answer in answers if not isinstance(answer, BaseException)]
        first = errors[0]
        if isinstance(first, CvscreenError):
            first.usage = together(*(getattr(answer, "usage", None) for answer in answers))
        if isinstance(first, ScorerError) and first.usage is not None and first.usage.calls:
            first.tried = True
        raise first


@dataclass(frozen=True, slots=True)
class Assessed:
    """An assessment, and the name that it is remembered by, if it is."""

    assessment: Assessment
    answers_key: str | None


class AssessForOwner:
    """The same for an owner: within the budget, and not asked again what was answered lately."""

    def __init__(self, scorer: Scorer, spend: Spend, remembered: RememberedAnswers) -> None:
        self._scorer = scorer
        self._spend = spend
        self._remembered = remembered

    async def __call__(self, owner: str, text: CVText, rubric: Rubric) -> Assessed:
        """The assessment. Raises a ScorerError, or EvaluationStoreUnavailable."""
        key = answers_key(text, rubric, self._scorer.identity)
        if key is None:
            return Assessed(await self._asked(owner, text, rubric), None)
        kept = await self._remembered.get(owner, key)
        if kept is not None:
            return Assessed(kept, key)
        assessment = await self._asked(owner, text, rubric)
        await self._remembered.keep(owner, key, assessment, self._scorer.identity.remembered)
        return Assessed(assessment, key)

    async def forget(self, owner: str, key: str | None) -> None:
        """Forget what is remembered by that name."""
        await self._remembered.forget(owner, key)

    async def _asked(self, owner: str, text: CVText, rubric: Rubric) -> Assessment:
        return await AssessCV(OwnersScorer(self._scorer, owner, self._spend))(text, rubric)


class _Bill:
    """What a question took before it was put again."""

    def __init__(self, owner: str, spend: Spend) -> None:
        self._owner = owner
        self._spend = spend
        self.so_far: Usage | None = None

    async def allow(self, spent: Usage | None) -> None:
        """Raises BudgetExceeded if no more may be spent, or EvaluationStoreUnavailable."""
        self.so_far = spent
        await self._spend.check(self._owner, spent)


class OwnersScorer:
    """A scorer as one owner asks it: not beyond the budget, and what it takes is written down."""

    def __init__(self, scorer: Scorer, owner: str, spend: Spend) -> None:
        self._scorer = scorer
        self._owner = owner
        self._spend = spend

    @property
    def identity(self) -> ScorerIdentity:
        """The scorer's own."""
        return self._scorer.identity

    async def draft(self, request: DraftRequest) -> DraftedRubric:
        """The scorer's own. Raises BudgetExceeded too, and EvaluationStoreUnavailable."""
        async with self._paid() as bill:
            drafted = await self._scorer.draft(replace(request, allow=bill.allow))
        await self._add(drafted.usage)
        return drafted

    async def assess(self, request: AssessmentRequest) -> Answers:
        """The scorer's own. Raises BudgetExceeded too, and EvaluationStoreUnavailable."""
        async with self._paid() as bill:
            answers = await self._scorer.assess(replace(request, allow=bill.allow))
        await self._add(answers.usage)
        return answers

    async def ping(self) -> Health:
        """The scorer's own."""
        return await self._scorer.ping()

    @asynccontextmanager
    async def _paid(self) -> AsyncIterator[_Bill]:
        """Look at the budget first; what was spent in vain is written down too, if the store is there."""
        bill = _Bill(self._owner, self._spend)
        await bill.allow(None)
        try:
            yield bill
        except (CvscreenError, asyncio.CancelledError) as error:
            with suppress(StorageError):
                await self._add(error.usage if isinstance(error, CvscreenError) else bill.so_far)
            raise

    async def _add(self, usage: Usage | None) -> None:
        if usage is None:
            return
        try:
            await self._spend.add(self._owner, usage)
        except StorageError as error:
            error.usage = usage  # so that the evaluation tells at least
            raise
