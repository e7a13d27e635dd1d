"""A queue whose work is done in this same process, with a sweeper beside it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Annotated

import msgspec

from cvscreen.adapters.queues.surviving import survived
from cvscreen.adapters.registry import Opening
from cvscreen.domain.errors import InvalidSetting, QueueUnavailable
from cvscreen.ports.health import Health
from cvscreen.ports.queues import EvaluationWork


class InlineOptions(msgspec.Struct, frozen=True):
    """`at_once`: evaluations in work; `sweep_seconds`, `tidy_seconds`: how often the sweeper looks."""

    at_once: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 8
    sweep_seconds: Annotated[float, msgspec.Meta(gt=0)] = 10.0
    tidy_seconds: Annotated[float, msgspec.Meta(gt=0)] = 3600.0


class InlineQueue:
    """Ids in memory, worked off by tasks of this loop; what is lost with the process, the sweeper finds again."""

    def __init__(self, work: EvaluationWork) -> None:
        self._work = work
        self._ids: asyncio.Queue[str] = asyncio.Queue()
        self._waiting: set[str] = set()
        self._closed = False

    async def enqueue(self, evaluation_id: str) -> None:
        """Put the id in line, unless it stands there already."""
        if self._closed:
            raise QueueUnavailable("this process is shutting down: the work is done after its next start")
        if evaluation_id not in self._waiting:
            self._waiting.add(evaluation_id)
            self._ids.put_nowait(evaluation_id)

    async def depth(self) -> int:
        """How many ids wait."""
        return len(self._waiting)

    async def ping(self) -> Health:
        """Always well."""
        return Health("the work is done in this process")

    async def work_off(self) -> None:
        """Run one evaluation after the other, until cancelled."""
        while True:
            evaluation_id = await self._ids.get()
            self._waiting.discard(evaluation_id)
            await survived(lambda: self._work.run(evaluation_id))  # noqa: B023 - awaited before it changes

    def close(self) -> None:
        """Take no more ids."""
        self._closed = True


@asynccontextmanager
async def open(opening: Opening) -> AsyncIterator[InlineQueue]:  # noqa: A001 - every adapter module has an open
    """Start the workers and the sweeper; leaving cancels them, and what they had in hand goes back to the store."""
    if opening.work is None:
        raise InvalidSetting("inline: needs work to do, which only a process with the whole service has")
    options = opening.url.options(InlineOptions)
    queue = InlineQueue(opening.work)
    tasks = [asyncio.create_task(queue.work_off()) for _ in range(options.at_once)]
    tasks.append(asyncio.create_task(_repeat(opening.work.sweep, timedelta(seconds=options.sweep_seconds))))
    tasks.append(asyncio.create_task(_repeat(opening.work.tidy, timedelta(seconds=options.tidy_seconds))))
    try:
        yield queue
    finally:
        queue.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _repeat(round_of: Callable[[], Awaitable[None]], every: timedelta) -> None:
    while True:
        await survived(round_of)
        await asyncio.sleep(every.total_seconds())
