"""Every use case tells of what it changed once it is stored: lists and answers that are remembered are never stale."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from memory_house import LEASE, OWNER, House, a_submission, cancelled_at, house_with
from shaky_stores import ShakyEvaluations, ShakyFiles

from cvscreen.adapters.caches.memory import MemoryCache
from cvscreen.adapters.clocks.fixed import FixedClock
from cvscreen.adapters.events.recording import RecordingEventSink
from cvscreen.domain.assessment import Verdict
from cvscreen.domain.errors import EvaluationNotFound, EvaluationStoreUnavailable, ScorerBusy, ScorerRefused
from cvscreen.domain.evaluations import ENDED, MAX_LOST_LEASES, Evaluation, Status
from cvscreen.domain.events import Event, StatusChanged
from cvscreen.usecases.owned import ListSummaries
from cvscreen.usecases.remembered import (
    Finished,
    ForgetChanges,
    Moving,
    RememberedCounts,
    RememberedEvaluations,
    RememberedLists,
)


class Telling(RecordingEventSink):
    """Keeps events, and tells the cache."""

    def __init__(self, cache: MemoryCache) -> None:
        super().__init__()
        self._forget = ForgetChanges(cache)
        self.afterwards: Callable[[], Awaitable[None]] | None = None

    async def emit(self, event: Event) -> None:
        await super().emit(event)
        await asyncio.sleep(0)
        await self._forget.emit(event)
        if self.afterwards is not None:
            await self.afterwards()


@dataclass
class Reader:
    """Somebody who reads what is remembered, and knows what is stored."""

    house: House
    lists: RememberedLists
    evaluations: RememberedEvaluations
    known: set[str] = field(default_factory=set)

    async def look(self) -> None:
        """Remember all that can be."""
        self.known |= {evaluation.id for evaluation in (await self.house.list(OWNER, size=100)).evaluations}
        await self.seen()

    async def seen(self) -> list[object]:
        """What is told of everything that was ever seen."""
        counts = RememberedCounts(self.lists, self.house.evaluations)
        return [
            await self.lists.answer(OWNER, "page 1", self._listed),
            [await counts(OWNER, status) for status in (None, *Status)],
            [await self._told(evaluation_id) for evaluation_id in sorted(self.known)],
        ]

    async def true(self) -> list[object]:
        """What the store says to the same."""
        stored = [await self.house.evaluations.get(evaluation_id) for evaluation_id in sorted(self.known)]
        return [
            await self._listed(),
            [await self.house.evaluations.count(OWNER, status) for status in (None, *Status)],
            [None if evaluation is None else repr(evaluation).encode() for evaluation in stored],
        ]

    async def _listed(self) -> bytes:
        return repr(await ListSummaries(self.house.evaluations)(OWNER)).encode()

    async def _told(self, evaluation_id: str) -> bytes | None:
        async def made() -> Finished | Moving:
            evaluation = await self.house.read(OWNER, evaluation_id)
            return (Finished if evaluation.status in ENDED else Moving)(repr(evaluation).encode())

        try:
            return await self.evaluations.answer(OWNER, evaluation_id, made)
        except EvaluationNotFound:
            return None


def reader(*steps: Verdict | Exception, evaluations: ShakyEvaluations | None = None) -> Reader:
    """A house that tells a cache, and who reads there."""
    clock = FixedClock()
    cache = MemoryCache(clock)
    evaluations = evaluations or ShakyEvaluations(clock)
    evaluations._clock = clock
    house = house_with(*steps, events=Telling(cache), evaluations=evaluations, files=ShakyFiles(clock), clock=clock)
    return Reader(house, RememberedLists(cache), RememberedEvaluations(cache))


async def assert_fresh_after(there: Reader, change: Awaitable[object]) -> None:
    """All that is remembered is true again once the change has answered."""
    await there.look()
    assert await there.seen() == await there.true()
    before = await there.true()
    await change
    after = await there.true()
    assert after != before
    assert await there.seen() == after


async def test_every_change_is_seen_once_it_is_answered() -> None:
    there = reader(ScorerBusy("busy"), ScorerRefused("no"), Verdict.MET)
    house = there.house
    await assert_fresh_after(there, house.submit(a_submission()))
    (evaluation,) = (await house.list(OWNER)).evaluations
    await assert_fresh_after(there, house.run(evaluation.id))
    house.wait(timedelta(hours=1))
    await assert_fresh_after(there, house.run(evaluation.id))
    assert (await house.stored(evaluation.id)).status is Status.FAILED
    await assert_fresh_after(there, house.retry(OWNER, evaluation.id))
    await assert_fresh_after(there, house.run(evaluation.id))
    assert (await house.stored(evaluation.id)).status is Status.COMPLETED
    await assert_fresh_after(there, house.erase(OWNER, evaluation.id))


async def test_that_a_worker_takes_it_is_seen_while_it_works() -> None:
    there = reader()
    evaluation_id = await there.house.submitted()
    await there.look()
    fresh: list[bool] = []

    async def look() -> None:
        fresh.append(await there.seen() == await there.true())

    assert isinstance(there.house.events, Telling)
    there.house.events.afterwards = look
    await there.house.run(evaluation_id)
    assert there.house.told()[1:] == [Status.PROCESSING, Status.COMPLETED]
    assert fresh == [True, True]


async def test_what_the_sweeper_frees_or_fails_is_seen() -> None:
    there = reader()
    evaluation_id = await there.house.submitted()
    for _ in range(MAX_LOST_LEASES):
        claim = await there.house.evaluations.claim(evaluation_id, LEASE)
        assert claim is not None
        await there.house.events.emit(
            StatusChanged(evaluation_id=evaluation_id, owner=OWNER, status=claim.evaluation.status, attempts=0)
        )
        there.house.wait(LEASE)
        await assert_fresh_after(there, there.house.sweep())
    assert (await there.house.stored(evaluation_id)).status is Status.FAILED


async def test_a_result_whose_confirmation_was_lost_is_seen() -> None:
    evaluations = ShakyEvaluations()
    there = reader(evaluations=evaluations)
    evaluation_id = await there.house.submitted()
    evaluations.deaf.add("finish")
    assert isinstance(there.house.events, Telling)
    there.house.events.afterwards = there.look
    with pytest.raises(EvaluationStoreUnavailable):
        await there.house.run(evaluation_id)
    assert (await there.house.stored(evaluation_id)).status is Status.COMPLETED
    assert await there.seen() == await there.true()


async def test_a_submission_that_was_undone_is_not_seen() -> None:
    class Seen(ShakyEvaluations):
        async def erase(self, evaluation_id: str) -> bool:
            await there.look()
            return await super().erase(evaluation_id)

    evaluations = Seen()
    evaluations.deaf.add("add")
    there = reader(evaluations=evaluations)
    with pytest.raises(EvaluationStoreUnavailable):
        await there.house.submit(a_submission())
    assert there.known
    assert await there.seen() == await there.true()


async def test_a_retry_whose_confirmation_was_lost_is_seen() -> None:
    class Deaf(ShakyEvaluations):
        async def reopen(self, evaluation_id: str) -> Evaluation | None:
            await super().reopen(evaluation_id)
            raise EvaluationStoreUnavailable("the answer was lost")

    there = reader(ScorerRefused("no"), Verdict.MET, evaluations=Deaf())
    evaluation_id = await there.house.submitted()
    await there.house.run(evaluation_id)
    await there.look()
    with pytest.raises(EvaluationStoreUnavailable):
        await there.house.retry(OWNER, evaluation_id)
    assert await there.seen() == await there.true()
    await there.house.run(evaluation_id)
    assert await there.seen() == await there.true()


async def test_what_a_crash_left_unsaid_is_seen_after_the_same_call() -> None:
    class Crashing(ShakyEvaluations):
        async def erase(self, evaluation_id: str) -> bool:
            await there.look()
            await super().erase(evaluation_id)
            raise EvaluationStoreUnavailable("the process is gone")

    there = reader(evaluations=Crashing())
    evaluation_id = await there.house.submitted()
    await there.house.run(evaluation_id)
    await there.look()
    with pytest.raises(EvaluationStoreUnavailable):
        await there.house.erase(OWNER, evaluation_id)
    assert (await there.seen())[-1] == [None]
    with pytest.raises(EvaluationNotFound):
        await there.house.erase(OWNER, evaluation_id)
    assert await there.seen() == await there.true()


@pytest.mark.parametrize("steps", range(30))
@pytest.mark.parametrize("call", ["submit", "retry", "erase", "sweep"])
async def test_wherever_somebody_goes_away_what_is_remembered_is_true(call: str, steps: int) -> None:
    there = reader(ScorerRefused("no"))
    house = there.house
    evaluation_id = await house.submitted()
    await house.run(evaluation_id)
    await house.submitted()
    (taken,) = await house.evaluations.due(1)
    assert await house.evaluations.claim(taken, LEASE)
    house.wait(LEASE)
    await there.look()
    calls: dict[str, Callable[[], Coroutine[Any, Any, object]]] = {
        "submit": lambda: house.submit(a_submission()),
        "retry": lambda: house.retry(OWNER, evaluation_id),
        "erase": lambda: house.erase(OWNER, evaluation_id),
        "sweep": house.sweep.__call__,
    }
    await cancelled_at(asyncio.create_task(calls[call]()), steps)
    assert await there.seen() == await there.true()
