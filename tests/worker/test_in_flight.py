"""What a worker process has in hand, and what becomes of it at the end."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable

import pytest
from real_servers import RealServer

from cvscreen.adapters.clocks.system import SystemClock
from cvscreen.adapters.queues.celery import CeleryQueue
from cvscreen.adapters.registry import Opening, open_adapter
from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.errors import EvaluationStoreUnavailable
from cvscreen.entrypoints.worker.in_flight import InFlight

pytestmark = pytest.mark.servers("redis")


@pytest.fixture
async def queue(server: Callable[[str], RealServer]) -> AsyncIterator[CeleryQueue]:
    url = AdapterURL(f"celery+{server('redis').fresh()}")
    async with open_adapter("queues", Opening(url=url, clock=SystemClock())) as opened:
        yield opened


async def test_work_that_ends_is_in_flight_no_more(queue: CeleryQueue) -> None:
    going_on = asyncio.Event()

    async def run(evaluation_id: str) -> None:
        await going_on.wait()

    in_flight = InFlight(run, queue)
    tasks = [asyncio.create_task(in_flight.work_off(str(number))) for number in range(3)]
    await asyncio.sleep(0)
    assert len(in_flight) == 3
    going_on.set()
    await asyncio.gather(*tasks)
    assert len(in_flight) == 0


async def test_an_id_may_be_enqueued_again_once_its_work_has_begun(queue: CeleryQueue) -> None:
    async def run(evaluation_id: str) -> None:
        await queue.enqueue(evaluation_id)

    await queue.enqueue("one")
    await InFlight(run, queue).work_off("one")
    assert await queue.depth() == 2


async def test_what_is_unfinished_at_the_end_is_cancelled_and_put_in_line_again(queue: CeleryQueue) -> None:
    handed_back: list[str] = []
    begun = asyncio.Event()

    async def run(evaluation_id: str) -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            handed_back.append(evaluation_id)
            raise

    in_flight = InFlight(run, queue)
    task = asyncio.create_task(in_flight.work_off("one"))
    await begun.wait()
    await in_flight.close(0)
    await task
    assert handed_back == ["one"]
    assert await queue.depth() == 1


async def test_what_comes_while_the_rest_is_handed_back_is_left_to_others(queue: CeleryQueue) -> None:
    run: list[str] = []

    async def note(evaluation_id: str) -> None:
        run.append(evaluation_id)

    in_flight = InFlight(note, queue)
    await queue.enqueue("late")
    await in_flight.close(0)
    await in_flight.work_off("late")
    assert run == []
    # It can be enqueued again at once.
    await queue.enqueue("late")
    assert await queue.depth() == 2


async def test_what_ends_in_time_is_not_cancelled(queue: CeleryQueue) -> None:
    ended: list[str] = []

    async def run(evaluation_id: str) -> None:
        await asyncio.sleep(0.1)
        ended.append(evaluation_id)

    in_flight = InFlight(run, queue)
    task = asyncio.create_task(in_flight.work_off("one"))
    await asyncio.sleep(0.01)
    await in_flight.close(30)
    await task
    assert ended == ["one"]
    assert await queue.depth() == 0


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (EvaluationStoreUnavailable("the store is away"), "evaluation_store_unavailable: the store is away"),
        (LookupError("words of a CV"), "LookupError in the worker"),
    ],
)
async def test_what_an_evaluation_raises_is_told_and_ends_nothing(
    queue: CeleryQueue, caplog: pytest.LogCaptureFixture, error: Exception, told: str
) -> None:
    async def run(evaluation_id: str) -> None:
        raise error

    with caplog.at_level(logging.WARNING):
        await InFlight(run, queue).work_off("one")
    assert told in caplog.text
    assert "words of a CV" not in caplog.text.partition("Traceback")[0]
