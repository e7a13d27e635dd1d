"""Progress within this process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import msgspec

from cvscreen.adapters.registry import Opening
from cvscreen.domain.events import StatusChanged
from cvscreen.ports.health import Health

MAX_WAITING = 100
"""So many changes wait for a slow subscriber; then the oldest is dropped, as the newest tells most."""


class MemoryOptions(msgspec.Struct, frozen=True):
    """There are none."""


class MemoryProgressBus:
    """Subscribers of one event loop."""

    def __init__(self) -> None:
        self._subscriptions: dict[str, set[_Subscription]] = {}

    async def publish(self, change: StatusChanged) -> None:
        """Hand the change to all present subscribers of its evaluation."""
        for subscription in self._subscriptions.get(change.evaluation_id, ()):
            subscription.hand(change)

    @asynccontextmanager
    async def subscribe(self, evaluation_id: str) -> AsyncIterator[AsyncIterator[StatusChanged]]:
        """The changes from now on; they end when the context does."""
        subscription = _Subscription()
        self._subscriptions.setdefault(evaluation_id, set()).add(subscription)
        try:
            yield subscription
        finally:
            subscription.hand(None)
            others = self._subscriptions[evaluation_id]
            others.discard(subscription)
            if not others:
                del self._subscriptions[evaluation_id]

    async def ping(self) -> Health:
        """Always well."""
        return Health("progress is told within this process")


class _Subscription(AsyncIterator[StatusChanged]):
    """Changes that wait for one subscriber; None is the end."""

    def __init__(self) -> None:
        self._waiting: asyncio.Queue[StatusChanged | None] = asyncio.Queue(MAX_WAITING)
        self._ended = False

    def hand(self, change: StatusChanged | None) -> None:
        if self._waiting.full():
            self._waiting.get_nowait()
        self._waiting.put_nowait(change)

    async def __anext__(self) -> StatusChanged:
        change = None if self._ended else await self._waiting.get()
        if change is None:
            self._ended = True
            raise StopAsyncIteration
        return change


@asynccontextmanager
async def open(opening: Opening) -> AsyncIterator[MemoryProgressBus]:  # noqa: A001 - every adapter module has an open
    """A bus of its own."""
    opening.url.options(MemoryOptions)
    yield MemoryProgressBus()
