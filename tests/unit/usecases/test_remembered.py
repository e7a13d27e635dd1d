"""What is remembered is true: whatever comes in between, and whatever becomes of the cache."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from remembering import OWNER, Source, changed
from shaky_stores import ShakyCache

from cvscreen.adapters.caches.none import NoCache
from cvscreen.domain.evaluations import Status
from cvscreen.usecases.remembered import Finished, ForgetChanges, Moving, RememberedEvaluations, RememberedLists


class World:
    """A number that only grows, and in even states has ended; who asks gets at least what was told before."""

    def __init__(self, cache: ShakyCache) -> None:
        self.lists = RememberedLists(cache)
        self.evaluations = RememberedEvaluations(cache)
        self._forget = ForgetChanges(cache)
        self._now = 0
        self._told = 0

    async def change(self) -> None:
        self._now += 1
        now = self._now
        await self._forget.emit(changed(reopened=True) if now % 2 else changed(Status.COMPLETED))
        self._told = max(self._told, now)

    async def read(self, pauses: int) -> None:
        async def now() -> Finished | Moving:
            read = self._now
            for _ in range(pauses):
                await asyncio.sleep(0)
            return Moving(b"%d" % read) if read % 2 else Finished(b"%d" % read)

        async def listed() -> bytes:
            return (await now()).content

        told = self._told
        assert int(await self.lists.answer(OWNER, "page 1", listed)) >= told
        told = self._told
        assert int(await self.evaluations.answer(OWNER, "1", now)) >= told


@pytest.mark.parametrize("down", [{"get"}, {"set"}, {"add"}, {"get", "set", "add", "clear"}])
async def test_a_cache_that_is_away_is_as_if_it_had_forgotten(down: set[str]) -> None:
    cache = ShakyCache()
    cache.down = down
    for content in (b"1", b"2"):
        source = Source(content)
        answers = (
            await RememberedLists(cache).answer(OWNER, content.decode(), source.read),
            await RememberedEvaluations(cache).answer(OWNER, content.decode(), source.finished),
        )
        assert answers == (content, content)


async def test_without_a_cache_everything_is_read_each_time() -> None:
    cache, source = NoCache(), Source()
    for _ in range(2):
        await RememberedLists(cache).answer(OWNER, "page 1", source.read)
        await RememberedEvaluations(cache).answer(OWNER, "1", source.finished)
    assert source.asked == 4


@given(st.lists(st.tuples(st.sampled_from(["read", "read", "change", "evict"]), st.integers(0, 12)), max_size=40))
async def test_whatever_comes_in_between_nobody_is_told_less_than_was_told_before(steps: list[tuple[str, int]]) -> None:
    cache = ShakyCache()
    world = World(cache)
    tasks = []
    for step, number in steps:
        if step == "evict":
            await cache.clear(f"lists:{OWNER}")
        else:
            tasks.append(asyncio.ensure_future(world.change() if step == "change" else world.read(number)))
        for _ in range(number):
            await asyncio.sleep(0)
    await asyncio.gather(*tasks)
    await world.read(0)
