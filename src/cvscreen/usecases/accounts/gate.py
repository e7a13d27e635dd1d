"""Whether a session lives, asked at every call."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from cvscreen.domain.accounts import ACCESS_LIFETIME
from cvscreen.domain.errors import CacheUnavailable
from cvscreen.ports.caches import Cache, CacheKey
from cvscreen.ports.tokens import TokenStore

ALIVE = b"alive"
ENDED = b"ended"
ALIVE_LIFETIME = timedelta(minutes=1)
"""So long a session passes unasked.

That matters only if whoever ended it could not reach a cache that others did reach: they let it pass for that long, or
until the cache has made up for what it could not be told.
"""


class SessionGate:
    """Knows which sessions live: from a mark in the cache, else from the token store.

    Readers only add marks and enders overwrite them, so a reader that was slow cannot bring a session back.
    """

    def __init__(self, cache: Cache, tokens: TokenStore) -> None:
        self._cache = cache
        self._tokens = tokens

    async def alive(self, session_id: str) -> bool:
        """Whether it lives. Raises TokenStoreUnavailable if neither can be asked."""
        mark = await self._mark(session_id)
        if mark in {ALIVE, ENDED}:
            return mark == ALIVE
        alive = await self._tokens.get(session_id) is not None
        if not alive:
            await self.ended(session_id)
            return False
        return await self._kept(session_id) or await self._mark(session_id) != ENDED

    async def ended(self, *session_ids: str) -> None:
        """Mark sessions that the token store no longer has, for as long as their access tokens last.

        A cache that is away is left: whoever asks next asks the store.
        """
        with suppress(CacheUnavailable):
            for session_id in session_ids:
                await self._cache.set(_key(session_id), ENDED, ACCESS_LIFETIME)

    async def _mark(self, session_id: str) -> bytes | None:
        try:
            return await self._cache.get(_key(session_id))
        except CacheUnavailable:
            return None

    async def _kept(self, session_id: str) -> bool:
        try:
            return await self._cache.add(_key(session_id), ALIVE, ALIVE_LIFETIME)
        except CacheUnavailable:
            return False


def _key(session_id: str) -> CacheKey:
    return CacheKey(f"session:{session_id}", "mark")
