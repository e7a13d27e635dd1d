"""One attempt: how it ends for the evaluation, and what is logged of it."""

import asyncio
import logging
from datetime import timedelta
from pathlib import Path

import pytest
from memory_house import CV, LEASE, OWNER, PROMPT, SECRET, House, a_submission, house_with, sqlite_house

from cvscreen.adapters.scorers.scripted import ScriptedScorer
from cvscreen.domain.assessment import Verdict
from cvscreen.domain.errors import (
    CvscreenError,
    Failure,
    FileStoreUnavailable,
    ScorerBusy,
    ScorerRefused,
    ScorerUnavailable,
    StoredFileMissing,
)
from cvscreen.domain.evaluations import FIRST_BACKOFF, STORE_AWAY, Status
from cvscreen.domain.events import StatusChanged
from cvscreen.testing.extractors_plain import plain_pdf
from cvscreen.testing.samples import chunks_of
from cvscreen.usecases.run import AttemptLimits

BUSY = ScorerBusy("too many calls")


async def ran(house: House, times: int = 1) -> str:
    """The id of an evaluation that was run that often, each time as soon as it was due."""
    evaluation_id = await house.submitted()
    for _ in range(times):
        await house.run(evaluation_id)
        house.wait(timedelta(hours=1))
    return evaluation_id


async def test_an_attempt_that_succeeds_ends_in_a_report() -> None:
    house = house_with()
    evaluation = await house.stored(await ran(house))
    assert evaluation.status is Status.COMPLETED
    assert evaluation.report is not None
    assert evaluation.report.score == 100
    assert (evaluation.report.cv.filename, evaluation.report.cv.sha256) == ("cv.pdf", evaluation.cv.sha256)
    assert (evaluation.error, evaluation.attempts) == (None, 0)
    assert house.told() == [Status.PENDING, Status.PROCESSING, Status.COMPLETED]


async def test_a_given_rubric_is_what_the_cv_is_judged_by() -> None:
    house = house_with()
    drafted = (await house.keep_rubric(OWNER, "Rust", None)).rubric
    evaluation = await house.submit(a_submission(rubric=drafted))
    await house.run(evaluation.id)
    report = (await house.stored(evaluation.id)).report
    assert report is not None
    assert report.rubric.version == drafted.version


async def test_two_workers_with_the_same_id_make_one_result(tmp_path: Path) -> None:
    scorer = ScriptedScorer(seconds=0.05)
    async with sqlite_house(tmp_path, scorer) as house:
        evaluation_id = await house.submitted()
        await asyncio.gather(*(house.run(evaluation_id) for _ in range(8)))
        assert len(scorer.assessments) == 1
        assert house.told() == [Status.PENDING, Status.PROCESSING, Status.COMPLETED]


async def test_running_what_is_not_there_or_done_does_nothing() -> None:
    house = house_with()
    await house.run("unknown")
    evaluation_id = await ran(house, times=2)
    assert house.told().count(Status.PROCESSING) == 1
    assert (await house.stored(evaluation_id)).status is Status.COMPLETED


async def test_a_transient_error_is_tried_again_later() -> None:
    house = house_with(BUSY, Verdict.MET)
    evaluation_id = await house.submitted()
    await house.run(evaluation_id)
    evaluation = await house.stored(evaluation_id)
    assert (evaluation.status, evaluation.attempts, evaluation.error) == (Status.PENDING, 1, BUSY.failure())
    assert FIRST_BACKOFF / 2 <= evaluation.due_at - house.clock.now() <= FIRST_BACKOFF
    await house.run(evaluation_id)
    assert (await house.stored(evaluation_id)).status is Status.PENDING
    house.wait(FIRST_BACKOFF)
    await house.run(evaluation_id)
    evaluation = await house.stored(evaluation_id)
    assert (evaluation.status, evaluation.attempts, evaluation.error) == (Status.COMPLETED, 1, None)


async def test_the_third_transient_error_is_the_last() -> None:
    house = house_with(BUSY)
    evaluation = await house.stored(await ran(house, times=3))
    assert (evaluation.status, evaluation.attempts, evaluation.error) == (Status.FAILED, 3, BUSY.failure())
    last = house.events.events[-1]
    assert isinstance(last, StatusChanged)
    assert (last.status, last.attempts, last.error) == (Status.FAILED, 3, BUSY.failure())


@pytest.mark.parametrize("signature", ["%PDF-crashes", "%PDF-hangs"])
async def test_a_parser_that_died_is_tried_again(signature: str) -> None:
    house = house_with()
    evaluation_id = await house.submitted(plain_pdf("text", signature=signature))
    await house.run(evaluation_id)
    evaluation = await house.stored(evaluation_id)
    assert (evaluation.status, evaluation.attempts) == (Status.PENDING, 1)


