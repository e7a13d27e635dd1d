"""Holding an evaluation: leases that are renewed, lost, handed back, and workers that are told to stop."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from memory_house import House, cancelled_at, house_with, real_time_house, sqlite_house
from shaky_stores import ShakyEvaluations

from cvscreen.adapters.clocks.system import SystemClock
from cvscreen.adapters.scorers.scripted import ScriptedScorer
from cvscreen.domain.errors import EvaluationStoreUnavailable, ScorerBusy
from cvscreen.domain.evaluations import Evaluation, Status
from cvscreen.domain.events import Erased, LeaseLost
from cvscreen.ports.evaluations import Claim
from cvscreen.usecases.run import AttemptLimits

SHORT = AttemptLimits(lease=timedelta(seconds=0.3), max_attempts=3)


def shaky_house(seconds: float = 0.0) -> tuple[House, ShakyEvaluations]:
    """One whose clock runs, whose leases are short, and whose store can fail."""
    evaluations = ShakyEvaluations()
    return house_with(seconds=seconds, evaluations=evaluations, clock=SystemClock(), limits=SHORT), evaluations


async def processing(house: House, evaluation_id: str) -> None:
    """Wait until a scorer has it in hand."""
    assert isinstance(house.scorer, ScriptedScorer)
    async with asyncio.timeout(10):
        while not house.scorer.assessments:  # noqa: ASYNC110 - only the scorer knows when
            await asyncio.sleep(0.002)
    assert (await house.stored(evaluation_id)).status is Status.PROCESSING


async def started(house: House) -> tuple[asyncio.Task[None], str]:
    """A worker whose scorer is at work, and the evaluation's id."""
    evaluation_id = await house.submitted()
    work = asyncio.create_task(house.run(evaluation_id))
    await processing(house, evaluation_id)
    return work, evaluation_id


def handed_back(evaluation: Evaluation) -> bool:
    """Whether it can be claimed at once, and nothing is counted."""
    counts = (evaluation.attempts, evaluation.lost_leases, evaluation.error)
    return evaluation.status is Status.PENDING and counts == (0, 0, None)


async def test_a_lease_is_renewed_while_a_slow_scorer_works() -> None:
    house = real_time_house(seconds=0.5, lease=0.3)
    work, evaluation_id = await started(house)
    while not work.done():
        await house.sweep()
        await asyncio.sleep(0.02)
    evaluation = await house.stored(evaluation_id)
    assert (evaluation.status, evaluation.lost_leases) == (Status.COMPLETED, 0)


async def test_a_lost_lease_drops_the_result() -> None:
    house = house_with(seconds=0.2)
    work, evaluation_id = await started(house)
    house.wait(timedelta(minutes=2))
    await house.sweep()
    await work
    evaluation = await house.stored(evaluation_id)
    assert (evaluation.status, evaluation.lost_leases, evaluation.report) == (Status.PENDING, 1, None)
    assert house.heard(LeaseLost) == 1


async def test_a_lost_lease_ends_the_work_at_the_next_renewal() -> None:
    house, evaluations = shaky_house(seconds=60)
    work, evaluation_id = await started(house)
    assert await evaluations.erase(evaluation_id)
    async with asyncio.timeout(1):
        await work
    assert house.heard(LeaseLost) == 1


async def test_what_is_erased_while_it_runs_leaves_nothing() -> None:
    house = house_with(seconds=0.1)
    work, evaluation_id = await started(house)
    await house.erase("ada", evaluation_id)
    await work
    assert await house.is_empty()
    assert (house.heard(Erased), house.heard(LeaseLost)) == (1, 1)
    assert house.told() == [Status.PENDING, Status.PROCESSING]


async def test_a_store_that_is_away_for_a_renewal_does_not_stop_the_work() -> None:
    house, evaluations = shaky_house(seconds=0.35)
    work, evaluation_id = await started(house)
    evaluations.down.add("renew")
    await asyncio.sleep(0.15)
    evaluations.down.clear()
    await work
    assert (await house.stored(evaluation_id)).status is Status.COMPLETED


