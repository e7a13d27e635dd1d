"""What every cache promises: it may forget at any time, so what is found is checked, not that something is."""

from __future__ import annotations

import asyncio
import uuid
from datetime import timedelta

import pytest

from cvscreen.ports.caches import Cache, CacheKey
from cvscreen.testing.samples import AWKWARD

LONG = timedelta(minutes=5)
SHORT = timedelta(seconds=0.2)
LONGER_THAN_SHORT = 0.4


@pytest.mark.asyncio
class CacheContract:
    """Needs a fixture `cache` that is a Cache. Each test has groups of its own."""

    async def test_there_is_nothing_at_first(self, cache: Cache) -> None:
        assert await cache.get(_key()) is None

    @pytest.mark.parametrize("value", [b"", b"value", bytes(range(256)) * 16])
    async def test_what_is_found_is_what_was_set(self, cache: Cache, value: bytes) -> None:
        key = _key()
        await cache.set(key, value, LONG)
        assert await cache.get(key) in {value, None}

    async def test_the_last_value_counts(self, cache: Cache) -> None:
        key = _key()
        for value in (b"first", b"second"):
            await cache.set(key, value, LONG)
        assert await cache.get(key) in {b"second", None}

    async def test_a_value_that_is_too_large_replaces_a_small_one(self, cache: Cache) -> None:
        key, large = _key(), b"x" * (2 * 2**20)
        await cache.set(key, b"small", LONG)
        await cache.set(key, large, LONG)
        assert await cache.get(key) in {large, None}

    async def test_values_end_by_themselves(self, cache: Cache) -> None:
        set_one, added = _key(), _key()
        await cache.set(set_one, b"value", SHORT)
        await cache.add(added, b"value", SHORT)
        await asyncio.sleep(LONGER_THAN_SHORT)
        assert await cache.get(set_one) is None
        assert await cache.get(added) is None

    async def test_setting_again_sets_the_time_too(self, cache: Cache) -> None:
        key = _key()
        await cache.set(key, b"value", LONG)
        await cache.set(key, b"value", SHORT)
        await asyncio.sleep(LONGER_THAN_SHORT)
        assert await cache.get(key) is None

    async def test_adding_changes_nothing_that_is_there(self, cache: Cache) -> None:
        key = _key()
        await cache.set(key, b"first", LONG)
        added = await cache.add(key, b"second", LONG)
        assert await cache.get(key) in ({b"second", None} if added else {b"first", None})

    async def test_adding_fills_a_place_that_is_empty_again(self, cache: Cache) -> None:
        ended, deleted = _key(), _key()
        await cache.set(ended, b"first", SHORT)
        await cache.set(deleted, b"first", LONG)
        await cache.delete(deleted)
        await asyncio.sleep(LONGER_THAN_SHORT)
        for key in (ended, deleted):
            assert await cache.add(key, b"second", LONG)
            assert await cache.get(key) in {b"second", None}

    async def test_of_many_who_add_at_once_one_is_told_that_it_did(self, cache: Cache) -> None:
        key, values = _key(), [str(n).encode() for n in range(50)]
        added = await asyncio.gather(*(cache.add(key, value, LONG) for value in values))
        winners = [value for value, won in zip(values, added, strict=True) if won]
        assert winners
        found = await cache.get(key)
        assert found is None or winners == [found]

    async def test_what_is_deleted_is_gone(self, cache: Cache) -> None:
        key = _key()
        await cache.delete(key)
        await cache.set(key, b"value", LONG)
        await cache.delete(key)
        assert await cache.get(key) is None

    async def test_what_is_cleared_is_gone(self, cache: Cache) -> None:
        group = _group()
        keys = [CacheKey(group, name) for name in ("1", "2", AWKWARD, "*", "")]
        for key in keys:
            await cache.set(key, b"value", LONG)
        await cache.clear(group)
        await cache.clear(_group())
        assert [await cache.get(key) for key in keys] == [None] * len(keys)

    async def test_a_group_can_be_filled_again(self, cache: Cache) -> None:
        key = _key()
        await cache.set(key, b"first", LONG)
        await cache.clear(key.group)
        await cache.set(key, b"second", LONG)
        assert await cache.get(key) in {b"second", None}
        await cache.clear(key.group)
        assert await cache.get(key) is None

    async def test_groups_and_names_are_told_apart(self, cache: Cache) -> None:
        start = _group()
        keys = [
            CacheKey(start, "a:b"),
            CacheKey(f"{start}:a", "b"),
            CacheKey(f"{start}:a:b", ""),
            CacheKey(start, "A:B"),
            CacheKey(start.upper(), "a:b"),
            CacheKey(f"{start}*", "a:b"),
            CacheKey(f"{start}{AWKWARD}", AWKWARD),
        ]
        for n, key in enumerate(keys):
            await cache.set(key, str(n).encode(), LONG)
        for n, key in enumerate(keys):
            assert await cache.get(key) in {str(n).encode(), None}
        await cache.delete(keys[0])
        await cache.clear(keys[1].group)
        found = [await cache.get(key) for key in keys]
        assert found[:2] == [None, None]
        for n, value in list(enumerate(found))[2:]:
            assert value in {str(n).encode(), None}

    async def test_it_answers_a_ping(self, cache: Cache) -> None:
        assert (await cache.ping()).detail


def _group() -> str:
    return f"contract:{uuid.uuid4()}"


def _key() -> CacheKey:
    return CacheKey(_group(), "name")
