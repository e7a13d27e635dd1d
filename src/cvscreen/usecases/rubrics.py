"""The rubric for a job prompt: drafted once, so that all CVs for it are judged alike."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from cvscreen.domain.documents import check_prompt
from cvscreen.domain.errors import EmptyPrompt
from cvscreen.domain.rubric import DraftedRubric, Rubric, RubricKey, given_rubric, prompt_hash
from cvscreen.ports.scorers import DraftRequest, Scorer, ScorerIdentity

if TYPE_CHECKING:  # screening keeps no evaluations
    from cvscreen.ports.evaluations import EvaluationStore

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
    """The same, with drafted rubrics stored: the first one for a prompt is the one that all its CVs are judged by."""

    def __init__(self, prepare: PrepareRubric, scorer: Scorer, evaluations: EvaluationStore) -> None:
        self._prepare = prepare
        self._scorer = scorer
        self._evaluations = evaluations

    async def __call__(self, prompt: str, given: Rubric | None) -> DraftedRubric:
        """The rubric. Raises what PrepareRubric raises, or EvaluationStoreUnavailable."""
        if given is not None:
            return await self._prepare(prompt, given)
        key = rubric_key(prompt, self._scorer.identity)
        stored = await self._evaluations.rubric(key)
        if stored is not None:
            return stored
        return await self._evaluations.keep_rubric(key, await self._prepare(prompt, None))


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
