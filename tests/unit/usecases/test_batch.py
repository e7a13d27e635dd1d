"""Screening many CVs: a bad one never stops the others, and none gets lost."""

import asyncio
import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from memory_house import CV, DRAFTED, SECRET, House, house_with

from cvscreen.adapters.scorers.scripted import ScriptedScorer
from cvscreen.domain.assessment import Answers, Verdict
from cvscreen.domain.documents import Document
from cvscreen.domain.errors import FileNotReadable, InternalError, NoCriteria, ScorerBusy
from cvscreen.ports.scorers import AssessmentRequest
from cvscreen.testing.samples import a_report
from cvscreen.usecases.batch import Judge, ScreenBatch, Screened, ranked
from cvscreen.usecases.loading import Source
from cvscreen.usecases.screen import JudgeCV


class Counting(ScriptedScorer):
    """Knows how many CVs it had in hand at once."""

    def __init__(self, seconds: float = 0.001) -> None:
        super().__init__((Verdict.MET,), seconds)
        self.in_hand = 0
        self.most = 0

    async def assess(self, request: AssessmentRequest) -> Answers:
        self.in_hand += 1
        self.most = max(self.most, self.in_hand)
        try:
            return await super().assess(request)
        finally:
            self.in_hand -= 1


def a_source(name: str, content: bytes = CV) -> Source:
    return Source(name, lambda: Document(name, content))


def broken_source(name: str, error: BaseException) -> Source:
    def load() -> Document:
        raise error

    return Source(name, load)


def judge_of(house: House) -> Judge:
    return partial(JudgeCV(house.scorer), drafted=DRAFTED)


async def judging(house: House) -> Judge:
    return judge_of(house)


async def results(house: House, sources: list[Source], at_once: int = 8) -> dict[str, Screened]:
    screened = [result async for result in ScreenBatch(house.read_text, at_once)(sources, judging(house))]
    assert len({result.name for result in screened}) == len(screened)
    return {result.name: result for result in screened}


