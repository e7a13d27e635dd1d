"""Keeping evaluations, and deciding who works on which."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from cvscreen.domain.evaluations import Ending, Evaluation, Status
from cvscreen.domain.rubric import DraftedRubric
from cvscreen.ports.health import Pings


@dataclass(frozen=True, slots=True)
class Claim:
    """An evaluation in processing, and the lease token that allows to write its result."""

    evaluation: Evaluation
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRequest:
    """Which of an owner's evaluations to list: `page` counts from 1, `size` is per page."""

    owner: str
    page: int
    size: int
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class EvaluationPage:
    """One page of evaluations, newest first, and how many there are over all pages."""

    count: int
    evaluations: tuple[Evaluation, ...]


class EvaluationStore(Pings, Protocol):
    """Keeps evaluations and the rubrics drafted for them.

    Durations cross this port, never times: the store's clock alone decides when a lease ends. Every method
    raises EvaluationStoreUnavailable if the store cannot be reached.
    """

    async def add(self, evaluation: Evaluation) -> None:
        """Store a new evaluation. Raises DuplicateEvaluation if its id is taken."""
        ...

    async def get(self, evaluation_id: str) -> Evaluation | None:
        """The evaluation, whoever owns it, or None."""
        ...

    async def page(self, request: PageRequest) -> EvaluationPage:
        """The owner's evaluations, newest first (by creation, then id); a page past the end is empty."""
        ...

    async def claim(self, evaluation_id: str, lease: timedelta) -> Claim | None:
        """Take a pending evaluation that is due: it turns to processing under a new, random lease token.

        None if there is no such evaluation, or if it is not pending or not due. Atomic: of many callers one wins.
        """
        ...

    async def renew(self, claim: Claim, lease: timedelta) -> bool:
        """Let the lease run anew from now. False, and nothing changes, if the token is dead.

        A token is dead when its lease has run out, another was given, or the evaluation ended or was erased.
        """
        ...

    async def finish(self, claim: Claim, ending: Ending) -> bool:
        """Write how the work ended and drop the lease. False, and nothing changes, if the token is dead."""
        ...

    async def release_expired(self, limit: int) -> tuple[Evaluation, ...]:
        """Take up to `limit` evaluations from workers whose lease ran out, and return them as they are now.

        Each turns to pending, due now, with one more lost lease, or to failed with `worker_lost` at the tenth.
        """
        ...

    async def due(self, limit: int) -> tuple[str, ...]:
        """Ids of up to `limit` evaluations that are pending and due, the longest waiting first."""
        ...

    async def reopen(self, evaluation_id: str) -> Evaluation | None:
        """Turn a failed evaluation to pending, due now, attempts and lost leases at 0; None if it is not failed."""
        ...

    async def erase(self, evaluation_id: str) -> bool:
        """Remove the evaluation in whatever state. False if there is none."""
        ...

    async def file_keys_in_use(self, keys: Collection[str]) -> frozenset[str]:
        """Those of the keys that an evaluation names as its CV's."""
        ...

    async def keep_rubric(self, key: str, drafted: DraftedRubric) -> DraftedRubric:
        """Store a drafted rubric under the key unless there is one, and return the one that is stored."""
        ...

    async def rubric(self, key: str) -> DraftedRubric | None:
        """The drafted rubric stored under the key, or None."""
        ...
