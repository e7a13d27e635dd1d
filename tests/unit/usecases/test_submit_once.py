"""Submitting with an idempotency key: once is once, whatever is sent again, at once, or cut short."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from memory_house import (
    CV,
    DRAFTED,
    MAX_BYTES,
    OWNER,
    PROMPT,
    House,
    a_submission,
    cancelled_at,
    house_with,
    in_pieces,
    sqlite_house,
)
from shaky_stores import ShakyEvaluations, ShakyFiles

from cvscreen.adapters.clocks.fixed import FixedClock
from cvscreen.domain.errors import (
    CvscreenError,
    EmptyPrompt,
    EvaluationStoreUnavailable,
    FileTooLarge,
    IdempotencyKeyInUse,
    IdempotencyKeyReused,
    InvalidIdempotencyKey,
    NotAPDF,
)
from cvscreen.domain.evaluations import KEY_LIFETIME, RESERVATION, Evaluation, Status, as_accepted
from cvscreen.domain.rubric import Criterion, Rubric
from cvscreen.ports.evaluations import KeyReservation
from cvscreen.usecases.submission import Accepted, JobTerms, Submission

KEY = "8e03978e-40d5-43e8-bc93-6894a57f9324"
SECOND = timedelta(seconds=1)


def keyed(content: bytes = CV, **changes: Any) -> Submission:
    """A submission with the key."""
    return a_submission(content, **{"idempotency_key": KEY} | changes)


class Gate:
    """A stream that waits in its middle until it is let on."""

    def __init__(self, content: bytes = CV) -> None:
        self._content = content
        self.reached = asyncio.Event()
        self.let_on = asyncio.Event()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._content[:50]
        self.reached.set()
        await self.let_on.wait()
        yield self._content[50:]


async def under_way(house: House, content: bytes = CV) -> tuple[asyncio.Task[Accepted], Gate]:
    """A submission with the key that has begun and waits."""
    gate = Gate(content)
    task = asyncio.create_task(house.accept(keyed(chunks=gate)))
    await gate.reached.wait()
    return task, gate


async def refused(house: House, error: type[CvscreenError], submission: Submission) -> None:
    """It is refused, and nothing comes of it."""
    keys, count, told = await house.keys(), (await house.list(OWNER)).count, house.told()
    with pytest.raises(error):
        await house.accept(submission)
    assert (await house.keys(), (await house.list(OWNER)).count, house.told()) == (keys, count, told)


async def test_the_same_again_gets_the_same_answer_and_nothing_is_stored_twice() -> None:
    house = house_with()
    first = await house.accept(keyed())
    again = await house.accept(keyed(chunks=in_pieces(CV, [7, 0, 100])))
    assert (first.replayed, again.replayed) == (False, True)
    assert again.evaluation == first.evaluation
    assert first.evaluation.idempotency_key == KEY
    assert await house.keys() == {first.evaluation.cv.key}
    assert house.told() == [Status.PENDING]
    assert await house.queue.depth() == 1


async def test_the_answer_is_that_of_then_whatever_has_become_of_it() -> None:
    house = house_with()
    first = await house.accept(keyed())
    house.wait(SECOND)
    await house.run(first.evaluation.id)
    assert (await house.stored(first.evaluation.id)).status is Status.COMPLETED
    assert (await house.accept(keyed())).evaluation == first.evaluation


async def test_a_rubric_counts_and_comes_back_as_given() -> None:
    house = house_with()
    first = await house.accept(keyed(rubric=DRAFTED.rubric))
    again = await house.accept(keyed(rubric=Rubric(DRAFTED.rubric.criteria)))
    assert (again.replayed, again.evaluation.rubric) == (True, DRAFTED.rubric)
    assert again.evaluation == first.evaluation


@pytest.mark.parametrize(
    "change",
    [
        {"content": CV + b" "},
        {"prompt": PROMPT + " "},
        {"rubric": DRAFTED.rubric},
        {"rubric": Rubric((Criterion(id="python", text="Python", weight=2.0),))},
    ],
    ids=["file", "prompt", "rubric", "weight"],
)
async def test_the_key_with_anything_else_is_refused(change: dict[str, Any]) -> None:
    house = house_with()
    await house.accept(keyed())
    await refused(house, IdempotencyKeyReused, keyed(**change))


async def test_another_filename_is_the_same_submission() -> None:
    house = house_with()
    first = await house.accept(keyed())
    assert (await house.accept(keyed(filename="other.pdf"))).evaluation == first.evaluation


async def test_a_key_is_its_owners_alone() -> None:
    house = house_with()
    mine, theirs = await house.accept(keyed()), await house.accept(keyed(owner="bob", prompt="Rust"))
    assert not theirs.replayed
    assert mine.evaluation.id != theirs.evaluation.id


async def test_a_key_stands_for_a_day() -> None:
    house = house_with()
    first = await house.accept(keyed())
    house.wait(KEY_LIFETIME - SECOND)
    assert (await house.accept(keyed())).replayed
    house.wait(SECOND)
    anew = await house.accept(keyed(prompt="Rust"))
    assert not anew.replayed
    assert anew.evaluation.id != first.evaluation.id
    assert (await house.stored(first.evaluation.id)).idempotency_key is None
    assert (await house.accept(keyed(prompt="Rust"))).evaluation == anew.evaluation


async def test_old_keys_are_tidied_away() -> None:
    house = house_with()
    first = await house.accept(keyed())
    house.wait(KEY_LIFETIME)
    await house.forget_old_keys()
    assert (await house.stored(first.evaluation.id)).idempotency_key is None


async def test_erasing_gives_the_key_back() -> None:
    house = house_with()
    first = await house.accept(keyed())
    await house.erase(OWNER, first.evaluation.id)
    assert not (await house.accept(keyed(prompt="Rust"))).replayed


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"content": b"%PDF-" + b" " * MAX_BYTES}, FileTooLarge),
        ({"content": b"PK" * 1000}, NotAPDF),
        ({"prompt": " "}, EmptyPrompt),
    ],
)
async def test_what_would_be_refused_is_refused_though_the_key_came_before(
    change: dict[str, Any], error: type[CvscreenError]
) -> None:
    house = house_with()
    await house.accept(keyed())
    await refused(house, error, keyed(**change))


@pytest.mark.parametrize("key", ["", "x" * 256, "a\nb", "ü", "a\x7fb"])
async def test_a_key_that_is_none_is_refused_before_anything_is_read(key: str) -> None:
    gate = Gate()
    await refused(house_with(), InvalidIdempotencyKey, keyed(chunks=gate, idempotency_key=key))
    assert not gate.reached.is_set()


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


async def test_terms_that_come_late_count_like_others() -> None:
    async def late() -> JobTerms:
        return JobTerms(PROMPT)

    async def other() -> JobTerms:
        return JobTerms("Rust")

    house = house_with()
    first = await house.accept(keyed(job=late))
    assert (await house.accept(keyed())).evaluation == first.evaluation
    await refused(house, IdempotencyKeyReused, keyed(job=other))
