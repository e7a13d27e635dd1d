"""The rubric for a job prompt: drafted once, so that all CVs for it are judged alike."""

from __future__ import annotations

import asyncio
import hashlib
import json
from contextlib import suppress
from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING

from cvscreen.domain.documents import check_prompt
from cvscreen.domain.errors import BudgetExceeded, CvscreenError, EmptyPrompt
from cvscreen.domain.rubric import DraftedRubric, Rubric, RubricKey, given_rubric, prompt_hash
from cvscreen.ports.scorers import DraftRequest, Scorer, ScorerIdentity
from cvscreen.usecases.assess import OwnersScorer

if TYPE_CHECKING:  # screening keeps no evaluations
    from cvscreen.ports.evaluations import EvaluationStore
    from cvscreen.usecases.spending import Spend

AT_ONCE = 500


class PrepareRubric:
    """The rubric to judge by: the given one, or one drafted from the prompt."""

    def __init__(self, scorer: Scorer, max_prompt_bytes: int) -> None:
        self._scorer = scorer
        self._max_prompt_bytes = max_prompt_bytes

    async def __call__(self, prompt: str | None, given: Rubric | None) -> DraftedRubric:
        """The rubric; a given one needs no prompt. Raises a PromptError, a RubricError, or a ScorerError."""
        if prompt is not None:
            check_prompt(prompt, self._max_prompt_bytes)
        if given is not None:
            return DraftedRubric(given_rubric(given.criteria))
        if prompt is None:
            raise EmptyPrompt("there is neither a job prompt nor a rubric: give one of them")
        return await self._scorer.draft(DraftRequest(prompt=prompt))


class KeepRubric:
    """The same, with drafted rubrics stored: the first one for a prompt is the one that all its CVs are judged by.

    One object serves a process, so that many evaluations of one prompt have it drafted once.
    """

    def __init__(self, scorer: Scorer, evaluations: EvaluationStore, spend: Spend, max_prompt_bytes: int) -> None:
        self._scorer = scorer
        self._evaluations = evaluations
        self._spend = spend
        self._max_prompt_bytes = max_prompt_bytes
        self._under_way: dict[str, asyncio.Task[DraftedRubric]] = {}

    async def __call__(self, owner: str, prompt: str, given: Rubric | None) -> DraftedRubric:
        """The rubric. Raises what PrepareRubric raises, or EvaluationStoreUnavailable."""
        if given is not None:
            return await self._prepare(owner)(prompt, given)
        key = rubric_key(prompt, self._scorer.identity)
        while True:
            stored = await self._evaluations.rubric(key)
            if stored is not None:
                return stored
            if key.hash not in self._under_way:
                return await asyncio.shield(self._begin(owner, prompt, key))
            # Another owner's budget is not this one's; whatever else went wrong would go wrong again.
            with suppress(BudgetExceeded):
                return await self._of_others(self._under_way[key.hash])

    def _begin(self, owner: str, prompt: str, key: RubricKey) -> asyncio.Task[DraftedRubric]:
        """Draft for all who wait, so whoever began may go."""
        task = asyncio.create_task(self._drafted(owner, prompt, key))
        self._under_way[key.hash] = task
        task.add_done_callback(lambda done: self._ended(key, done))
        return task

    def _ended(self, key: RubricKey, task: asyncio.Task[DraftedRubric]) -> None:
        del self._under_way[key.hash]
        if not task.cancelled():
            task.exception()  # looked at, as all who waited for it may have gone

    async def _drafted(self, owner: str, prompt: str, key: RubricKey) -> DraftedRubric:
        drafted = await self._prepare(owner)(prompt, None)
        kept = await self._evaluations.keep_rubric(key, replace(drafted, usage=None))
        return replace(kept, usage=drafted.usage)

    async def _of_others(self, task: asyncio.Task[DraftedRubric]) -> DraftedRubric:
        """What somebody else had drafted, and pays for."""
        try:
            return replace(await asyncio.shield(task), usage=None)
        except CvscreenError as error:
            unpaid = copy(error)
            unpaid.usage = None
            raise unpaid from None

    def _prepare(self, owner: str) -> PrepareRubric:
        return PrepareRubric(OwnersScorer(self._scorer, owner, self._spend), self._max_prompt_bytes)


class ForgetUnusedRubrics:
    """Removes drafted rubrics that a crash, or work on an erased evaluation, left behind."""

    def __init__(self, evaluations: EvaluationStore) -> None:
        self._evaluations = evaluations

    async def __call__(self) -> None:
        """One round, over at most 500 prompts. Raises EvaluationStoreUnavailable."""
        for unused in await self._evaluations.unused_rubrics(AT_ONCE):
            await self._evaluations.forget_rubrics(unused)


def rubric_key(prompt: str, identity: ScorerIdentity) -> RubricKey:
    """What a drafted rubric is stored under, by SHA-256."""
    content = [prompt, identity.scorer, *identity.models, identity.prompt_version]
    return RubricKey(hashlib.sha256(json.dumps(content).encode()).hexdigest(), prompt_hash(prompt))
