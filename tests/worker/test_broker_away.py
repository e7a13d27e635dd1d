"""A worker whose broker goes away and comes back."""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from fault_site import Worker
from own_servers import own_server
from real_servers.redis import RedisServer

from cvscreen import Screening
from cvscreen.domain.evaluations import Evaluation
from cvscreen.settings import read_settings
from cvscreen.testing.pdfs import pdf_of

pytestmark = pytest.mark.servers("redis")


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[RedisServer]:
    """One that may be stopped."""
    with own_server(RedisServer, tmp_path) as own:
        yield own


async def test_a_worker_with_work_in_hand_outlives_its_broker(tmp_path: Path, redis: RedisServer) -> None:
    settings = {
        "CVSCREEN_DATA_DIR": str(tmp_path / "data"),
        "CVSCREEN_QUEUE": f"celery+{redis.url}?sweep_seconds=0.5&waiting_seconds=2&seconds=1",
        "CVSCREEN_SCORER": "scripted:?seconds=2",
        "CVSCREEN_CACHE": "none:",
        "CVSCREEN_LIMITS": redis.url,
        "CVSCREEN_PROGRESS": redis.url,
    }
    worker = Worker(os.environ | settings, tmp_path / "log", [])
    try:
        async with Screening(read_settings(settings)) as screening:
            held = [await submitted(screening, number) for number in range(5)]
            await until_told(worker, "status=processing", 5)
            redis.stop()
            await asyncio.sleep(0.5)
            redis.start()
            after = await submitted(screening, 6)
            for evaluation in (*held, after):
                done = await screening.wait("ann", evaluation.id, timeout_seconds=60)
                assert done.status == "completed"
        assert worker.is_alive(), worker.log.read_text()
        assert worker.stop() == 0
    finally:
        worker.kill()
    told = worker.log.read_text()
    assert f"the broker 127.0.0.1:{redis.port} is lost" in told
    assert f"the broker 127.0.0.1:{redis.port} cannot be reached" in told
    assert "Traceback" not in told
    assert "%s" not in told
    assert "Warning:" not in told


async def submitted(screening: Screening, number: int) -> Evaluation:
    return await screening.submit("ann", pdf_of(["Jane Doe", f"Python developer number {number}"]), "Python")


async def until_told(worker: Worker, words: str, times: int) -> None:
    """Wait until the worker has logged these words so often."""
    for _ in range(600):
        if worker.log.read_text().count(words) >= times:
            return
        await asyncio.sleep(0.05)
    raise AssertionError(worker.log.read_text())
