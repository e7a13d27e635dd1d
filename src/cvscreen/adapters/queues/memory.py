"""A queue that nobody works off, for tests and for processes that leave the work to others."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import msgspec

from cvscreen.adapters.registry import Opening
from cvscreen.ports.health import Health


class MemoryOptions(msgspec.Struct, frozen=True):
    """There are none."""


class MemoryQueue:
    """Ids in the order they came, repeated ones too, until somebody takes them."""

    def __init__(self) -> None:
        self._ids: deque[str] = deque()

    async def enqueue(self, evaluation_id: str) -> None:
        """Put the id in line."""
        self._ids.append(evaluation_id)

    async def depth(self) -> int:
        """How many ids wait."""
        return len(self._ids)

    def take(self) -> str | None:
        """The id that waits longest, which then waits no more; None if none does."""
        return self._ids.popleft() if self._ids else None

    def drain(self) -> tuple[str, ...]:
        """All ids, the longest waiting first; none waits any more."""
        taken = tuple(self._ids)
        self._ids.clear()
        return taken

    async def ping(self) -> Health:
        """Always well, but nobody works."""
        return Health("ids wait in memory", advice="nobody works them off: use inline:, unless this is a test")


@asynccontextmanager
async def open(opening: Opening) -> AsyncIterator[MemoryQueue]:  # noqa: A001 - every adapter module has an open
    """A queue of its own, empty."""
    opening.url.options(MemoryOptions)
    yield MemoryQueue()
