"""What is remembered is true: after a change nobody is told what was before it, however slow a reader is."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shaky_stores import ShakyCache

from cvscreen.adapters.caches.memory import MemoryCache
from cvscreen.adapters.caches.none import NoCache
from cvscreen.adapters.clocks.fixed import FixedClock
from cvscreen.domain.errors import EvaluationNotFound
from cvscreen.domain.evaluations import Status
from cvscreen.domain.events import ChangeBegun, Erased, Event, LeaseLost, ResultInDoubt, StatusChanged
from cvscreen.ports.caches import Cache
from cvscreen.usecases import remembered
from cvscreen.usecases.remembered import (
    KEPT,
    TOMBSTONE_KEPT,
    Finished,
    ForgetChanges,
    Moving,
    RememberedEvaluations,
    RememberedLists,
)

OWNER = "ada"
SECOND = timedelta(seconds=1)


def changed(status: Status = Status.PENDING, owner: str = OWNER, *, reopened: bool = False) -> StatusChanged:
    return StatusChanged(evaluation_id="1", owner=owner, status=status, attempts=0, reopened=reopened)


BEGUN, ERASED = ChangeBegun(evaluation_id="1", owner=OWNER), Erased(evaluation_id="1", owner=OWNER)
RETRIED = changed(reopened=True)


class Source:
    """Something to be remembered, which knows how often it was asked."""

    def __init__(self, content: bytes = b"1") -> None:
        self.content = content
        self.asked = 0

    async def read(self) -> bytes:
        self.asked += 1
        return self.content

    async def finished(self) -> Finished:
        return Finished(await self.read())

    async def moving(self) -> Moving:
        return Moving(await self.read())


class Slow(Source):
    """One whose answers are on their way for as long as one likes."""

    def __init__(self, content: bytes = b"1") -> None:
        super().__init__(content)
        self.has_read = asyncio.Event()
        self.let_on = asyncio.Event()

    async def read(self) -> bytes:
        content = await super().read()
        self.has_read.set()
        await self.let_on.wait()
        return content


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def cache(clock: FixedClock) -> Cache:
    return MemoryCache(clock)


async def overtaken(slow: Slow, reading: Awaitable[bytes], cache: Cache, *events: Event) -> None:
    """A reader reads, then comes the change, and only then the reader goes on."""
    reader = asyncio.ensure_future(reading)
    await slow.has_read.wait()
    for event in events:
        await ForgetChanges(cache).emit(event)
    slow.let_on.set()
    assert await reader == slow.content


async def test_a_list_is_read_once_in_five_minutes(cache: Cache, clock: FixedClock) -> None:
    lists, source = RememberedLists(cache), Source()
    assert [await lists.answer(OWNER, "page 1", source.read) for _ in range(3)] == [b"1"] * 3
    assert source.asked == 1
    clock.advance(KEPT)
    source.content = b"2"
    assert await lists.answer(OWNER, "page 1", source.read) == b"2"


async def test_names_owners_and_counts_are_told_apart(cache: Cache) -> None:
    lists = RememberedLists(cache)
    for owner in ("ada", "Ada", "ada:page 1", ""):
        for name in ("page 1", "page 2", "count:", ""):
            content = f"{owner}/{name}".encode()
            assert await lists.answer(owner, name, Source(content).read) == content
            assert await lists.answer(owner, name, Source(b"else").read) == content
    for number, status in enumerate((None, *Status)):
        assert await lists.count("ada", status, _counting(number)) == number
        assert await lists.count("ada", status, _counting(99)) == number


@pytest.mark.parametrize("event", [changed(), changed(Status.COMPLETED), BEGUN, ERASED, RETRIED])
async def test_a_change_forgets_the_owners_lists_alone(cache: Cache, event: Event) -> None:
    lists, mine, theirs = RememberedLists(cache), Source(), Source()
    await lists.answer(OWNER, "page 1", mine.read)
    await lists.count(OWNER, None, _counting(1))
    await lists.answer("bob", "page 1", theirs.read)
    await ForgetChanges(cache).emit(event)
    await lists.answer(OWNER, "page 1", mine.read)
    await lists.answer("bob", "page 1", theirs.read)
    assert (mine.asked, theirs.asked) == (2, 1)
    assert await lists.count(OWNER, None, _counting(2)) == 2


async def test_a_result_in_doubt_counts_as_a_change(cache: Cache) -> None:
    lists, source = RememberedLists(cache), Source()
    await lists.answer(OWNER, "page 1", source.read)
    await ForgetChanges(cache).emit(ResultInDoubt(evaluation_id="1", owner=OWNER))
    await lists.answer(OWNER, "page 1", source.read)
    assert source.asked == 2


async def test_what_changes_nothing_forgets_nothing(cache: Cache) -> None:
    lists, source = RememberedLists(cache), Source()
    await lists.answer(OWNER, "page 1", source.read)
    await ForgetChanges(cache).emit(LeaseLost(evaluation_id="1", owner=OWNER))
    await lists.answer(OWNER, "page 1", source.read)
    assert source.asked == 1


async def test_a_slow_reader_does_not_put_an_old_list_back(cache: Cache) -> None:
    lists, slow = RememberedLists(cache), Slow(b"old")
    await overtaken(slow, lists.answer(OWNER, "page 1", slow.read), cache, changed())
    assert await lists.answer(OWNER, "page 1", Source(b"new").read) == b"new"


async def test_only_an_evaluation_that_has_ended_is_kept(cache: Cache, clock: FixedClock) -> None:
    evaluations, source = RememberedEvaluations(cache), Source()
    for _ in range(2):
        assert await evaluations.answer(OWNER, "1", source.moving) == b"1"
    assert source.asked == 2
    for _ in range(2):
        assert await evaluations.answer(OWNER, "1", source.finished) == b"1"
    assert source.asked == 3
    clock.advance(KEPT)
    await evaluations.answer(OWNER, "1", source.finished)
    assert source.asked == 4


async def test_evaluations_and_owners_are_told_apart(cache: Cache) -> None:
    evaluations = RememberedEvaluations(cache)
    for owner, evaluation_id in (("ada", "1"), ("ada", "2"), ("bob", "1"), ("ada:1", "")):
        content = f"{owner}/{evaluation_id}".encode()
        assert await evaluations.answer(owner, evaluation_id, Source(content).finished) == content


@pytest.mark.parametrize("event", [RETRIED, BEGUN, ERASED])
async def test_what_is_retried_or_erased_is_forgotten_and_kept_again_after_a_minute(
    cache: Cache, clock: FixedClock, event: Event
) -> None:
    evaluations, other = RememberedEvaluations(cache), Source(b"other")
    await evaluations.answer(OWNER, "1", Source(b"old").finished)
    await evaluations.answer(OWNER, "2", other.finished)
    await ForgetChanges(cache).emit(event)
    new = Source(b"new")
    for _ in range(2):
        assert await evaluations.answer(OWNER, "1", new.finished) == b"new"
    await evaluations.answer(OWNER, "2", other.finished)
    assert (new.asked, other.asked) == (2, 1)
    clock.advance(TOMBSTONE_KEPT)
    for _ in range(2):
        await evaluations.answer(OWNER, "1", new.finished)
    assert new.asked == 3


async def test_an_end_is_kept_as_soon_as_it_is_read(cache: Cache) -> None:
    evaluations, source = RememberedEvaluations(cache), Source()
    for status in (Status.PENDING, Status.PROCESSING, Status.COMPLETED):
        await ForgetChanges(cache).emit(changed(status))
    for _ in range(2):
        await evaluations.answer(OWNER, "1", source.finished)
    assert source.asked == 1


@pytest.mark.parametrize("events", [[RETRIED], [BEGUN], [BEGUN, ERASED], [RETRIED, changed(Status.COMPLETED)]])
async def test_a_slow_reader_does_not_put_an_old_end_back(cache: Cache, events: list[Event]) -> None:
    evaluations, slow = RememberedEvaluations(cache), Slow(b"old")
    await overtaken(slow, evaluations.answer(OWNER, "1", slow.finished), cache, *events)
    assert await evaluations.answer(OWNER, "1", Source(b"new").finished) == b"new"


async def test_who_began_to_read_under_a_tombstone_keeps_nothing(cache: Cache, clock: FixedClock) -> None:
    evaluations = RememberedEvaluations(cache)
    await ForgetChanges(cache).emit(BEGUN)

    async def meanwhile_gone() -> Finished:
        clock.advance(TOMBSTONE_KEPT)
        return Finished(b"old")

    await evaluations.answer(OWNER, "1", meanwhile_gone)
    assert await evaluations.answer(OWNER, "1", Source(b"new").finished) == b"new"


async def test_what_took_too_long_to_read_is_not_kept(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "SLOWEST_READ", timedelta(0))
    evaluations, source = RememberedEvaluations(cache), Source()
    for _ in range(2):
        await evaluations.answer(OWNER, "1", source.finished)
    assert source.asked == 2


async def test_what_is_not_there_is_said_each_time(cache: Cache) -> None:
    async def missing() -> Finished:
        raise EvaluationNotFound("none")

    for _ in range(2):
        with pytest.raises(EvaluationNotFound):
            await RememberedEvaluations(cache).answer(OWNER, "1", missing)


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


def _counting(number: int) -> Callable[[], Awaitable[int]]:
    async def count() -> int:
        return number

    return count