async def test_a_store_with_a_defect_in_a_renewal_is_told_of() -> None:
    class Defective(ShakyEvaluations):
        async def renew(self, claim: Claim, lease: timedelta) -> bool:
            raise LookupError("a defect")

    house = house_with(seconds=60, evaluations=Defective(), clock=SystemClock(), limits=SHORT)
    work, _ = await started(house)
    with pytest.raises(LookupError):
        await work


async def test_a_store_that_does_not_take_the_result_lets_the_lease_run_out() -> None:
    house, evaluations = shaky_house()
    evaluations.down.add("finish")
    evaluation_id = await house.submitted()
    with pytest.raises(EvaluationStoreUnavailable):
        await house.run(evaluation_id)
    evaluations.down.clear()
    await asyncio.sleep(0.35)
    await house.sweep()
    await house.run(evaluation_id)
    evaluation = await house.stored(evaluation_id)
    assert (evaluation.status, evaluation.attempts, evaluation.lost_leases) == (Status.COMPLETED, 0, 1)


async def test_a_worker_that_is_told_to_stop_hands_the_work_back_uncounted() -> None:
    house = house_with(seconds=60)
    work, evaluation_id = await started(house)
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work
    assert handed_back(await house.stored(evaluation_id))
    assert house.told() == [Status.PENDING, Status.PROCESSING, Status.PENDING]
    house.run = house_with(evaluations=house.evaluations, files=house.files, clock=house.clock).run
    await house.run(evaluation_id)
    assert (await house.stored(evaluation_id)).status is Status.COMPLETED


async def test_the_attempts_and_the_error_before_a_hand_back_stay() -> None:
    house = house_with(ScorerBusy("no"))
    evaluation_id = await house.submitted()
    await house.run(evaluation_id)
    house.wait(timedelta(hours=1))
    slow = house_with(seconds=60, evaluations=house.evaluations, files=house.files, clock=house.clock)
    work = asyncio.create_task(slow.run(evaluation_id))
    await processing(slow, evaluation_id)
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)
    evaluation = await house.stored(evaluation_id)
    assert (evaluation.status, evaluation.attempts) == (Status.PENDING, 1)
    assert evaluation.error == ScorerBusy("no").failure()


@pytest.mark.parametrize("steps", range(40))
async def test_wherever_a_worker_is_stopped_nothing_stays_in_its_hands(steps: int) -> None:
    house, _ = shaky_house()
    evaluation_id = await house.submitted()
    stopped = await cancelled_at(asyncio.create_task(house.run(evaluation_id)), steps)
    evaluation = await house.stored(evaluation_id)
    assert handed_back(evaluation) or evaluation.status is Status.COMPLETED
    assert stopped or evaluation.status is Status.COMPLETED
    assert house.heard(LeaseLost) == 0


async def test_the_same_on_sqlite(tmp_path: Path) -> None:
    async with sqlite_house(tmp_path) as house:
        for milliseconds in range(0, 30, 2):
            evaluation_id = await house.submitted()
            work = asyncio.create_task(house.run(evaluation_id))
            await asyncio.sleep(milliseconds / 1000)
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)
            evaluation = await house.stored(evaluation_id)
            assert handed_back(evaluation) or evaluation.status is Status.COMPLETED


async def test_a_worker_that_is_told_twice_still_hands_back() -> None:
    house, _ = shaky_house(seconds=60)
    work, evaluation_id = await started(house)
    while not work.done():
        work.cancel()
        await asyncio.sleep(0)
    assert work.cancelled()
    assert handed_back(await house.stored(evaluation_id))


async def test_a_worker_stops_also_when_the_store_is_away() -> None:
    house, evaluations = shaky_house(seconds=60)
    work, evaluation_id = await started(house)
    evaluations.down.add("finish")
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)
    assert work.cancelled()
    assert (await house.stored(evaluation_id)).status is Status.PROCESSING


async def test_a_result_that_is_there_when_the_worker_is_stopped_is_written() -> None:
    """It was paid for."""
    house, evaluations = shaky_house()
    evaluation_id = await house.submitted()
    work = asyncio.create_task(house.run(evaluation_id))
    while "finish" not in evaluations.calls:  # noqa: ASYNC110 - only the store knows when
        await asyncio.sleep(0)
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)
    assert work.cancelled()
    assert (await house.stored(evaluation_id)).status is Status.COMPLETED
