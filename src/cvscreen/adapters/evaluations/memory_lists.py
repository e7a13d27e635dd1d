"""Lists of evaluations in memory."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import datetime, timedelta

from cvscreen.domain.evaluations import Evaluation, EvaluationSummary, Status, summary_of
from cvscreen.ports.clocks import Clock
from cvscreen.ports.evaluations import PageRequest


class MemoryEvaluationLists:
    """A dictionary behind a lock, and what owners and administrators see of many evaluations in it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._evaluations: dict[str, Evaluation] = {}
        self._fingerprints: dict[str, str] = {}

    async def page(self, request: PageRequest) -> tuple[Evaluation, ...]:
        """The owner's evaluations, newest first."""
        start = (request.page - 1) * request.size
        return tuple(_newest_first(self._owned(request.owner, request.status))[start : start + request.size])

    async def summaries(self, request: PageRequest) -> tuple[EvaluationSummary, ...]:
        """The same page in short."""
        return tuple(summary_of(evaluation) for evaluation in await self.page(request))

    async def count(self, owner: str, status: Status | None = None) -> int:
        """How many evaluations the owner has."""
        return len(self._owned(owner, status))

    async def statistics(self) -> dict[Status, int]:
        """How many evaluations there are of each status, over all owners."""
        with self._lock:
            counted = Counter(evaluation.status for evaluation in self._evaluations.values())
        return {status: counted[status] for status in Status}

    def _owned(self, owner: str, status: Status | None) -> list[Evaluation]:
        with self._lock:
            return [e for e in self._evaluations.values() if e.owner == owner and status in {None, e.status}]

    def _latest_like(self, owner: str, fingerprint: str) -> str | None:
        """The id of the owner's newest evaluation of that fingerprint. Called under the lock."""
        same = [e for e in self._evaluations.values() if e.owner == owner and self._fingerprints[e.id] == fingerprint]
        return _newest_first(same)[0].id if same else None

    def _after(self, duration: timedelta) -> datetime:
        return self._clock.now() + duration


def _newest_first(evaluations: list[Evaluation]) -> list[Evaluation]:
    return sorted(evaluations, key=lambda e: (e.created_at, e.id), reverse=True)
