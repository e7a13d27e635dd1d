"""Following an evaluation: every state it comes to, until it has ended."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from cvscreen.domain.errors import Failure
from cvscreen.domain.evaluations import ENDED, Evaluation, Status
from cvscreen.domain.events import StatusChanged
from cvscreen.ports.progress import ProgressBus
from cvscreen.usecases.owned import ReadEvaluation

POLL_SECONDS = 3.0
"""How often the store is asked, should the progress bus have dropped the news."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A state of an evaluation; `updated_at` is None where only the news of it came."""

    evaluation_id: str
    status: Status
    attempts: int
    error: Failure | None = None
    updated_at: datetime | None = None

    @property
    def state(self) -> str:
        """What tells it from the state before, such as `processing-0`."""
        return f"{self.status}-{self.attempts}"


class FollowEvaluation:
    """The states of an owner's evaluation, as they come."""

    def __init__(self, read: ReadEvaluation, progress: ProgressBus) -> None:
        self._read = read
        self._progress = progress

    async def __call__(self, owner: str, evaluation_id: str, seen: str | None = None) -> AsyncGenerator[Seen, None]:
        """The present state unless its `state` is `seen`, then each new one; after completed or failed it ends.

        Raises EvaluationNotFound, also if the evaluation is erased meanwhile, and EvaluationStoreUnavailable. Whoever
        stops before the end closes it (`contextlib.aclosing`).
        """
        async with self._progress.subscribe(evaluation_id) as changes, _news(changes) as news:
            now = await self._look(owner, evaluation_id)
            while True:
                if now.state != seen:
                    yield now
                if now.status in ENDED:
                    return
                seen = now.state
                change = await news.next(POLL_SECONDS)
                if change is None or change.status in ENDED:
                    # An end that is told may be of an attempt before the present one: the store knows.
                    now = await self._look(owner, evaluation_id)
                else:
                    now = _told(change)

    async def _look(self, owner: str, evaluation_id: str) -> Seen:
        return _found(await self._read(owner, evaluation_id))


def _found(evaluation: Evaluation) -> Seen:
    return Seen(
        evaluation_id=evaluation.id,
        status=evaluation.status,
        attempts=evaluation.attempts,
        error=evaluation.error,
        updated_at=evaluation.updated_at,
    )


def _told(change: StatusChanged) -> Seen:
    return Seen(evaluation_id=change.evaluation_id, status=change.status, attempts=change.attempts, error=change.error)


@asynccontextmanager
async def _news(changes: AsyncIterator[StatusChanged]) -> AsyncIterator[_News]:
    news = _News(changes)
    try:
        yield news
    finally:
        await news.close()


class _News:
    """Waits for a change, or for a while. The pending read outlives the while: cancelling it would end the iterator."""

    def __init__(self, changes: AsyncIterator[StatusChanged]) -> None:
        self._changes = changes
        self._reading: asyncio.Task[StatusChanged | None] | None = None

    async def next(self, seconds: float) -> StatusChanged | None:
        """The next change, None if there is none for so long."""
        if self._reading is None:
            self._reading = asyncio.ensure_future(self._read())
        done, _ = await asyncio.wait({self._reading}, timeout=seconds)
        if not done:
            return None
        change = self._reading.result()
        if change is None:
            await asyncio.sleep(seconds)
        else:
            self._reading = None
        return change

    async def close(self) -> None:
        """Give up the pending read."""
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)

    async def _read(self) -> StatusChanged | None:
        """The next change, or None when there will be no more."""
        return await anext(self._changes, None)
