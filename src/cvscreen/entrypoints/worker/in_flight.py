"""The evaluations that this process works on."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import traceback
from collections.abc import Awaitable, Callable

from cvscreen.adapters.queues.celery import CeleryQueue
from cvscreen.domain.errors import CvscreenError, QueueUnavailable

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
        await survived(self._run(evaluation_id))

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


async def survived(work: Awaitable[None]) -> None:
    """Log what the work raises: the store is the truth, and the sweeper tries again."""
    try:
        await work
    except CvscreenError as error:
        _log.warning("%s: %s", error.code, error.detail)
    except Exception as error:  # noqa: BLE001 - a defect in one evaluation must not end the worker
        # The message may hold text of a CV, so only the place of the defect is logged.
        place = "".join(traceback.format_tb(error.__traceback__))
        _log.error("%s in the worker, the sweeper tries again: it came from\n%s", type(error).__name__, place)
