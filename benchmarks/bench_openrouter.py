"""Many evaluations that wait for a model at once: what they take beside the waiting, in time and in memory."""

from __future__ import annotations

import asyncio
import contextlib
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from measuring import ROOT, Row

from cvscreen.adapters.scorers.openrouter.place import OpenRouterOptions
from cvscreen.adapters.scorers.openrouter.scorer import OpenRouterScorer
from cvscreen.container import open_service
from cvscreen.container.service import ServiceContainer
from cvscreen.domain.evaluations import Status
from cvscreen.domain.rubric import Criterion, Rubric
from cvscreen.domain.text import CVText, Page
from cvscreen.ports.scorers import AssessmentRequest
from cvscreen.settings import read_settings
from cvscreen.testing.samples import chunks_of
from cvscreen.usecases.submission import JobTerms, Submission

LATENCY = 2
AT_ONCE = 200
CV = ROOT / "examples" / "cvs" / "marisol-quispe.pdf"
RUBRIC = Rubric((Criterion(id="licence", text="A nurse's licence"), Criterion(id="spanish", text="Spanish")))


def rows() -> list[Row]:
    with _model_server() as url:
        wall, cpu = asyncio.run(_evaluations(url))
        each = _memory_of_calls(url)
    share = wall / (LATENCY + cpu)
    return [
        Row(
            f"{AT_ONCE} evaluations on a model of {LATENCY} s / {LATENCY} s and their CPU time",
            f"{share:.2f}x",
            "1.2x at most",
            f"{wall:.2f} s / {LATENCY} s + {cpu:.2f} s",
        ),
        Row("memory for each call in flight", f"{each:.0f} KB", "60 KB at most", f"{AT_ONCE} at once"),
    ]


async def _evaluations(url: str) -> tuple[float, float]:
    """The seconds that all take, and those of all processors on it, parsers included."""
    with TemporaryDirectory() as folder:
        environment = {
            "CVSCREEN_DATA_DIR": folder,
            "CVSCREEN_QUEUE": "memory:",
            "CVSCREEN_SCORER": f"openrouter:test/model?base_url={url}&remember_days=0",
        }
        settings = read_settings(environment)
        async with open_service(settings) as service:
            return await _measured(service)


async def _measured(service: ServiceContainer) -> tuple[float, float]:
    run = service.run()
    await run(await _submitted(service, -1))
    ids = [await _submitted(service, number) for number in range(AT_ONCE)]
    begun, used = time.perf_counter(), _cpu_seconds()
    await asyncio.gather(*map(run, ids))
    wall, cpu = time.perf_counter() - begun, _cpu_seconds() - used
    counts = await service.evaluations().statistics()
    assert counts[Status.COMPLETED] == AT_ONCE + 1, counts
    return wall, cpu


async def _submitted(service: ServiceContainer, number: int) -> str:
    submission = Submission(
        owner="ann", filename=f"{number}.pdf", chunks=chunks_of(CV.read_bytes()), job=JobTerms("nurse", RUBRIC)
    )
    return (await service.submit()(submission)).evaluation.id


def _cpu_seconds() -> float:
    """Those of this process and of all that it has started."""
    ticks = os.sysconf("SC_CLK_TCK")
    total = time.process_time()
    for child in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = child.read_text().rpartition(")")[2].split()
            if int(fields[1]) == os.getpid() and "parse_worker" in (child.parent / "cmdline").read_text():
                total += (int(fields[11]) + int(fields[12])) / ticks
    return total


def _memory_of_calls(url: str) -> float:
    """In KB, in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, url], check=True, capture_output=True, text=True, cwd=Path(__file__).parent
    )
    return float(done.stdout)


async def _calls(url: str) -> float:
    text = CVText((Page(1, "Registered nurse with a licence, speaks Spanish. " * 60),))
    request = AssessmentRequest(rubric=RUBRIC, text=text)
    options = OpenRouterOptions(base_url=url)
    async with OpenRouterScorer(models=("test/model",), options=options) as scorer:
        await scorer.assess(request)
        before = _resident_kilobytes()
        calls = asyncio.gather(*(scorer.assess(request) for _ in range(AT_ONCE)))
        await asyncio.sleep(0.75 * LATENCY)
        grown = _resident_kilobytes() - before
        await calls
        return grown / AT_ONCE


def _resident_kilobytes() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1024


@contextlib.contextmanager
def _model_server() -> Iterator[str]:
    command = [sys.executable, str(Path(__file__).parent / "model_server.py"), str(LATENCY)]
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    try:
        yield server.stdout.readline().strip()
    finally:
        server.kill()
        server.wait()


if __name__ == "__main__":
    print(asyncio.run(_calls(sys.argv[1])))
