"""The queue that works in this same process: it runs what it is given, survives what goes wrong, and ends in peace."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from cvscreen.adapters.clocks.system import SystemClock
from cvscreen.adapters.queues import inline
from cvscreen.adapters.queues.inline import InlineQueue
from cvscreen.adapters.registry import Opening
from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.errors import EvaluationStoreUnavailable, InvalidSetting, QueueUnavailable
from cvscreen.ports.queues import EvaluationWork

SECRET = "Jane Doe, Lisbon"


class Diary:
    """Work that notes what it is asked to do, waits until it may `go`, and raises what it is told to."""

    def __init__(self) -> None:
        self.ran: list[str] = []
        self.ended: list[str] = []
        self.sweeps = 0
        self.tidied = 0
        self.error: BaseException | None = None
        self.error_on_cancel: Exception | None = None
        self.go = asyncio.Event()
        self.go.set()

    async def run(self, evaluation_id: str) -> None:
        self.ran.append(evaluation_id)
        try:
            await self.go.wait()
        except asyncio.CancelledError:
            await asyncio.sleep(0.01)
            self.ended.append(evaluation_id)
            if self.error_on_cancel:
                raise self.error_on_cancel from None
            raise
        self._fail()

    async def sweep(self) -> None:
        self.sweeps += 1
        self._fail()

    async def tidy(self) -> None:
        self.tidied += 1
        self._fail()

    def _fail(self) -> None:
        if self.error is not None:
            raise self.error


@asynccontextmanager
async def opened(work: EvaluationWork | None, options: str = "") -> AsyncIterator[InlineQueue]:
    async with inline.open(Opening(url=AdapterURL(f"inline:{options}"), clock=SystemClock(), work=work)) as queue:
        yield queue


async def until(met: Callable[[], bool]) -> None:
    """Wait until the condition holds."""
    async with asyncio.timeout(5):
        while not met():  # noqa: ASYNC110 - the condition is about the work's own notes
            await asyncio.sleep(0.002)


async def test_what_is_enqueued_is_run() -> None:
    diary = Diary()
    async with opened(diary) as queue:
        for number in range(20):
            await queue.enqueue(str(number))
        await until(lambda: len(diary.ran) == 20)
        assert await queue.depth() == 0
    assert sorted(diary.ran, key=int) == [str(number) for number in range(20)]


async def test_an_id_that_waits_already_is_not_put_in_line_again() -> None:
    diary = Diary()
    diary.go.clear()
    async with opened(diary, "?at_once=1") as queue:
        for evaluation_id in ("first", "again", "again", "again"):
            await queue.enqueue(evaluation_id)
        await until(lambda: diary.ran == ["first"])
        assert await queue.depth() == 1
        diary.go.set()
        await until(lambda: diary.ran == ["first", "again"])
        await queue.enqueue("again")
        await until(lambda: diary.ran == ["first", "again", "again"])


async def test_no_more_than_so_many_run_at_once() -> None:
    diary = Diary()
    diary.go.clear()
    async with opened(diary, "?at_once=3") as queue:
        for number in range(10):
            await queue.enqueue(str(number))
        await until(lambda: len(diary.ran) == 3)
        await asyncio.sleep(0.02)
        assert (len(diary.ran), await queue.depth()) == (3, 7)


async def test_it_sweeps_and_tidies_at_the_start_and_then_now_and_then() -> None:
    diary = Diary()
    async with opened(diary):
        await until(lambda: (diary.sweeps, diary.tidied) == (1, 1))
    async with opened(diary, "?sweep_seconds=0.01&tidy_seconds=0.02"):
        await until(lambda: diary.sweeps > 4 and diary.tidied > 2)


@pytest.mark.parametrize(
    "error", [EvaluationStoreUnavailable("the store is away"), LookupError(SECRET), asyncio.CancelledError(SECRET)]
)
async def test_it_goes_on_whatever_the_work_raises(error: BaseException, caplog: pytest.LogCaptureFixture) -> None:
    diary = Diary()
    diary.error = error
    async with opened(diary, "?at_once=2&sweep_seconds=0.01&tidy_seconds=0.01") as queue:
        for number in range(6):
            await queue.enqueue(str(number))
        await until(lambda: len(diary.ran) == 6 and diary.sweeps > 2 and diary.tidied > 2)
    assert SECRET not in caplog.text
    assert {record.levelno for record in caplog.records} <= {logging.WARNING, logging.ERROR}
    assert (getattr(error, "code", None) or type(error).__name__) in caplog.text


async def test_closing_tells_the_work_to_stop_and_waits_for_it() -> None:
    diary = Diary()
    diary.go.clear()
    async with opened(diary, "?at_once=2") as queue:
        for number in range(5):
            await queue.enqueue(str(number))
        await until(lambda: len(diary.ran) == 2)
    assert diary.ended == diary.ran
    assert len(asyncio.all_tasks()) == 1


@pytest.mark.parametrize("error", [EvaluationStoreUnavailable("the store is away"), LookupError(SECRET)])
async def test_it_closes_also_when_the_work_cannot_be_handed_back(error: Exception) -> None:
    diary = Diary()
    diary.go.clear()
    diary.error_on_cancel = error
    async with asyncio.timeout(5):
        async with opened(diary) as queue:
            await queue.enqueue("1")
            await until(lambda: diary.ran == ["1"])
    assert diary.ended == ["1"]


async def test_a_closed_queue_takes_nothing() -> None:
    async with opened(Diary()) as queue:
        pass
    with pytest.raises(QueueUnavailable):
        await queue.enqueue("1")


async def test_it_needs_work_to_do() -> None:
    with pytest.raises(InvalidSetting):
        async with opened(None):
            pass


@pytest.mark.parametrize("options", ["?at_once=0", "?at_once=x", "?sweep_seconds=0", "?sweep=1", "?tidy_seconds=nan"])
async def test_options_that_make_no_sense_are_refused(options: str) -> None:
    with pytest.raises(InvalidSetting):
        async with opened(Diary(), options):
            pass


async def test_it_answers_a_ping() -> None:
    async with opened(Diary()) as queue:
        assert (await queue.ping()).detail == "the work is done in this process"
