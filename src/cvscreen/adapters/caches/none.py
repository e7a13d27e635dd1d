"""No cache."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import msgspec

from cvscreen.adapters.registry import Opening
from cvscreen.ports.caches import CacheKey
from cvscreen.ports.health import Health


class NoOptions(msgspec.Struct, frozen=True):
    """There are none."""


class NoCache:
    """Forgets at once."""

    async def get(self, key: CacheKey) -> bytes | None:
        """None."""

    async def set(self, key: CacheKey, value: bytes, ttl: timedelta) -> None:
        """Keep nothing."""

    async def add(self, key: CacheKey, value: bytes, ttl: timedelta) -> bool:  # noqa: ARG002 - as in the port
        """Keep nothing; there never is a value already."""
        return True

    async def delete(self, key: CacheKey) -> None:
        """There is none."""

    async def clear(self, group: str) -> None:
        """There are none."""

    async def ping(self) -> Health:
        """Always well, and slow."""
        return Health("nothing is cached", advice="every answer is computed anew: use memory: or redis://…")


@asynccontextmanager
async def open(opening: Opening) -> AsyncIterator[NoCache]:  # noqa: A001 - every adapter module has an open
    """Nothing to open."""
    opening.url.options(NoOptions)
    yield NoCache()
