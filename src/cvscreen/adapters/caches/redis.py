"""Values in Redis, for all processes together.

Every value is kept in an epoch, a word in Redis that each call names: with another one it finds and changes nothing. A
process that cannot know what Redis holds begins a new one before it is answered: at its start; after a write that
failed, as that may have been to forget something, or may yet arrive; and when the server is another one, for it may
have restored what had been forgotten since. A reader of the store that began before may come with an old answer:
nothing is added in the first SETTLING of an epoch that began because of a failure.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import ResponseError

from cvscreen.adapters.caches.redis_scripts import ADD, BEGIN, CLEAR, DELETE, GET, SET
from cvscreen.adapters.redis.client import PAUSE_SECONDS, RedisClient, shared_redis
from cvscreen.adapters.redis.scripts import Script
from cvscreen.adapters.registry import Opening
from cvscreen.domain.errors import CacheUnavailable
from cvscreen.ports.caches import CacheKey
from cvscreen.ports.health import Health

SETTLING = timedelta(seconds=30)
"""Longer than anybody takes to read a store and add what was read."""

TRIES = 5
"""So many epochs in a row may end while one call is on its way."""

_NOTHING = CacheKey("nothing", "nothing")
_MILLISECOND = timedelta(milliseconds=1)


class RedisCache:
    """For each group a hash with its values and a sorted set with their ends, by the server's clock."""

    def __init__(self, client: RedisClient) -> None:
        self._client = client
        self._epoch: bytes | None = None
        self._server = 0
        self._failed = False
        self._beginning = asyncio.Lock()
        self._mending: asyncio.Task[None] | None = None
        client.meanwhile("nothing is cached")

    async def get(self, key: CacheKey) -> bytes | None:
        """The value, or None if there is none or its time is over."""
        value: bytes | None = await self._call(GET, key.group, _bytes(key.name))
        return value

    async def set(self, key: CacheKey, value: bytes, ttl: timedelta) -> None:
        """Keep the value for that long, whatever was there."""
        await self._write(SET, key.group, _bytes(key.name), value, ttl // _MILLISECOND)

    async def add(self, key: CacheKey, value: bytes, ttl: timedelta) -> bool:
        """Keep the value for that long unless there is one. False if there is one."""
        return bool(await self._write(ADD, key.group, _bytes(key.name), value, ttl // _MILLISECOND))

    async def delete(self, key: CacheKey) -> None:
        """Forget the value."""
        await self._write(DELETE, key.group, _bytes(key.name))

    async def clear(self, group: str) -> None:
        """Forget all values of the group."""
        await self._write(CLEAR, group)

    async def ping(self) -> Health:
        """What server it is."""
        version = await self._client.version(CacheUnavailable)
        await self.get(_NOTHING)
        return Health(f"values are kept in {version}")

    async def close(self) -> None:
        """Leave what is not mended to whoever starts next: at its start it begins a new epoch."""
        if self._mending is not None:
            self._mending.cancel()
            await asyncio.gather(self._mending, return_exceptions=True)

    async def _write(self, script: Script, group: str, *arguments: bytes | int) -> Any:
        try:
            return await self._call(script, group, *arguments)
        except CacheUnavailable:
            self._failed = True
            if self._mending is None or self._mending.done():
                self._mending = asyncio.create_task(self._mend())
            raise

    async def _mend(self) -> None:
        """Begin a new epoch as soon as Redis is there: other processes may be asked before this one is."""
        while self._failed:
            await self._client.here()
            with suppress(CacheUnavailable):
                await self.get(_NOTHING)
            await asyncio.sleep(PAUSE_SECONDS)

    async def _call(self, script: Script, group: str, *arguments: bytes | int) -> Any:
        async with self._client.reached(CacheUnavailable) as redis:
            for _ in range(TRIES):
                epoch = await self._present(redis)
                try:
                    return await script(redis, self._keys(epoch, group), epoch, *arguments)
                except ResponseError as error:
                    if not str(error).startswith("EPOCH"):
                        raise
                    self._epoch = None
        raise CacheUnavailable("the cache is emptied again and again: see which of its processes lose their Redis")

    def _keys(self, epoch: bytes, group: str) -> list[bytes]:
        places = (self._client.key("cache", kind, epoch.decode(), group) for kind in ("values", "ends"))
        return [self._client.key("cache", "epoch"), *places]

    async def _present(self, redis: Redis) -> bytes:
        """The epoch that is; a new one if what Redis holds is not to be trusted."""
        epoch = self._epoch
        if epoch is not None and self._is_certain():
            return epoch
        async with self._beginning:
            if self._epoch is None and self._is_certain():
                found: Any = await redis.get(self._client.key("cache", "epoch"))
                self._epoch = found
            if self._epoch is None or not self._is_certain():
                self._epoch = await self._begun(redis)
            return self._epoch

    def _is_certain(self) -> bool:
        """Whether this process has missed nothing since it has begun or joined an epoch."""
        return not self._failed and 0 < self._server == self._client.servers

    async def _begun(self, redis: Redis) -> bytes:
        # What fails meanwhile leaves its mark for the next one.
        failed, self._failed = self._failed or self._server > 0, False
        server = self._client.servers
        settling = SETTLING // _MILLISECOND if failed else 0
        try:
            epoch: bytes = await BEGIN(
                redis, [self._client.key("cache", "epoch")], secrets.token_hex(8).encode(), settling
            )
        except BaseException:
            self._failed = self._failed or failed
            raise
        self._server = max(server, 1)
        return epoch


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


@asynccontextmanager
async def open(opening: Opening) -> AsyncIterator[RedisCache]:  # noqa: A001 - every adapter module has an open
    """The cache in `redis://…`, which may be away."""
    async with shared_redis(opening) as client:
        cache = RedisCache(client)
        try:
            yield cache
        finally:
            await cache.close()
