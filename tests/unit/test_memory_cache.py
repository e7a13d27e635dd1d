"""What the cache in memory promises besides the contract: it remembers, until its time or its room is over."""

import asyncio
import threading
import tracemalloc
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvscreen.adapters.caches.memory import OVERHEAD, MemoryCache
from cvscreen.adapters.clocks.fixed import FixedClock
from cvscreen.adapters.registry import Opening, open_adapter
from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.errors import InvalidSetting
from cvscreen.ports.caches import Cache, CacheKey

HOUR = timedelta(hours=1)
MICROSECOND = timedelta(microseconds=1)
VALUE = b"x" * 100
ONE = len(VALUE) + len("g1") + OVERHEAD
"""What one such value takes."""


def key(name: int | str) -> CacheKey:
    return CacheKey("g", str(name))


def room_for(count: int) -> MemoryCache:
    return MemoryCache(FixedClock(), count * ONE)


async def names_in(cache: MemoryCache, count: int) -> list[int]:
    return [n for n in range(count) if await cache.get(key(n)) is not None]


async def test_it_remembers() -> None:
    cache = MemoryCache(FixedClock())
    await cache.set(key(1), b"first", HOUR)
    assert await cache.get(key(1)) == b"first"
    assert not await cache.add(key(1), b"second", HOUR)
    assert await cache.get(key(1)) == b"first"
    assert await cache.add(key(2), b"second", HOUR)
    assert await cache.get(key(2)) == b"second"


async def test_a_value_ends_at_its_moment_by_the_clock_it_is_given() -> None:
    clock = FixedClock()
    cache = MemoryCache(clock)
    await cache.set(key(1), b"first", HOUR)
    clock.advance(HOUR - MICROSECOND)
    assert await cache.get(key(1)) == b"first"
    assert not await cache.add(key(1), b"second", HOUR)
    clock.advance(MICROSECOND)
    assert await cache.get(key(1)) is None
    assert await cache.add(key(1), b"second", HOUR)


async def test_what_was_unused_longest_makes_way() -> None:
    cache = room_for(3)
    for n in range(3):
        await cache.set(key(n), VALUE, HOUR)
    await cache.get(key(0))
    await cache.set(key(3), VALUE, HOUR)
    assert await names_in(cache, 4) == [0, 2, 3]
    assert await cache.add(key(4), VALUE, HOUR)
    assert await names_in(cache, 5) == [2, 3, 4]


async def test_setting_is_a_use() -> None:
    cache = room_for(2)
    for n in (0, 1, 0, 2):
        await cache.set(key(n), VALUE, HOUR)
    assert await names_in(cache, 3) == [0, 2]


async def test_a_large_value_takes_the_room_of_several() -> None:
    cache = room_for(4)
    for n in range(4):
        await cache.set(key(n), VALUE, HOUR)
    await cache.set(key(4), b"x" * (ONE + len(VALUE)), HOUR)
    assert await names_in(cache, 5) == [2, 3, 4]


async def test_a_value_larger_than_the_cache_pushes_nothing_out() -> None:
    cache = room_for(2)
    await cache.set(key(0), VALUE, HOUR)
    await cache.set(key(1), VALUE, HOUR)
    await cache.set(key(2), b"x" * (3 * ONE), HOUR)
    assert await names_in(cache, 3) == [0, 1]
    await cache.set(key(1), b"x" * (3 * ONE), HOUR)
    assert await names_in(cache, 3) == [0]


async def test_long_names_take_room_too() -> None:
    cache = room_for(3)
    await cache.set(key(0), VALUE, HOUR)
    await cache.set(CacheKey("g", "n" * 2 * ONE), b"", HOUR)
    assert await names_in(cache, 1) == []


@given(st.data())
def test_nothing_is_left_of_what_was_forgotten(data: st.DataObject) -> None:
    clock = FixedClock()
    cache = MemoryCache(clock, 5 * ONE)
    keys = [CacheKey(group, name) for group in "ab" for name in "123"]
    step = st.tuples(st.sampled_from(["set", "add", "delete", "clear", "get", "wait"]), st.sampled_from(keys))

    async def run() -> None:
        for action, chosen in data.draw(st.lists(step, max_size=40)):
            value = b"x" * data.draw(st.integers(0, 3 * ONE))
            await _act(cache, clock, action, chosen, value)
        for chosen in keys:
            await cache.delete(chosen)

    asyncio.run(run())
    assert not cache._entries
    assert not cache._groups
    assert cache._bytes == 0


async def _act(cache: MemoryCache, clock: FixedClock, action: str, chosen: CacheKey, value: bytes) -> None:
    match action:
        case "set":
            await cache.set(chosen, value, HOUR)
        case "add":
            await cache.add(chosen, value, HOUR)
        case "delete":
            await cache.delete(chosen)
        case "clear":
            await cache.clear(chosen.group)
        case "get":
            await cache.get(chosen)
        case _:
            clock.advance(HOUR / 2)


@pytest.mark.parametrize("group", ["one", "session:{n}"], ids=["one group", "groups of their own"])
async def test_it_takes_no_more_memory_than_it_may(group: str) -> None:
    limit = 4 * 2**20
    tracemalloc.start()
    try:
        cache = MemoryCache(FixedClock(), limit)
        for n in range(20_000):
            await cache.set(CacheKey(group.format(n=n), f"name {n}"), bytes(n % 300), HOUR)
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert limit / 2 < taken <= limit


def test_threads_that_add_at_once_get_one_yes() -> None:
    cache = MemoryCache(FixedClock())
    said: list[bool] = []
    start = threading.Barrier(8)

    def add() -> None:
        start.wait()
        said.extend(asyncio.run(cache.add(key(n), VALUE, HOUR)) for n in range(200))

    threads = [threading.Thread(target=add) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(said) == 200


async def test_a_ping_tells_how_full_it_is() -> None:
    cache = MemoryCache(FixedClock(), 2**20)
    await cache.set(key(1), b"x" * 2**19, HOUR)
    assert (await cache.ping()).detail == "1 values in memory, 0.5 of 1 MB"


def opened(url: str) -> Opening:
    return Opening(url=AdapterURL(url), clock=FixedClock())


async def test_the_url_says_how_much_it_may_hold() -> None:
    async with open_adapter("caches", opened("memory:?mb=2")) as cache:
        await fill(cache)
        assert await cache.get(key(0)) is not None
    async with open_adapter("caches", opened("memory:?mb=1")) as cache:
        await fill(cache)
        assert await cache.get(key(0)) is None


async def fill(cache: Cache) -> None:
    """With a megabyte and a half."""
    for n in range(3):
        await cache.set(key(n), bytes(2**19), HOUR)


@pytest.mark.parametrize("url", ["memory:?mb=0", "memory:?mb=-1", "memory:?mb=x", "memory:?gb=1", "none:?mb=1"])
async def test_a_url_that_makes_no_sense_is_a_settings_error(url: str) -> None:
    with pytest.raises(InvalidSetting):
        await open_adapter("caches", opened(url)).__aenter__()
