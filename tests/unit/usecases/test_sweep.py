"""Sweeping: what crashes and lost messages leave behind goes on, and nothing else is touched."""

import asyncio
from datetime import timedelta

import pytest
from memory_house import CV, LEASE, OWNER, House, a_submission, house_with
from shaky_stores import FullQueue, ShakyFiles

from cvscreen.adapters.clocks.fixed import FixedClock
from cvscreen.adapters.queues.memory import MemoryQueue
from cvscreen.domain.errors import FileStoreUnavailable
from cvscreen.domain.evaluations import MAX_LOST_LEASES, WORKER_LOST, Status, file_key
from cvscreen.domain.events import EnqueueFailed, OrphanDeleted, StatusChanged
from cvscreen.testing.samples import a_key, chunks_of
from cvscreen.usecases import sweep as sweeping
from cvscreen.usecases.sweep import ORPHAN_AGE, SweepEvaluations


def drained(house: House) -> tuple[str, ...]:
    """What waits in the queue."""
    assert isinstance(house.queue, MemoryQueue)
    return house.queue.drain()


async def lose_worker(house: House, evaluation_id: str) -> None:
    """A worker takes the evaluation and is not heard of again."""
    assert await house.evaluations.claim(evaluation_id, LEASE)
    house.wait(LEASE)


async def test_a_lost_message_is_sent_again() -> None:
    house = house_with()
    evaluation_id = await house.submitted()
    drained(house)
    await house.sweep()
    assert drained(house) == (evaluation_id,)


async def test_what_a_lost_worker_held_is_freed_and_done() -> None:
    house = house_with()
    evaluation_id = await house.submitted()
    await lose_worker(house, evaluation_id)
    drained(house)
    await house.sweep()
    evaluation = await house.stored(evaluation_id)
    assert (evaluation.status, evaluation.attempts, evaluation.lost_leases) == (Status.PENDING, 0, 1)
    assert drained(house) == (evaluation_id,)
    await house.run(evaluation_id)
    assert (await house.stored(evaluation_id)).status is Status.COMPLETED


async def test_who_still_holds_a_lease_keeps_the_work() -> None:
    house = house_with()
    evaluation_id = await house.submitted()
    drained(house)
    assert await house.evaluations.claim(evaluation_id, LEASE)
    house.wait(LEASE - timedelta(seconds=1))
    await house.sweep()
    assert (await house.stored(evaluation_id)).status is Status.PROCESSING
    assert drained(house) == ()


async def test_the_tenth_lost_worker_is_the_last() -> None:
    house = house_with()
    evaluation_id = await house.submitted()
    for _ in range(MAX_LOST_LEASES):
        assert (await house.stored(evaluation_id)).status is Status.PENDING
        await lose_worker(house, evaluation_id)
        drained(house)
        await house.sweep()
    evaluation = await house.stored(evaluation_id)
    assert (evaluation.status, evaluation.error, evaluation.attempts) == (Status.FAILED, WORKER_LOST, 0)
    assert drained(house) == ()
    last = house.events.events[-1]
    assert isinstance(last, StatusChanged)
    assert (last.status, last.error) == (Status.FAILED, WORKER_LOST)


async def test_a_retry_after_ten_lost_workers_starts_anew() -> None:
    house = house_with()
    evaluation_id = await house.submitted()
    for _ in range(MAX_LOST_LEASES):
        await lose_worker(house, evaluation_id)
        await house.sweep()
    assert (await house.retry(OWNER, evaluation_id)).lost_leases == 0
    await house.run(evaluation_id)
    assert (await house.stored(evaluation_id)).status is Status.COMPLETED


async def test_what_has_ended_is_left_alone() -> None:
    house = house_with()
    evaluation_id = await house.submitted()
    await house.run(evaluation_id)
    drained(house)
    told = house.told()
    house.wait(timedelta(days=400))
    await house.sweep()
    assert (drained(house), house.told()) == ((), told)


async def test_two_sweepers_at_once_free_each_evaluation_once() -> None:
    house = house_with()
    ids = [await house.submitted() for _ in range(5)]
    for evaluation_id in ids:
        assert await house.evaluations.claim(evaluation_id, LEASE)
    house.wait(LEASE)
    await asyncio.gather(*(house.sweep() for _ in range(4)))
    assert {(await house.stored(evaluation_id)).lost_leases for evaluation_id in ids} == {1}
    assert set(drained(house)) == set(ids)


async def test_a_queue_that_is_away_is_told_of_once_a_round() -> None:
    house = house_with(queue=FullQueue())
    for _ in range(3):
        await house.submitted()
    house.events.events.clear()
    await house.sweep()
    assert house.heard(EnqueueFailed) == 1


async def test_more_than_a_round_takes_is_done_in_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "AT_ONCE", 2)
    house = house_with()
    ids = [await house.submitted() for _ in range(5)]
    drained(house)
    for _ in range(3):
        await SweepEvaluations(house.evaluations, house.queue, house.events)()
        for evaluation_id in drained(house):
            await house.run(evaluation_id)
    assert {(await house.stored(evaluation_id)).status for evaluation_id in ids} == {Status.COMPLETED}


async def test_only_files_older_than_a_day_that_no_record_names_are_deleted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "AT_ONCE", 2)
    house = house_with()
    named = (await house.submit(a_submission())).cv.key
    old = {a_key() for _ in range(5)}
    for key in old:
        await house.files.put(key, chunks_of(CV))
    house.wait(ORPHAN_AGE - timedelta(seconds=1))
    young = a_key()
    await house.files.put(young, chunks_of(CV))
    await house.tidy()
    assert await house.keys() == {named, young} | old
    house.wait(timedelta(seconds=1))
    await asyncio.gather(house.tidy(), house.tidy())
    assert await house.keys() == {named, young}
    deleted = {event.key for event in house.events.events if isinstance(event, OrphanDeleted)}
    assert deleted == old


async def test_nothing_to_tidy_is_no_problem() -> None:
    house = house_with()
    await house.tidy()
    assert house.events.events == []


async def test_a_file_that_cannot_be_deleted_does_not_keep_the_others() -> None:
    clock = FixedClock()
    files = ShakyFiles(clock)
    house = house_with(clock=clock, files=files)
    keys = [a_key() for _ in range(5)]
    for key in keys:
        await files.put(key, chunks_of(CV))
    files.stuck = {keys[0], keys[2]}
    house.wait(ORPHAN_AGE)
    with pytest.raises(FileStoreUnavailable):
        await house.tidy()
    assert await house.keys() == files.stuck


async def test_a_crash_between_file_and_record_leaves_only_what_is_swept() -> None:
    house = house_with()
    await house.files.put(file_key(OWNER, "never-recorded"), chunks_of(CV))
    assert (await house.list(OWNER)).count == 0
    house.wait(ORPHAN_AGE)
    await house.tidy()
    assert await house.keys() == set()
