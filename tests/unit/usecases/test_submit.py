"""Submitting: what is refused leaves nothing behind, what is accepted is never lost."""

import hashlib
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from memory_house import (
    CV,
    DRAFTED,
    MAX_BYTES,
    House,
    a_submission,
    house_with,
    in_pieces,
)

from cvscreen.adapters.queues.memory import MemoryQueue
from cvscreen.domain.errors import (
    CvscreenError,
    EmptyFile,
    EmptyPrompt,
    FileTooLarge,
    NotAPDF,
    PromptTooLong,
    ProtectedTrait,
)
from cvscreen.domain.evaluations import Status
from cvscreen.domain.rubric import Criterion, Rubric
from cvscreen.usecases.submission import JobTerms

ORPHAN = timedelta(days=1)


class Source:
    """A stream that knows how much of it was read."""

    def __init__(self, content: bytes, chunk: int) -> None:
        self._content = content
        self._chunk = chunk
        self.read = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while chunk := self._content[self.read : self.read + self._chunk]:
            self.read += len(chunk)
            yield chunk


async def refused(house: House, error: type[CvscreenError], content: bytes = CV, **changes: Any) -> None:
    """The submission is refused with that error and leaves nothing behind."""
    with pytest.raises(error):
        await house.submit(a_submission(content, **changes))
    assert await house.is_empty()
    assert await house.queue.depth() == 0
    assert house.events.events == []


async def test_an_accepted_cv_is_pending_and_enqueued() -> None:
    house = house_with()
    evaluation = await house.submit(a_submission())
    assert evaluation == await house.stored(evaluation.id)
    assert evaluation.status is Status.PENDING
    assert await house.keys() == {evaluation.cv.key}
    assert house.told() == [Status.PENDING]
    assert isinstance(house.queue, MemoryQueue)
    assert house.queue.drain() == (evaluation.id,)


async def test_a_file_of_exactly_the_limit_is_accepted() -> None:
    evaluation = await house_with().submit(a_submission(CV + b" " * (MAX_BYTES - len(CV))))
    assert evaluation.cv.size == MAX_BYTES


async def test_a_byte_too_much_is_refused_without_reading_on() -> None:
    source = Source(CV + b" " * (3 * MAX_BYTES), chunk=2**16 - 1)
    await refused(house_with(), FileTooLarge, chunks=source)
    assert MAX_BYTES < source.read <= MAX_BYTES + 2**16


async def test_one_byte_above_the_limit_is_refused() -> None:
    await refused(house_with(), FileTooLarge, CV + b" " * (MAX_BYTES + 1 - len(CV)))


@pytest.mark.parametrize("content", [[], [b""], [b"", b""]])
async def test_an_empty_file_is_refused(content: list[bytes]) -> None:
    await refused(house_with(), EmptyFile, chunks=in_pieces(b"".join(content), [0] * len(content)))


async def test_what_is_no_pdf_is_refused_as_soon_as_its_head_shows_it() -> None:
    source = Source(b"PK\x03\x04" * 10_000, chunk=512)
    await refused(house_with(), NotAPDF, chunks=source)
    assert source.read == 1024


@pytest.mark.parametrize("junk", [0, 1, 1019])
@pytest.mark.parametrize("chunk", [1, 3, 1024, 4096])
async def test_the_signature_may_stand_anywhere_in_the_first_kilobyte(junk: int, chunk: int) -> None:
    content = b"\n" * junk + CV
    evaluation = await house_with().submit(a_submission(chunks=Source(content, chunk)))
    assert evaluation.cv.size == len(content)


@pytest.mark.parametrize("chunk", [1, 1020, 4096])
async def test_a_signature_past_the_first_kilobyte_is_none(chunk: int) -> None:
    await refused(house_with(), NotAPDF, chunks=Source(b"\n" * 1020 + CV, chunk))


async def test_a_short_file_that_is_no_pdf_is_refused() -> None:
    await refused(house_with(), NotAPDF, b"%PDF")


@given(st.binary(max_size=5000), st.lists(st.integers(0, 1500), max_size=12))
async def test_the_stored_bytes_their_hash_and_size_do_not_depend_on_the_chunks(tail: bytes, sizes: list[int]) -> None:
    house, content = house_with(), b"%PDF-" + tail
    evaluation = await house.submit(a_submission(chunks=in_pieces(content, sizes)))
    async with house.files.get(evaluation.cv.key) as chunks:
        assert b"".join([chunk async for chunk in chunks]) == content
    assert (evaluation.cv.sha256, evaluation.cv.size) == (hashlib.sha256(content).hexdigest(), len(content))


@pytest.mark.parametrize(("prompt", "error"), [(" \n", EmptyPrompt), ("ü" * 2**16, PromptTooLong)])
async def test_a_bad_prompt_is_refused_before_anything_is_read(prompt: str, error: type[CvscreenError]) -> None:
    source = Source(CV, 10)
    await refused(house_with(), error, chunks=source, prompt=prompt)
    assert source.read == 0


async def test_a_rubric_with_a_protected_trait_is_refused() -> None:
    rubric = Rubric((Criterion(id="age", text="Must be under 35 years of age"),))
    await refused(house_with(), ProtectedTrait, rubric=rubric)


async def test_a_given_rubric_is_kept() -> None:
    house = house_with()
    evaluation = await house.submit(a_submission(rubric=DRAFTED.rubric))
    assert (await house.stored(evaluation.id)).rubric == DRAFTED.rubric


async def test_the_job_may_come_after_the_file() -> None:
    source = Source(CV, 100)

    async def late() -> JobTerms:
        assert source.read == len(CV)
        return JobTerms("Rust", DRAFTED.rubric)

    house = house_with()
    evaluation = await house.submit(a_submission(chunks=source, job=late))
    assert (evaluation.prompt, evaluation.rubric) == ("Rust", DRAFTED.rubric)
    assert await house.stored(evaluation.id) == evaluation


@pytest.mark.parametrize(
    ("terms", "error"),
    [
        (JobTerms(" "), EmptyPrompt),
        (JobTerms("ü" * 2**16), PromptTooLong),
        (JobTerms("Python", Rubric((Criterion(id="age", text="Must be under 35 years of age"),))), ProtectedTrait),
    ],
)
async def test_a_bad_job_that_comes_late_leaves_nothing_behind(terms: JobTerms, error: type[CvscreenError]) -> None:
    async def late() -> JobTerms:
        return terms

    await refused(house_with(), error, job=late)


async def test_a_job_that_never_comes_leaves_nothing_behind() -> None:
    async def broken() -> JobTerms:
        raise EmptyPrompt("the form has none")

    await refused(house_with(), EmptyPrompt, job=broken)


async def test_the_same_again_says_what_it_repeats() -> None:
    house = house_with()
    first = await house.submit(a_submission())
    house.wait(timedelta(seconds=1))
    second = await house.submit(a_submission(filename="renamed.pdf"))
    house.wait(timedelta(seconds=1))
    third = await house.submit(a_submission())
    assert [e.repeats for e in (first, second, third)] == [None, first.id, second.id]
    assert len({first.id, second.id, third.id}) == 3
    assert (await house.stored(third.id)).repeats == second.id


async def test_another_file_prompt_rubric_or_owner_repeats_nothing() -> None:
    house = house_with()
    await house.submit(a_submission())
    others = [a_submission(CV + b" "), a_submission(prompt="Rust"), a_submission(rubric=DRAFTED.rubric)]
    for other in (*others, a_submission(owner="bob")):
        assert (await house.submit(other)).repeats is None
