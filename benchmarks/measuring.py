"""How the benchmarks measure: whole processes, several runs, the two sides in turn, medians, ratios."""

from __future__ import annotations

import asyncio
import contextlib
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data"
CVSCREEN = [sys.executable, "-m", "cvscreen"]


@dataclass(frozen=True)
class Row:
    """A line of the table: what was measured, the ratio or figure, its target, and the raw numbers."""

    name: str
    figure: str
    target: str
    raw: str


def seconds(command: list[str]) -> float:
    """How long one whole process takes, in seconds. It may end with 0 or 1 (some CVs could not be screened)."""
    begun = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False, cwd=ROOT)
    took = time.perf_counter() - begun
    if done.returncode not in {0, 1}:
        raise RuntimeError(f"{command} ended with {done.returncode}: {done.stderr.decode()[-500:]}")
    return took


def in_turn(first: list[str], second: list[str], times: int) -> tuple[float, float]:
    """The medians of two commands that run in turn, after one warm run of each."""
    seconds(first), seconds(second)
    runs = [(seconds(first), seconds(second)) for _ in range(times)]
    return statistics.median(run[0] for run in runs), statistics.median(run[1] for run in runs)


def peak_memory(command: list[str]) -> float:
    """The most memory (resident, MB) that a process and its children held together, looked at every 10 ms."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
    peak = 0.0
    done = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not done.wait(0.01):
            peak = max(peak, sum(_resident(pid) for pid in _tree(process.pid)))

    watcher = threading.Thread(target=watch)
    watcher.start()
    process.wait()
    done.set()
    watcher.join()
    return peak


@dataclass
class Growth:
    """How far a process's resident memory rose above what it was, MB."""

    megabytes: float = 0.0


@contextlib.asynccontextmanager
async def peak_growth(pid: int) -> AsyncIterator[Growth]:
    """The growth of one process while the context is open, looked at every 10 ms."""
    growth, before = Growth(), _resident(pid)

    async def watch() -> None:
        while True:
            growth.megabytes = max(growth.megabytes, _resident(pid) - before)
            await asyncio.sleep(0.01)

    watching = asyncio.create_task(watch())
    try:
        yield growth
    finally:
        watching.cancel()


def _tree(pid: int) -> Iterator[int]:
    yield pid
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _tree(int(child))


def _resident(pid: int) -> float:
    with contextlib.suppress(OSError, ValueError, IndexError):
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
    return 0.0
