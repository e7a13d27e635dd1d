"""The queue of Celery messages, over a real Redis."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from own_servers import own_server
from real_servers import RealServer
from real_servers.redis import RedisServer

from cvscreen.adapters.clocks.system import SystemClock
from cvscreen.adapters.queues.celery import CeleryQueue
from cvscreen.adapters.queues.celery_app import GAUGES, HOUSEKEEPING, RUN, SWEEP, celery_app
from cvscreen.adapters.registry import Opening, open_adapter
from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.errors import InvalidSetting, QueueUnavailable

pytestmark = pytest.mark.servers("redis")

Server = Callable[[str], RealServer]


@asynccontextmanager
async def queue_at(url: str) -> AsyncIterator[CeleryQueue]:
    async with open_adapter("queues", Opening(url=AdapterURL(url), clock=SystemClock())) as queue:
        yield queue


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[RedisServer]:
    """One that the test may stop."""
    with own_server(RedisServer, tmp_path) as mine:
        yield mine


async def test_a_password_that_nobody_asks_for_is_told(redis: RedisServer) -> None:
    with_password = redis.fresh().replace("redis://", "celery+redis://:secret@", 1)
    async with queue_at(with_password) as queue:
        advice = (await queue.ping()).advice
    assert advice
    assert "asks for none" in advice
    assert "secret" not in advice


async def test_without_a_password_there_is_nothing_to_tell_of_one(redis: RedisServer) -> None:
    async with queue_at(f"celery+{redis.fresh()}") as queue:
        await queue.swept()
        assert (await queue.ping()).advice is None


async def test_an_id_that_waits_is_not_put_in_line_again(server: Server) -> None:
    async with queue_at(f"celery+{server('redis').fresh()}") as queue:
        for _ in range(5):
            await queue.enqueue("one")
        await queue.enqueue("two")
        assert await queue.depth() == 2


async def test_an_id_that_was_taken_can_be_put_in_line_again(server: Server) -> None:
    async with queue_at(f"celery+{server('redis').fresh()}") as queue:
        await queue.enqueue("one")
        await queue.taken("one")
        await queue.enqueue("one")
        assert await queue.depth() == 2


async def test_an_id_whose_message_may_be_lost_is_put_in_line_again_after_a_while(server: Server) -> None:
    async with queue_at(f"celery+{server('redis').fresh()}&waiting_seconds=1") as queue:
        await queue.enqueue("one")
        await asyncio.sleep(1.1)
        await queue.enqueue("one")
        assert await queue.depth() == 2


async def test_its_health_tells_whether_somebody_sweeps(server: Server) -> None:
    async with queue_at(f"celery+{server('redis').fresh()}") as queue:
        assert "cvscreen worker --beat" in str((await queue.ping()).advice)
        await queue.swept()
        assert (await queue.ping()).advice is None


async def test_a_broker_that_is_away_is_said_at_once_and_then_left_alone_for_a_moment(redis: RedisServer) -> None:
    async with queue_at(f"celery+redis://:hush-hush@127.0.0.1:{redis.port}/0?seconds=1") as queue:
        redis.stop()
        with pytest.raises(QueueUnavailable) as first:
            await queue.enqueue("one")
        with pytest.raises(QueueUnavailable, match="a moment ago"):
            await queue.enqueue("two")
    assert f"127.0.0.1:{redis.port}" in first.value.detail
    assert "hush-hush" not in first.value.detail
    assert first.value.retryable


async def test_a_broker_that_comes_back_empty_takes_what_it_had_before(redis: RedisServer) -> None:
    async with queue_at(f"celery+redis://127.0.0.1:{redis.port}/0") as queue:
        await queue.enqueue("one")
        redis.stop()
        with pytest.raises(QueueUnavailable):
            await queue.depth()
        redis.start()
        await asyncio.sleep(1.1)
        await queue.enqueue("one")
        assert await queue.depth() == 1


async def test_a_broker_that_hangs_keeps_nobody_longer_than_it_may(redis: RedisServer) -> None:
    async with queue_at(f"celery+redis://127.0.0.1:{redis.port}/0?seconds=0.5") as queue:
        await queue.enqueue("one")
        redis.send(signal.SIGSTOP)
        try:
            with pytest.raises(QueueUnavailable):
                await asyncio.wait_for(queue.enqueue("two"), timeout=10)
        finally:
            redis.send(signal.SIGCONT)


def test_housekeeping_has_a_queue_of_its_own_and_ends_before_the_next_of_its_kind() -> None:
    app = celery_app(AdapterURL("celery+redis://127.0.0.1:1/0?sweep_seconds=7"))
    assert app.conf.task_routes[SWEEP]["queue"] == app.conf.task_routes[GAUGES]["queue"] == HOUSEKEEPING
    assert app.conf.task_routes[RUN]["queue"] != HOUSEKEEPING
    assert app.conf.beat_schedule[SWEEP]["schedule"].total_seconds() == 7
    assert app.conf.beat_schedule[SWEEP]["options"]["expires"] == 7


def test_no_results_are_kept_and_a_message_is_acknowledged_when_its_work_is_done() -> None:
    app = celery_app(AdapterURL("celery+redis://127.0.0.1:1/0"))
    assert app.conf.result_backend is None
    assert app.conf.task_ignore_result
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost
    assert app.conf.broker_transport_options["visibility_timeout"] > 15 * 60


def test_an_option_that_does_not_exist_is_refused() -> None:
    with pytest.raises(InvalidSetting, match="sweep_seconds"):
        celery_app(AdapterURL("celery+redis://127.0.0.1:1/0?sweep_second=7"))
