"""Handing work to whoever does it."""

from __future__ import annotations

from typing import Protocol

from cvscreen.ports.health import Pings


class EvaluationWork(Protocol):
    """What a queue that works in this same process is given to do."""

    async def run(self, evaluation_id: str) -> None:
        """Claim the evaluation and do the work. Harmless if somebody else has it, or nobody needs it any more."""
        ...

    async def sweep(self) -> None:
        """Free what lost workers held, and enqueue what is due."""
        ...

    async def tidy(self) -> None:
        """Delete the files that no evaluation names."""
        ...


class EvaluationQueue(Pings, Protocol):
    """Carries ids, and may lose, repeat or reorder them: the store is the truth, the sweeper enqueues again."""

    async def enqueue(self, evaluation_id: str) -> None:
        """Ask for the work to be done. Raises QueueUnavailable if the queue does not take it."""
        ...

    async def depth(self) -> int:
        """How many ids wait."""
        ...
