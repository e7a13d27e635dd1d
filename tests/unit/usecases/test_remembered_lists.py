"""Lists that are remembered: after a change nobody is told what was before it, however slow a reader is."""

import pytest
from remembering import BEGUN, ERASED, OWNER, RETRIED, Slow, Source, changed, counting, overtaken

from cvscreen.adapters.caches.memory import MemoryCache
from cvscreen.adapters.clocks.fixed import FixedClock
from cvscreen.domain.evaluations import Status
from cvscreen.domain.events import Event, LeaseLost, ResultInDoubt
from cvscreen.ports.caches import Cache
from cvscreen.usecases.remembered import KEPT, ForgetChanges, RememberedLists


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def cache(clock: FixedClock) -> Cache:
    return MemoryCache(clock)


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
        assert await lists.count("ada", status, counting(number)) == number
        assert await lists.count("ada", status, counting(99)) == number


@pytest.mark.parametrize("event", [changed(), changed(Status.COMPLETED), BEGUN, ERASED, RETRIED])
async def test_a_change_forgets_the_owners_lists_alone(cache: Cache, event: Event) -> None:
    lists, mine, theirs = RememberedLists(cache), Source(), Source()
    await lists.answer(OWNER, "page 1", mine.read)
    await lists.count(OWNER, None, counting(1))
    await lists.answer("bob", "page 1", theirs.read)
    await ForgetChanges(cache).emit(event)
    await lists.answer(OWNER, "page 1", mine.read)
    await lists.answer("bob", "page 1", theirs.read)
    assert (mine.asked, theirs.asked) == (2, 1)
    assert await lists.count(OWNER, None, counting(2)) == 2


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
