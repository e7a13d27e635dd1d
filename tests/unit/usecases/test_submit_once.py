"""Submitting with an idempotency key: what it stands for, for how long, and what comes with it."""

from typing import Any

import pytest
from keyed_submissions import KEY, SECOND, Gate, keyed, refused
from memory_house import CV, DRAFTED, MAX_BYTES, OWNER, PROMPT, house_with, in_pieces

from cvscreen.domain.errors import (
    CvscreenError,
    EmptyPrompt,
    FileTooLarge,
    IdempotencyKeyReused,
    InvalidIdempotencyKey,
    NotAPDF,
)
from cvscreen.domain.evaluations import KEY_LIFETIME, Status
from cvscreen.domain.rubric import Criterion, Rubric
from cvscreen.usecases.submission import JobTerms


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


async def test_terms_that_come_late_count_like_others() -> None:
    async def late() -> JobTerms:
        return JobTerms(PROMPT)

    async def other() -> JobTerms:
        return JobTerms("Rust")

    house = house_with()
    first = await house.accept(keyed(job=late))
    assert (await house.accept(keyed())).evaluation == first.evaluation
    await refused(house, IdempotencyKeyReused, keyed(job=other))
