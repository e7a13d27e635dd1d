"""Values in the memory of this process, the last used ones, up to a number of bytes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Annotated, NamedTuple

import msgspec

from cvscreen.adapters.registry import Opening
from cvscreen.domain.documents import MEGABYTE
from cvscreen.ports.caches import CacheKey
from cvscreen.ports.clocks import Clock
from cvscreen.ports.health import Health

OVERHEAD = 800
"""Bytes that a value costs besides itself and its names: objects, tables and their spare room.

Measured with CPython 3.11: some 500 in a group of many, up to 800 in a group of its own.
"""

_Place = tuple[str, str]


class MemoryOptions(msgspec.Struct, frozen=True):
    """How much is kept at most, in MB of 2^20 bytes."""

    mb: Annotated[int, msgspec.Meta(ge=1, le=2**20)] = 64


class _Entry(NamedTuple):
    value: bytes
    until: datetime
    size: int


class MemoryCache:
    """A dictionary in order of use behind a lock: safe for any number of tasks, threads and loops."""

    def __init__(self, clock: Clock, max_bytes: int = 64 * MEGABYTE) -> None:
        self._clock = clock
        self._max_bytes = max_bytes
        self._lock = threading.Lock()
        self._entries: OrderedDict[_Place, _Entry] = OrderedDict()
        self._groups: dict[str, set[str]] = {}
        self._bytes = 0

    async def get(self, key: CacheKey) -> bytes | None:
        """The value, or None if there is none or its time is over."""
        place = (key.group, key.name)
        with self._lock:
            entry = self._living(place)
            if entry is None:
                return None
            self._entries.move_to_end(place)
            return entry.value

    async def set(self, key: CacheKey, value: bytes, ttl: timedelta) -> None:
        """Keep the value for that long, whatever was there."""
        with self._lock:
            self._keep((key.group, key.name), value, ttl)

    async def add(self, key: CacheKey, value: bytes, ttl: timedelta) -> bool:
        """Keep the value for that long unless there is one. False if there is one."""
        place = (key.group, key.name)
        with self._lock:
            if self._living(place) is not None:
                return False
            self._keep(place, value, ttl)
            return True

    async def delete(self, key: CacheKey) -> None:
        """Forget the value."""
        with self._lock:
            self._drop((key.group, key.name))

    async def clear(self, group: str) -> None:
        """Forget all values of the group."""
        with self._lock:
            for name in tuple(self._groups.get(group, ())):
                self._drop((group, name))

    async def ping(self) -> Health:
        """How full it is."""
        with self._lock:
            kept, size = len(self._entries), self._bytes
        return Health(f"{kept} values in memory, {size / MEGABYTE:.1f} of {self._max_bytes / MEGABYTE:.0f} MB")

    def _living(self, place: _Place) -> _Entry | None:
        entry = self._entries.get(place)
        if entry is None:
            return None
        if entry.until <= self._clock.now():
            self._drop(place)
            return None
        return entry

    def _keep(self, place: _Place, value: bytes, ttl: timedelta) -> None:
        self._drop(place)
        group, name = place
        size = len(value) + len(group) + len(name) + OVERHEAD
        if size > self._max_bytes:
            return
        while self._bytes + size > self._max_bytes:
            self._drop(next(iter(self._entries)))
        self._entries[place] = _Entry(value, self._clock.now() + ttl, size)
        self._groups.setdefault(group, set()).add(name)
        self._bytes += size

    def _drop(self, place: _Place) -> None:
        entry = self._entries.pop(place, None)
        if entry is None:
            return
        self._bytes -= entry.size
        group, name = place
        names = self._groups[group]
        names.discard(name)
        if not names:
            del self._groups[group]


@asynccontextmanager
async def open(opening: Opening) -> AsyncIterator[MemoryCache]:  # noqa: A001 - every adapter module has an open
    """The cache in `memory:?mb=64`, empty."""
    options = opening.url.options(MemoryOptions)
    yield MemoryCache(opening.clock, options.mb * MEGABYTE)
