"""Evaluations in the memory of this process; they go when it goes."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Collection, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import msgspec

from cvscreen.adapters.evaluations.memory_keys import MemoryIdempotencyKeys
from cvscreen.adapters.evaluations.memory_spending import MemorySpending
from cvscreen.adapters.evaluations.transitions import NOW, Transition, claimed, ended, lease_lost, reopened
from cvscreen.adapters.registry import Opening
from cvscreen.domain.errors import DuplicateEvaluation, IdempotencyKeyTaken
from cvscreen.domain.evaluations import Ending, Evaluation, Status
from cvscreen.ports.clocks import Clock
from cvscreen.ports.evaluations import Claim
from cvscreen.ports.health import Health


class MemoryOptions(msgspec.Struct, frozen=True):
    """There are none."""


@dataclass(slots=True)
class _Lease:
    token: str
    until: datetime


class MemoryEvaluationStore(MemoryIdempotencyKeys, MemorySpending):
    """A dictionary behind a lock: safe for any number of tasks, threads and loops."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self._leases: dict[str, _Lease] = {}

    async def add(self, evaluation: Evaluation) -> Evaluation:
        """Store a new evaluation. Raises DuplicateEvaluation, or IdempotencyKeyTaken."""
        with self._lock:
            if evaluation.id in self._evaluations:
                raise DuplicateEvaluation(f"there is an evaluation {evaluation.id!r} already: give this one another id")
            if evaluation.idempotency_key is not None:
                self._take_key(evaluation.owner, evaluation.idempotency_key, evaluation.id)
            alike = evaluation.fingerprint
            repeats = evaluation.repeats or self._latest_like(evaluation.owner, alike)
            added = self._evaluations[evaluation.id] = replace(evaluation, repeats=repeats)
            self._fingerprints[evaluation.id] = alike
            self._prompts[evaluation.prompt_hash] += 1
            return added

    async def get(self, evaluation_id: str) -> Evaluation | None:
        """The evaluation, or None."""
        with self._lock:
            return self._evaluations.get(evaluation_id)

    async def claim(self, evaluation_id: str, lease: timedelta) -> Claim | None:
        """Take a pending evaluation that is due."""
        with self._lock:
            found = self._evaluations.get(evaluation_id)
            if found is None or not self._is_due(found):
                return None
            self._leases[evaluation_id] = _Lease(secrets.token_hex(16), self._after(lease))
            return Claim(self._change(found, claimed(self._after)), self._leases[evaluation_id].token)

    async def renew(self, claim: Claim, lease: timedelta) -> bool:
        """Let the lease run anew from now."""
        with self._lock:
            held = self._held(claim)
            if held is None:
                return False
            held.until = self._after(lease)
            return True

    async def finish(self, claim: Claim, ending: Ending) -> bool:
        """Write how the work ended and drop the lease."""
        with self._lock:
            if self._held(claim) is None:
                return False
            del self._leases[claim.evaluation.id]
            self._change(self._evaluations[claim.evaluation.id], ended(ending, self._after))
            return True

    async def release_expired(self, limit: int) -> tuple[Evaluation, ...]:
        """Take evaluations from workers whose lease ran out."""
        with self._lock:
            return tuple(self._release(evaluation_id) for evaluation_id in list(self._expired())[:limit])

    async def due(self, limit: int) -> tuple[str, ...]:
        """Ids of evaluations that are pending and due, the longest waiting first."""
        with self._lock:
            waiting = [e for e in self._evaluations.values() if self._is_due(e)]
        waiting.sort(key=lambda e: (e.due_at, e.id))
        return tuple(e.id for e in waiting[:limit])

    async def reopen(self, evaluation_id: str) -> Evaluation | None:
        """Turn a failed evaluation to pending."""
        with self._lock:
            found = self._evaluations.get(evaluation_id)
            if found is None or found.status is not Status.FAILED:
                return None
            return self._change(found, reopened(self._after))

    async def erase(self, evaluation_id: str) -> bool:
        """Remove the evaluation in whatever state."""
        with self._lock:
            self._leases.pop(evaluation_id, None)
            self._fingerprints.pop(evaluation_id, None)
            erased = self._evaluations.pop(evaluation_id, None)
            if erased is None:
                return False
            self._prompts[erased.prompt_hash] -= 1
            if erased.idempotency_key is not None:
                del self._keys[erased.owner, erased.idempotency_key]
            return True

    async def file_keys_in_use(self, keys: Collection[str]) -> frozenset[str]:
        """Those of the keys that an evaluation names as its CV's."""
        with self._lock:
            return frozenset(keys) & {e.cv.key for e in self._evaluations.values()}

    async def ping(self) -> Health:
        """Always well."""
        return Health("evaluations are kept in memory", advice="they are lost when the process ends: use sqlite:///…")

    def _take_key(self, owner: str, key: str, evaluation_id: str) -> None:
        if self._keys.setdefault((owner, key), evaluation_id) != evaluation_id:
            raise IdempotencyKeyTaken("the owner has an evaluation with that idempotency key")

    def _is_due(self, evaluation: Evaluation) -> bool:
        return evaluation.status is Status.PENDING and evaluation.due_at <= self._after(NOW)

    def _held(self, claim: Claim) -> _Lease | None:
        lease = self._leases.get(claim.evaluation.id)
        if lease is None or lease.token != claim.token or lease.until <= self._after(NOW):
            return None
        return lease

    def _expired(self) -> Iterator[str]:
        now = self._after(NOW)
        return (evaluation_id for evaluation_id, lease in self._leases.items() if lease.until <= now)

    def _release(self, evaluation_id: str) -> Evaluation:
        del self._leases[evaluation_id]
        lost = self._evaluations[evaluation_id]
        return self._change(lost, lease_lost(lost.lost_leases, self._after))

    def _change(self, evaluation: Evaluation, transition: Transition) -> Evaluation:
        changed = replace(evaluation, **transition)
        self._evaluations[evaluation.id] = changed
        return changed


@asynccontextmanager
async def open(opening: Opening) -> AsyncIterator[MemoryEvaluationStore]:  # noqa: A001 - every adapter module has an open
    """A store of its own, empty."""
    opening.url.options(MemoryOptions)
    yield MemoryEvaluationStore(opening.clock)
