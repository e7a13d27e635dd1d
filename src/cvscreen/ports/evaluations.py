"""Keeping evaluations, and deciding who works on which."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from cvscreen.domain.budgets import Spending
from cvscreen.domain.evaluations import Ending, Evaluation, EvaluationSummary, Status
from cvscreen.domain.rubric import DraftedRubric, RubricKey
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

    def starts_before(self, count: int) -> bool:
        """Whether there is something on the page, of so many evaluations."""
        return (self.page - 1) * self.size < count


@dataclass(frozen=True, slots=True)
class EvaluationPage:
    """One page of evaluations, newest first, and how many there are over all pages."""

    count: int
    evaluations: tuple[Evaluation, ...]


@dataclass(frozen=True, slots=True)
class SummaryPage:
    """The same in short."""

    count: int
    evaluations: tuple[EvaluationSummary, ...]


@dataclass(frozen=True, slots=True)
class KeyReservation:
    """An owner's idempotency key while a submission with it is under way, and the token that lets go of it."""

    owner: str
    key: str
    token: str


class EvaluationStore(Pings, Protocol):
    """Keeps evaluations, the rubrics drafted for them, the idempotency keys they came with, and what owners spent.

    Durations cross this port, never times: the store's clock alone decides when a lease ends. Every method
    raises EvaluationStoreUnavailable if the store cannot be reached.
    """

    async def add(self, evaluation: Evaluation) -> Evaluation:
        """Store a new evaluation, and return it with `repeats`: unless it says so itself, the store finds it out.

        Atomic: of two alike that are added at once, one repeats the other.
        Raises DuplicateEvaluation if its id is taken, IdempotencyKeyTaken if the owner has one of that key.
        """
        ...

    async def get(self, evaluation_id: str) -> Evaluation | None:
        """The evaluation, whoever owns it, or None."""
        ...

    async def page(self, request: PageRequest) -> tuple[Evaluation, ...]:
        """The owner's evaluations, newest first (by creation, then id); a page past the end is empty."""
        ...

    async def summaries(self, request: PageRequest) -> tuple[EvaluationSummary, ...]:
        """The same page in short, at less cost."""
        ...

    async def count(self, owner: str, status: Status | None = None) -> int:
        """How many evaluations the owner has, of that status if one is named."""
        ...

    async def statistics(self) -> dict[Status, int]:
        """How many evaluations there are of each status, over all owners; every status is named."""
        ...

    async def by_idempotency_key(self, owner: str, key: str) -> Evaluation | None:
        """The owner's evaluation that came with that key, or None."""
        ...

    async def reserve_key(self, owner: str, key: str, lease: timedelta) -> KeyReservation | None:
        """Keep the owner's key from other submissions for so long, None if one has it already. Atomic."""
        ...

    async def release_key(self, reservation: KeyReservation) -> None:
        """Let go of the key, unless somebody else has it by now."""
        ...

    async def forget_key(self, owner: str, key: str, age: timedelta) -> bool:
        """Take the key from the owner's evaluation that came with it. False if there is none that is so old."""
        ...

    async def forget_keys(self, age: timedelta) -> int:
        """Take the keys from all evaluations that are so old, and return from how many; drop dead reservations."""
        ...

    async def forget_owner_keys(self, owner: str) -> None:
        """Let go of all reservations of an owner who leaves."""
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

    async def keep_rubric(self, key: RubricKey, drafted: DraftedRubric) -> DraftedRubric:
        """Store a drafted rubric under the key unless there is one, and return the one that is stored."""
        ...

    async def rubric(self, key: RubricKey) -> DraftedRubric | None:
        """The drafted rubric stored under the key, or None."""
        ...

    async def forget_rubrics(self, prompt_hash: str) -> int:
        """Remove the rubrics drafted for a prompt, unless an evaluation of that `prompt_hash` is stored; how many.

        A rubric holds words of the prompt, so it stays only as long as somebody's evaluation does. To look and to
        remove are one step: an evaluation that is added meanwhile either keeps the rubric or finds none, so those that
        are stored are judged by one. A store that cannot do both at once marks the rubric, looks again, and removes it
        only if it is still marked; `rubric` and `keep_rubric` take the mark away from what they return.
        """
        ...

    async def unused_rubrics(self, limit: int) -> tuple[str, ...]:
        """Hashes of up to `limit` prompts for which a rubric was drafted, but no evaluation is stored."""
        ...

    async def add_spending(self, owner: str, month: str, spent: Spending) -> None:
        """Add to the owner's sums of the month (2026-11). Atomic: nothing that is added at once is lost."""
        ...

    async def spending(self, owner: str, month: str) -> Spending:
        """The owner's sums of the month, whatever was erased since."""
        ...

    async def forget_spending(self, owner: str) -> None:
        """Forget all sums of an owner who leaves."""
        ...