async def test_a_permanent_error_fails_at_once() -> None:
    error = ScorerRefused("no")
    house = house_with(error)
    evaluation = await house.stored(await ran(house))
    assert (evaluation.status, evaluation.attempts, evaluation.error) == (Status.FAILED, 1, error.failure())


@pytest.mark.parametrize("signature", ["%PDF-encrypted", "%PDF-corrupt"])
async def test_a_document_that_cannot_be_read_fails_at_once(signature: str) -> None:
    house = house_with()
    evaluation_id = await house.submitted(plain_pdf("text", signature=signature))
    await house.run(evaluation_id)
    assert (await house.stored(evaluation_id)).status is Status.FAILED


async def test_a_prompt_without_criteria_fails_at_once() -> None:
    house = house_with()
    evaluation_id = await house.submitted(prompt="Must be under 35 years of age")
    await house.run(evaluation_id)
    evaluation = await house.stored(evaluation_id)
    assert evaluation.error is not None
    assert (evaluation.status, evaluation.error.code) == (Status.FAILED, "no_criteria")


@pytest.mark.parametrize(
    "defect", [ValueError(SECRET), TimeoutError(SECRET), asyncio.CancelledError(SECRET), MemoryError(SECRET)]
)
async def test_a_defect_is_an_internal_error_that_logs_no_text(
    defect: BaseException, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    house = house_with(defect)
    evaluation_id = await house.submitted()
    await house.run(evaluation_id)
    evaluation = await house.stored(evaluation_id)
    assert evaluation.error is not None
    assert (evaluation.status, evaluation.attempts) == (Status.PENDING, 1)
    assert (evaluation.error.code, evaluation.error.retryable) == ("internal_error", True)
    assert type(defect).__name__ in evaluation.error.detail
    assert evaluation_id in caplog.text
    assert type(defect).__name__ in caplog.text
    for text in (caplog.text, evaluation.error.detail):
        assert SECRET not in text
        assert "Jane" not in text
        assert PROMPT not in text


@pytest.mark.parametrize("error", [FileStoreUnavailable("away"), FileStoreUnavailable("away", retry_after=9)])
async def test_a_failure_of_our_own_stores_is_not_counted(
    error: CvscreenError, caplog: pytest.LogCaptureFixture
) -> None:
    house = house_with(error)
    evaluation = await house.stored(await ran(house, times=12))
    assert (evaluation.status, evaluation.attempts) == (Status.PENDING, 0)
    assert evaluation.error == Failure(error.code, STORE_AWAY, retryable=True)
    assert f"evaluation {evaluation.id}: file_store_unavailable: away" in caplog.text


async def test_a_retry_after_is_honoured() -> None:
    house = house_with(ScorerUnavailable("down", retry_after=3600))
    evaluation_id = await house.submitted()
    await house.run(evaluation_id)
    wait = (await house.stored(evaluation_id)).due_at - house.clock.now()
    assert timedelta(hours=1) <= wait <= timedelta(hours=1.5)


async def test_a_stored_file_that_changed_fails_the_evaluation() -> None:
    house = house_with()
    evaluation_id = await house.submitted()
    key = (await house.stored(evaluation_id)).cv.key
    await house.files.put(key, chunks_of(CV + b" "))
    await house.run(evaluation_id)
    error = (await house.stored(evaluation_id)).error
    assert error is not None
    assert error.code == "stored_file_changed"


async def test_a_stored_file_that_is_missing_fails_the_evaluation() -> None:
    house = house_with()
    evaluation_id = await house.submitted()
    await house.files.delete((await house.stored(evaluation_id)).cv.key)
    await house.run(evaluation_id)
    evaluation = await house.stored(evaluation_id)
    assert evaluation.error is not None
    assert (evaluation.status, evaluation.error.code) == (Status.FAILED, StoredFileMissing.code)


async def test_an_attempt_that_takes_too_long_is_tried_again() -> None:
    limits = AttemptLimits(lease=LEASE, max_attempts=3, longest=timedelta(seconds=0.05))
    house = house_with(seconds=60, limits=limits)
    evaluation_id = await house.submitted()
    await house.run(evaluation_id)
    evaluation = await house.stored(evaluation_id)
    assert evaluation.error is not None
    assert (evaluation.status, evaluation.attempts) == (Status.PENDING, 1)
    assert evaluation.error.code == "attempt_timed_out"
