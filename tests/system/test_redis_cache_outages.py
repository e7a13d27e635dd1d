"""A cache on a Redis that stops, hangs, and comes back empty or with what it had tells nothing old."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from own_redis import Away, frozen, opened, own_redis, stopped, told, well
from real_servers.redis import RedisServer

from cvscreen.adapters.caches import redis as redis_cache
from cvscreen.domain.errors import CacheUnavailable
from cvscreen.ports.caches import Cache, CacheKey

LONG = timedelta(minutes=5)
KEY = CacheKey("group", "name")


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[RedisServer]:
    with own_redis(tmp_path) as server:
        yield server


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redis_cache, "SETTLING", timedelta(0))


@pytest.fixture
async def cache(redis: RedisServer) -> AsyncIterator[Cache]:
    async with opened("caches", redis.url) as found:
        yield found


@pytest.mark.parametrize("away", [stopped, frozen])
async def test_a_cache_that_is_away_says_so_at_once_and_comes_back(
    away: Away, redis: RedisServer, cache: Cache
) -> None:
    with away(redis):
        async with asyncio.timeout(30):
            for _ in range(100):
                with pytest.raises(CacheUnavailable):
                    await cache.get(KEY)
        with pytest.raises(CacheUnavailable):
            await cache.ping()
    await well(cache.ping)
    await cache.set(KEY, b"value", LONG)
    assert await cache.get(KEY) == b"value"


@pytest.mark.parametrize("act", ["set", "delete", "clear"])
async def test_what_could_not_be_forgotten_in_an_outage_does_not_come_back_with_redis(
    act: str, redis: RedisServer, cache: Cache
) -> None:
    async with opened("caches", redis.url) as other:
        await other.get(KEY)
        await cache.set(KEY, b"old", LONG)
        assert await other.get(KEY) == b"old"
        forget: Callable[[], Awaitable[None]] = {
            "set": lambda: cache.set(KEY, b"new", LONG),
            "delete": lambda: cache.delete(KEY),
            "clear": lambda: cache.clear(KEY.group),
        }[act]
        with frozen(redis):
            with pytest.raises(CacheUnavailable):
                await cache.get(KEY)
            with pytest.raises(CacheUnavailable):  # this is not even sent
                await forget()
        await well(cache.ping)
        assert await cache.get(KEY) in {None, b"new"}
        assert await other.get(KEY) in {None, b"new"}


async def test_what_could_not_be_forgotten_is_forgotten_though_nobody_asks_who_failed(
    redis: RedisServer, cache: Cache
) -> None:
    async with opened("caches", redis.url) as other:
        await other.get(KEY)
        await cache.set(KEY, b"old", LONG)
        with frozen(redis):
            for call in (cache.get(KEY), cache.delete(KEY)):
                with pytest.raises(CacheUnavailable):
                    await call
        async with asyncio.timeout(20):
            while await other.get(KEY) is not None:  # noqa: ASYNC110 - another process tells us nothing
                await asyncio.sleep(0.05)


async def test_what_only_reads_missed_is_still_there(redis: RedisServer, cache: Cache) -> None:
    await cache.set(KEY, b"value", LONG)
    with frozen(redis), pytest.raises(CacheUnavailable):
        await cache.get(KEY)
    await well(cache.ping)
    assert await cache.get(KEY) == b"value"


async def test_after_a_failure_nothing_is_added_until_slow_readers_are_done(
    redis: RedisServer, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redis_cache, "SETTLING", LONG)
    with frozen(redis), pytest.raises(CacheUnavailable):
        await cache.delete(KEY)
    await well(cache.ping)
    assert await cache.add(KEY, b"of before", LONG)
    assert await cache.get(KEY) is None
    async with opened("caches", redis.url) as started_meanwhile:
        assert await started_meanwhile.add(KEY, b"of before", LONG)
        assert await started_meanwhile.get(KEY) is None
    await cache.set(KEY, b"certain", LONG)
    assert not await cache.add(KEY, b"of before", LONG)
    assert await cache.get(KEY) == b"certain"


async def test_a_server_that_restores_what_was_forgotten_is_not_believed(redis: RedisServer, cache: Cache) -> None:
    await cache.set(KEY, b"old", LONG)
    told(redis, "SAVE")
    await cache.delete(KEY)
    with stopped(redis):  # by SIGKILL: it comes back with its snapshot
        pass
    assert b"old" in (redis.folder / "dump.rdb").read_bytes()
    await well(cache.ping)
    assert await cache.get(KEY) is None


async def test_a_process_that_starts_believes_nothing_that_it_finds(redis: RedisServer, cache: Cache) -> None:
    await cache.set(KEY, b"old", LONG)
    async with opened("caches", redis.url) as started:
        assert await started.get(KEY) is None
        await started.set(KEY, b"new", LONG)
        assert await cache.get(KEY) == b"new"


async def test_values_that_are_over_are_removed_by_those_that_come(redis: RedisServer, cache: Cache) -> None:
    for n in range(10):
        await cache.set(CacheKey("group", str(n)), b"value", timedelta(milliseconds=1))
    await cache.set(KEY, b"value", LONG)
    await asyncio.sleep(0.05)
    for _ in range(2):
        await cache.set(KEY, b"value", LONG)
    (group,) = told(redis, "KEYS", "*:values:*:group").split()
    assert told(redis, "HLEN", group) == "1"
