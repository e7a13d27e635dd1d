"""The evaluations that this process works on."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from functools import partial

from cvscreen.adapters.queues.celery import CeleryQueue
from cvscreen.adapters.queues.surviving import survived
from cvscreen.domain.errors import QueueUnavailable

_log = logging.getLogger(__name__)


class InFlight:
    """Works evaluations off until it is closed; what is unfinished then goes back to the store, and into the queue."""

    def __init__(self, run: Callable[[str], Awaitable[None]], queue: CeleryQueue) -> None:
        self._run = run
        self._queue = queue
        self._tasks: dict[asyncio.Task[None], str] = {}
        self._closing: asyncio.Task[None] | None = None

    def __len__(self) -> int:
        return len(self._tasks)

    async def work_off(self, evaluation_id: str) -> None:
        """Make one attempt. Nothing is raised: what went wrong stands in the store, or the sweeper finds it."""
        task = asyncio.create_task(self._worked_off(evaluation_id))
        self._tasks[task] = evaluation_id
        try:
            await asyncio.wait({task})
        finally:
            del self._tasks[task]

    async def close(self, grace_seconds: float) -> None:
        """Give what is in flight so long to end, then hand the rest back. Later calls wait for the first."""
        if self._closing is None:
            self._closing = asyncio.create_task(self._hand_back(grace_seconds))
        await asyncio.shield(self._closing)

    async def _worked_off(self, evaluation_id: str) -> None:
        # The mark goes before the claim: whoever enqueues after this is not kept from it by a message already taken.
        with contextlib.suppress(QueueUnavailable):
            await self._queue.taken(evaluation_id)
        # What comes while the rest is handed back would keep the process: it is still due, so the sweeper sees to it.
        if self._closing is None:
            await survived(partial(self._run, evaluation_id))

    async def _hand_back(self, grace_seconds: float) -> None:
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=grace_seconds)
        rest = dict(self._tasks)
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)
        if rest:
            _log.info("handed back, as it was not done within %g s: %d evaluations", grace_seconds, len(rest))
        for evaluation_id in rest.values():
            with contextlib.suppress(QueueUnavailable):
                await self._queue.enqueue(evaluation_id)
