"""Remembering what can be computed again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from cvscreen.ports.health import Pings


@dataclass(frozen=True, slots=True)
class CacheKey:
    """A name in a group; the group is what is forgotten together, so it names whose the values are."""

    group: str
    name: str


class Cache(Pings, Protocol):
    """May forget at any time, and never answers with what was deleted, or with what was there before the last value.

    Every method raises CacheUnavailable. What a call that raised was to replace or forget is not answered afterwards
    either, though the cache come back with it: the adapter makes up for it before it answers again.
    """

    async def get(self, key: CacheKey) -> bytes | None:
        """The value, or None if there is none or its time is over."""
        ...

    async def set(self, key: CacheKey, value: bytes, ttl: timedelta) -> None:
        """Keep the value for that long, whatever was there."""
        ...

    async def add(self, key: CacheKey, value: bytes, ttl: timedelta) -> bool:
        """Keep the value for that long unless there is one. Atomic. False if there is one.

        So True is said once as long as nothing is forgotten.
        """
        ...

    async def delete(self, key: CacheKey) -> None:
        """Forget the value; there may be none."""
        ...

    async def clear(self, group: str) -> None:
        """Forget all values of the group."""
        ...
