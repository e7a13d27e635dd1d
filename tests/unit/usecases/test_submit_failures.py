"""Submitting while stores fail and clients go away: a CV is whole or not there, and what is accepted is never lost."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from memory_house import CV, OWNER, a_submission, cancelled_at, house_with, sqlite_house
from shaky_stores import FullQueue, ShakyEvaluations, ShakyFiles

from cvscreen.adapters.clocks.fixed import FixedClock
from cvscreen.adapters.queues.memory import MemoryQueue
from cvscreen.domain.errors import EvaluationStoreUnavailable, FileStoreUnavailable
from cvscreen.domain.evaluations import Evaluation, Status
from cvscreen.domain.events import EnqueueFailed, Erased
from cvscreen.usecases.sweep import SweepEvaluations

ORPHAN = timedelta(days=1)


async def test_what_the_queue_refuses_is_accepted_and_swept_later() -> None:
    house = house_with(queue=FullQueue())
    evaluation = await house.submit(a_submission())
    assert house.heard(EnqueueFailed) == 1
    queue = MemoryQueue()
    await SweepEvaluations(house.evaluations, queue, house.events)()
    assert queue.drain() == (evaluation.id,)


async def test_a_full_disk_refuses_the_cv() -> None:
    files = ShakyFiles()
    files.down.add("put")
    house = house_with(files=files)
    with pytest.raises(FileStoreUnavailable):
        await house.submit(a_submission())
    assert await house.is_empty()


async def test_a_store_that_is_down_leaves_no_file() -> None:
    evaluations = ShakyEvaluations()
    evaluations.down.add("add")
    house = house_with(evaluations=evaluations)
    with pytest.raises(EvaluationStoreUnavailable):
        await house.submit(a_submission())
    assert await house.is_empty()
    assert house.events.events == []


async def test_a_record_of_which_the_answer_was_lost_is_not_left_without_its_file() -> None:
    evaluations = ShakyEvaluations()
    evaluations.deaf.add("add")
    house = house_with(evaluations=evaluations)
    with pytest.raises(EvaluationStoreUnavailable):
        await house.submit(a_submission())
    assert await house.is_empty()
    # Somebody may have read it meanwhile: whoever remembers it has to hear that it is gone.
    assert (house.told(), house.heard(Erased)) == ([], 1)


async def test_while_a_record_may_be_there_its_file_stays() -> None:
    evaluations = ShakyEvaluations()
    evaluations.deaf.add("add")
    evaluations.down.add("erase")
    house = house_with(evaluations=evaluations)
    with pytest.raises(EvaluationStoreUnavailable):
        await house.submit(a_submission())
    (evaluation,) = (await house.list(OWNER)).evaluations
    assert await house.keys() == {evaluation.cv.key}
    await house.run(evaluation.id)
    assert (await house.stored(evaluation.id)).status is Status.COMPLETED


async def test_a_file_that_a_failing_store_left_is_swept_after_a_day() -> None:
    clock = FixedClock()
    evaluations = ShakyEvaluations(clock)
    evaluations.down |= {"add", "erase"}
    house = house_with(evaluations=evaluations, clock=clock)
    with pytest.raises(EvaluationStoreUnavailable):
        await house.submit(a_submission())
    await house.tidy()
    assert len(await house.keys()) == 1
    house.wait(ORPHAN)
    await house.tidy()
    assert await house.is_empty()


async def test_a_stream_that_breaks_off_leaves_nothing() -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield CV + b" " * 5000
        raise ConnectionResetError

    house = house_with()
    with pytest.raises(ConnectionResetError):
        await house.submit(a_submission(chunks=broken()))
    assert await house.is_empty()


async def test_a_client_that_goes_away_while_it_sends_leaves_nothing() -> None:
    async def stalled() -> AsyncIterator[bytes]:
        yield CV
        await asyncio.Event().wait()

    house = house_with()
    assert await cancelled_at(asyncio.create_task(house.submit(a_submission(chunks=stalled()))), 5)
    assert await house.is_empty()


@pytest.mark.parametrize("steps", range(30))
async def test_wherever_a_client_goes_away_its_cv_is_whole_or_not_there(steps: int) -> None:
    house = house_with(evaluations=ShakyEvaluations(), files=ShakyFiles())
    await cancelled_at(asyncio.create_task(house.submit(a_submission())), steps)
    records = (await house.list(OWNER)).evaluations
    assert await house.keys() == {evaluation.cv.key for evaluation in records}
    for evaluation in records:
        await house.run(evaluation.id)
        assert (await house.stored(evaluation.id)).status is Status.COMPLETED


async def test_the_same_on_sqlite_and_a_folder(tmp_path: Path) -> None:
    async with sqlite_house(tmp_path) as house:
        for milliseconds in range(0, 40, 2):
            task = asyncio.create_task(house.submit(a_submission()))
            await asyncio.sleep(milliseconds / 1000)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            records = (await house.list(OWNER, size=100)).evaluations
            assert await house.keys() == {evaluation.cv.key for evaluation in records}


async def test_the_order_is_file_record_queue() -> None:
    seen: list[tuple[str, int, int]] = []

    class Watched(ShakyEvaluations):
        async def add(self, evaluation: Evaluation) -> Evaluation:
            seen.append(("record", len(await house.keys()), await house.queue.depth()))
            return await super().add(evaluation)

    class WatchedQueue(MemoryQueue):
        async def enqueue(self, evaluation_id: str) -> None:
            seen.append(("queue", len(await house.keys()), (await house.list(OWNER)).count))
            await super().enqueue(evaluation_id)

    house = house_with(evaluations=Watched(), queue=WatchedQueue())
    await house.submit(a_submission())
    assert seen == [("record", 1, 0), ("queue", 1, 1)]


async def test_text_that_no_store_could_encode_is_kept_with_question_marks(tmp_path: Path) -> None:
    async with sqlite_house(tmp_path) as house:
        evaluation = await house.submit(a_submission(filename="cv\udcff.pdf", prompt="Python \ud800"))
        stored = await house.stored(evaluation.id)
        assert (stored.cv.filename, stored.prompt) == ("cv?.pdf", "Python ?")
