"""One worker process on real servers: how much of what it could do at best it does."""

from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from measuring import CVSCREEN, ROOT, Row
from real_servers import SERVERS
from real_servers.house import ServerHouse, temporary_house

from cvscreen.container import open_service
from cvscreen.container.service import ServiceContainer
from cvscreen.domain.evaluations import Status
from cvscreen.domain.rubric import Criterion, Rubric
from cvscreen.settings import read_settings
from cvscreen.testing.samples import chunks_of
from cvscreen.usecases.submission import JobTerms, Submission

LATENCY = 2
IN_FLIGHT = 100
EVALUATIONS = 500
BLOCKING = 10
LOOK_SECONDS = 0.2
"""So often the store is asked how far they are: more often would take from what is measured."""

CV = ROOT / "examples" / "cvs" / "marisol-quispe.pdf"
NAMES = ("redis", "mysql", "s3")


def rows() -> list[Row]:
    with temporary_house(SERVERS) as house, TemporaryDirectory() as folder:
        house.start(NAMES)
        slow = asyncio.run(_rate(house, Path(folder) / "slow", f"scripted:?seconds={LATENCY}"))
        blocking = _celery_rate(house, "blocking_task.wait", BLOCKING, "prefork", 2)
        fast = asyncio.run(_rate(house, Path(folder) / "fast", "scripted:"))
        noop = _celery_rate(house, "blocking_task.nothing", 2_000, "prefork", 2)
    ceiling = IN_FLIGHT / LATENCY
    bare = _bare_extractions()
    return [
        Row(
            f"worker, scorer of {LATENCY} s, {IN_FLIGHT} in flight / ceiling",
            f"{slow / ceiling:.0%}",
            "80% at least",
            f"{slow:.1f}/s of {ceiling:.0f}/s; prefork of 2, blocking: {blocking:.2f}/s",
        ),
        Row(
            "worker, scorer without latency / Celery's no-op tasks",
            f"{fast / noop:.0%}",
            "50% at least",
            f"{fast:.0f}/s of {noop:.0f}/s; bare extraction {bare:.0f}/s",
        ),
    ]


async def _rate(house: ServerHouse, folder: Path, scorer: str) -> float:
    """Evaluations a second, from the first that is taken to the last that is done."""
    environment = _environment(house, folder, scorer)
    await asyncio.to_thread(_migrate, environment)
    async with open_service(read_settings(environment)) as service:
        for start in range(0, EVALUATIONS, 20):
            await asyncio.gather(*(_submit(service, start + number) for number in range(20)))
        with _running([*CVSCREEN, "worker", "--at-once", str(IN_FLIGHT)], environment):
            begun = await _until(service, lambda counts: counts[Status.PENDING] < EVALUATIONS)
            ended = await _until(service, lambda counts: counts[Status.COMPLETED] == EVALUATIONS)
    return EVALUATIONS / (ended - begun)


def _migrate(environment: dict[str, str]) -> None:
    subprocess.run([*CVSCREEN, "migrate"], env=os.environ | environment, check=True, stdout=subprocess.DEVNULL)


async def _submit(service: ServiceContainer, number: int) -> None:
    job = JobTerms("nurse", Rubric((Criterion(id="licence", text="A nurse's licence"),)))
    chunks = chunks_of(CV.read_bytes())
    await service.submit()(Submission(owner="ann", filename=f"{number}.pdf", chunks=chunks, job=job))


async def _until(service: ServiceContainer, reached: Callable[[dict[Status, int]], bool]) -> float:
    while not reached(await service.evaluations().statistics()):  # noqa: ASYNC110 - the store alone knows
        await asyncio.sleep(LOOK_SECONDS)
    return time.perf_counter()


def _environment(house: ServerHouse, folder: Path, scorer: str) -> dict[str, str]:
    mysql, redis = house.server("mysql").fresh(), house.server("redis").fresh()
    return {
        "CVSCREEN_DATA_DIR": str(folder),
        "CVSCREEN_USERS": mysql,
        "CVSCREEN_TOKENS": mysql,
        "CVSCREEN_EVALUATIONS": mysql,
        "CVSCREEN_FILES": house.server("s3").fresh(),
        "CVSCREEN_QUEUE": f"celery+{redis}",
        "CVSCREEN_LIMITS": redis,
        "CVSCREEN_CACHE": redis,
        "CVSCREEN_PROGRESS": redis,
        "CVSCREEN_SCORER": scorer,
    }


def _celery_rate(house: ServerHouse, task: str, count: int, pool: str, processes: int) -> float:
    """Tasks a second of a plain Celery worker, from the first that is done to the last."""
    from blocking_task import app_for, left

    broker = house.server("redis").fresh()
    app = app_for(broker)
    for _ in range(count):
        app.send_task(task)
    command = [sys.executable, "-m", "celery", "-A", "blocking_task", "worker", "-P", pool, "-c", str(processes)]
    with _running(command, {"BENCH_BROKER": broker, "PYTHONPATH": str(ROOT / "benchmarks")}):
        while (first := left(app)) == count:
            time.sleep(0.01)
        begun = time.perf_counter()
        while left(app):
            time.sleep(0.01)
    return first / (time.perf_counter() - begun)


def _bare_extractions() -> float:
    """Documents a second that one process reads one after the other."""
    from cvscreen.adapters.extractors.pdfium import PdfiumParser

    content, parser = CV.read_bytes(), PdfiumParser()
    begun = time.perf_counter()
    for _ in range(200):
        parser.read(content, 100)
    return 200 / (time.perf_counter() - begun)


@contextlib.contextmanager
def _running(command: list[str], environment: dict[str, str]) -> Iterator[None]:
    with subprocess.Popen(
        command, env=os.environ | environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT
    ) as process:
        try:
            yield
        finally:
            process.terminate()
