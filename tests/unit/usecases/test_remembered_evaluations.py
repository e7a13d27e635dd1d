"""Evaluations that have ended are remembered until they are retried or erased."""

from datetime import timedelta

import pytest
from remembering import BEGUN, ERASED, OWNER, RETRIED, Slow, Source, changed, overtaken

from cvscreen.adapters.caches.memory import MemoryCache
from cvscreen.adapters.clocks.fixed import FixedClock
from cvscreen.domain.errors import EvaluationNotFound
from cvscreen.domain.evaluations import Status
from cvscreen.domain.events import Event
from cvscreen.ports.caches import Cache
from cvscreen.usecases import remembered
from cvscreen.usecases.remembered import KEPT, TOMBSTONE_KEPT, Finished, ForgetChanges, RememberedEvaluations


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def cache(clock: FixedClock) -> Cache:
    return MemoryCache(clock)


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
