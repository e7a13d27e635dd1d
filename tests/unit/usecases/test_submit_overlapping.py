"""Submitting with an idempotency key: once is once, though sent at once, overtaken or cut short."""

import asyncio
from pathlib import Path

import pytest
from keyed_submissions import keyed, refused, under_way
from memory_house import CV, MAX_BYTES, OWNER, cancelled_at, house_with, sqlite_house
from shaky_stores import ShakyEvaluations, ShakyFiles

from cvscreen.adapters.clocks.fixed import FixedClock
from cvscreen.domain.errors import (
    EvaluationStoreUnavailable,
    FileTooLarge,
    IdempotencyKeyInUse,
    IdempotencyKeyReused,
    NotAPDF,
)
from cvscreen.domain.evaluations import RESERVATION, Evaluation, Status, as_accepted
from cvscreen.ports.evaluations import KeyReservation
from cvscreen.usecases.submission import Accepted


async def test_while_one_is_under_way_the_key_is_in_use() -> None:
    house = house_with()
    task, gate = await under_way(house)
    with pytest.raises(IdempotencyKeyInUse) as caught:
        await house.accept(keyed())
    assert caught.value.retryable
    assert 0 < (caught.value.retry_after or 0) <= RESERVATION.total_seconds()
    assert not (await house.accept(keyed(idempotency_key="another"))).replayed
    gate.let_on.set()
    first = await task
    assert (await house.accept(keyed())).evaluation == first.evaluation


@pytest.mark.parametrize("content", [CV, CV + b" "], ids=["the same", "another file"])
async def test_whoever_is_overtaken_gets_the_answer_of_the_faster_one(content: bytes) -> None:
    house = house_with()
    slow, gate = await under_way(house, content)
    house.wait(RESERVATION)
    fast = await house.accept(keyed())
    gate.let_on.set()
    (result,) = await asyncio.gather(slow, return_exceptions=True)
    if content == CV:
        assert result == Accepted(fast.evaluation, replayed=True)
    else:
        assert isinstance(result, IdempotencyKeyReused)
    assert await house.keys() == {fast.evaluation.cv.key}
    assert house.told() == [Status.PENDING]
    assert (await house.accept(keyed())).replayed


async def test_of_many_at_once_one_is_accepted(tmp_path: Path) -> None:
    async with sqlite_house(tmp_path) as house:
        results = await asyncio.gather(*(house.accept(keyed()) for _ in range(20)), return_exceptions=True)
        accepted = [result for result in results if isinstance(result, Accepted)]
        assert {type(result) for result in results} <= {Accepted, IdempotencyKeyInUse}
        assert sum(not result.replayed for result in accepted) == 1
        assert (await house.list(OWNER)).count == 1
        assert await house.keys() == {accepted[0].evaluation.cv.key}


async def test_a_failed_submission_frees_its_key() -> None:
    house = house_with()
    for error, content in ((NotAPDF, b"PK" * 1000), (FileTooLarge, b"%PDF-" + b" " * MAX_BYTES)):
        await refused(house, error, keyed(content))
    assert not (await house.accept(keyed())).replayed


async def test_a_key_that_cannot_be_released_is_free_after_a_minute() -> None:
    class Stuck(ShakyEvaluations):
        async def release_key(self, reservation: KeyReservation) -> None:
            raise EvaluationStoreUnavailable(reservation.owner)

    clock = FixedClock()
    house = house_with(evaluations=Stuck(clock), clock=clock)
    await refused(house, NotAPDF, keyed(b"PK" * 1000))
    await refused(house, IdempotencyKeyInUse, keyed())
    house.wait(RESERVATION)
    assert not (await house.accept(keyed())).replayed


@pytest.mark.parametrize("steps", range(40))
async def test_wherever_a_client_goes_away_it_can_send_the_same_again(steps: int) -> None:
    clock = FixedClock()
    house = house_with(evaluations=ShakyEvaluations(clock), files=ShakyFiles(clock), clock=clock)
    await cancelled_at(asyncio.create_task(house.accept(keyed())), steps)
    count = (await house.list(OWNER)).count
    again = await house.accept(keyed())
    assert again.replayed == bool(count)
    (stored,) = (await house.list(OWNER)).evaluations
    assert as_accepted(stored) == again.evaluation
    assert await house.keys() == {stored.cv.key}


async def test_who_finds_the_faster_one_erased_is_asked_to_come_back() -> None:
    class Erasing(ShakyEvaluations):
        async def by_idempotency_key(self, owner: str, key: str) -> Evaluation | None:
            found = await super().by_idempotency_key(owner, key)
            if found is not None:
                await self.erase(found.id)
            return None

    clock = FixedClock()
    house = house_with(evaluations=Erasing(clock), clock=clock)
    slow, gate = await under_way(house)
    await house.evaluations.add(await house_with().submit(keyed()))
    gate.let_on.set()
    with pytest.raises(IdempotencyKeyInUse):
        await slow
    assert await house.is_empty()
