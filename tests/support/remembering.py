"""What can be remembered, what changes it, and readers that are overtaken, for tests."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from cvscreen.domain.evaluations import Status
from cvscreen.domain.events import ChangeBegun, Erased, Event, StatusChanged
from cvscreen.ports.caches import Cache
from cvscreen.usecases.remembered import Finished, ForgetChanges, Moving

OWNER = "ada"


def changed(status: Status = Status.PENDING, owner: str = OWNER, *, reopened: bool = False) -> StatusChanged:
    return StatusChanged(evaluation_id="1", owner=owner, status=status, attempts=0, reopened=reopened)


BEGUN, ERASED = ChangeBegun(evaluation_id="1", owner=OWNER), Erased(evaluation_id="1", owner=OWNER)

RETRIED = changed(reopened=True)


class Source:
    """Something to be remembered, which knows how often it was asked."""

    def __init__(self, content: bytes = b"1") -> None:
        self.content = content
        self.asked = 0

    async def read(self) -> bytes:
        self.asked += 1
        return self.content

    async def finished(self) -> Finished:
        return Finished(await self.read())

    async def moving(self) -> Moving:
        return Moving(await self.read())


class Slow(Source):
    """One whose answers are on their way for as long as one likes."""

    def __init__(self, content: bytes = b"1") -> None:
        super().__init__(content)
        self.has_read = asyncio.Event()
        self.let_on = asyncio.Event()

    async def read(self) -> bytes:
        content = await super().read()
        self.has_read.set()
        await self.let_on.wait()
        return content


async def overtaken(slow: Slow, reading: Awaitable[bytes], cache: Cache, *events: Event) -> None:
    """A reader reads, then comes the change, and only then the reader goes on."""
    reader = asyncio.ensure_future(reading)
    await slow.has_read.wait()
    for event in events:
        await ForgetChanges(cache).emit(event)
    slow.let_on.set()
    assert await reader == slow.content


def counting(number: int) -> Callable[[], Awaitable[int]]:
    async def count() -> int:
        return number

    return count