@given(st.integers(0, 12), st.integers(1, 5))
async def test_every_cv_is_screened_exactly_once(count: int, at_once: int) -> None:
    names = [str(number) for number in range(count)]
    done = await results(house_with(), [a_source(name) for name in names], at_once)
    assert sorted(done) == sorted(names)
    assert all(result.report for result in done.values())


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (broken_source("bad", FileNotReadable("it is not there")), "file_not_readable"),
        (broken_source("bad", OSError(SECRET)), "internal_error"),
        (broken_source("bad", MemoryError(SECRET)), "internal_error"),
        (a_source("bad", b"%PDF-encrypted\nx"), "encrypted_pdf"),
        (a_source("bad", b"%PDF-crashes\nx"), "parser_crashed"),
        (a_source("bad", b""), "empty_file"),
    ],
)
async def test_one_bad_cv_of_60_never_stops_the_other_59(
    bad: Source, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    sources = [a_source(str(number)) for number in range(59)]
    sources.insert(30, bad)
    done = await results(house_with(), sources)
    assert len(done) == 60
    assert sum(result.report is not None for result in done.values()) == 59
    error = done["bad"].error
    assert error is not None
    assert error.code == code
    assert SECRET not in caplog.text + error.detail


@pytest.mark.parametrize("defect", [LookupError(SECRET), asyncio.CancelledError(), ScorerBusy("no")])
async def test_a_scorer_that_fails_once_spoils_one_cv(defect: BaseException) -> None:
    done = await results(house_with(defect, Verdict.MET), [a_source(str(number)) for number in range(10)], at_once=2)
    errors = [result.error for result in done.values() if result.error]
    assert (len(done), len(errors)) == (10, 1)
    assert errors[0].retryable
    assert errors[0].code in {InternalError.code, ScorerBusy.code}


async def test_a_scorer_that_takes_no_more_calls_for_a_while_is_waited_for() -> None:
    busy = ScorerBusy("busy", retry_after=0.02, tried=False)
    house = house_with(busy, busy, Verdict.MET)
    found = await results(house, [a_source(str(n)) for n in range(5)], at_once=4)
    assert [screened.error for screened in found.values()] == [None] * 5


@pytest.mark.parametrize(
    "busy", [ScorerBusy("busy", retry_after=3600, tried=False), ScorerBusy("busy", retry_after=0.01)]
)
async def test_one_that_takes_none_for_an_hour_or_has_tried_is_not(busy: ScorerBusy) -> None:
    found = await results(house_with(busy), [a_source("a")])
    assert found["a"].error == busy.failure()


async def test_so_many_are_in_hand_at_once_and_no_more() -> None:
    scorer = Counting(0.005)
    loaded = 0

    def sources() -> Iterator[Source]:
        nonlocal loaded
        for number in range(30):
            loaded += 1
            yield a_source(str(number))

    done = 0
    house = house_with(scorer=scorer)
    async for _ in ScreenBatch(house.read_text, 4)(sources(), judging(house)):
        done += 1
        assert loaded <= done + 4
    assert (done, scorer.most) == (30, 4)


async def test_documents_are_loaded_off_the_event_loop() -> None:
    threads: list[threading.Thread] = []

    def load() -> Document:
        threads.append(threading.current_thread())
        return Document("cv.pdf", CV)

    await results(house_with(), [Source("cv.pdf", load)])
    assert threads[0] is not threading.main_thread()


async def test_who_stops_listening_stops_the_work() -> None:
    scorer = Counting(60)
    house = house_with(scorer=scorer)
    batch = ScreenBatch(house.read_text, 4)([a_source(str(number)) for number in range(10)], judging(house))
    listening = asyncio.ensure_future(anext(batch))
    while scorer.in_hand < 4:  # noqa: ASYNC110 - only the scorer knows when
        await asyncio.sleep(0.001)
    listening.cancel()
    with pytest.raises(asyncio.CancelledError):
        await listening
    assert scorer.in_hand == 0
    assert len(asyncio.all_tasks()) == 1


async def test_who_leaves_early_leaves_nothing_running() -> None:
    scorer = Counting()
    house = house_with(scorer=scorer)
    batch = ScreenBatch(house.read_text, 4)([a_source(str(number)) for number in range(30)], judging(house))
    await anext(batch)
    await batch.aclose()  # type: ignore[attr-defined]
    assert scorer.in_hand == 0
    assert len(asyncio.all_tasks()) == 1


@pytest.mark.parametrize("count", range(6))
async def test_sources_that_break_off_leave_nothing_running(count: int) -> None:
    def sources() -> Iterator[Source]:
        for number in range(count):
            yield a_source(str(number))
        raise PermissionError

    house = house_with()
    with pytest.raises(PermissionError):
        async for _ in ScreenBatch(house.read_text, 2)(sources(), judging(house)):
            pass
    assert len(asyncio.all_tasks()) == 1


async def test_the_first_cvs_are_read_while_their_judge_is_made() -> None:
    judge: asyncio.Future[Judge] = asyncio.get_running_loop().create_future()
    loaded: list[str] = []

    def load() -> Document:
        loaded.append("cv.pdf")
        return Document("cv.pdf", CV)

    house = house_with()
    batch = ScreenBatch(house.read_text, 2)([Source(str(number), load) for number in range(3)], judge)
    listening = asyncio.ensure_future(anext(batch))
    while len(loaded) < 2:  # noqa: ASYNC110 - only the source knows when
        await asyncio.sleep(0.001)
    assert not listening.done()
    judge.set_result(judge_of(house))
    assert [await listening, *[result async for result in batch]][2].report is not None


async def test_a_judge_that_cannot_be_made_is_raised_before_any_cv_and_leaves_nothing_running() -> None:
    async def failing() -> Judge:
        await asyncio.sleep(0.01)
        raise NoCriteria("nothing")

    with pytest.raises(NoCriteria):
        await anext(ScreenBatch(house_with().read_text, 2)([a_source(str(number)) for number in range(9)], failing()))
    assert len(asyncio.all_tasks()) == 1


def scored(name: str, score: float | None) -> Screened:
    return Screened(name, None if score is None else replace(a_report(), score=score))


def test_the_best_come_first_ties_by_name_and_failures_last() -> None:
    results = [scored("z", None), scored("d", 0), scored("c", 99.5), scored("b", 7), scored("a", 7), scored("y", None)]
    assert [result.name for result in ranked(results)] == ["c", "a", "b", "d", "y", "z"]
