"""Parsers end with the call, the pool, the loop or the process that they work for, and not before."""

import asyncio
import gc
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import parser_pools
import pytest
from parser_pools import ended, linux_only, naughty, opening, posix_only, running, told

from cvscreen.adapters.extractors.pool import ParserPool, open_pool
from cvscreen.domain.errors import ParserCrashed

SUPPORT = Path(parser_pools.__file__).parent
"""Where the naughty parser is found by a process that starts there."""

PARENT = """
import asyncio, sys
from cvscreen.adapters.extractors.pool import ParserPool, PoolOptions
from cvscreen.ports.extractors import ExtractionRequest

async def main():
    pool = ParserPool("naughty_parser:NaughtyParser", PoolOptions(processes=1, seconds=1.5))
    await pool.extract(ExtractionRequest(content=sys.argv[1].encode(), max_pages=1))

asyncio.run(main())
"""


async def test_a_cancelled_call_ends_its_process(pool: ParserPool) -> None:
    pid = int(await told(pool, "pid"))
    call = asyncio.create_task(told(pool, "hang"))
    await asyncio.sleep(0.1)
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    assert await told(pool, "say next") == "next"
    assert await ended(pid)


async def test_a_call_cancelled_while_its_process_starts_leaves_none_behind() -> None:
    for delay in (0, 0.001, 0.01, 0.05):
        async with naughty() as pool:
            call = asyncio.create_task(told(pool, "hang"))
            await asyncio.sleep(delay)
            call.cancel()
            await asyncio.gather(call, return_exceptions=True)
            assert await told(pool, "say next") == "next"
    gc.collect()


async def test_closing_ends_busy_and_idle_processes() -> None:
    async with open_pool(opening("naughty:?processes=2"), "naughty_parser:NaughtyParser") as pool:
        pids = set(await asyncio.gather(told(pool, "pid"), told(pool, "pid"), told(pool, "slowly 1")))
        call = asyncio.create_task(told(pool, "hang"))
        waiting = [asyncio.create_task(told(pool, "hang")) for _ in range(3)]
        await asyncio.sleep(0.1)
    assert not any(running(int(pid)) for pid in pids - {"1"})
    for result in await asyncio.gather(call, *waiting, return_exceptions=True):
        assert isinstance(result, ParserCrashed)
    with pytest.raises(ParserCrashed, match="stopped"):
        await told(pool, "say late")


def test_a_loop_that_is_cancelled_leaves_nothing_open() -> None:
    script = f"""
import asyncio, signal, os, threading, gc
{PARENT.split("async def main", maxsplit=1)[0]}
from cvscreen.adapters.extractors.pool import open_pool
from cvscreen.adapters.registry import Opening
from cvscreen.adapters.urls import AdapterURL
from cvscreen.adapters.clocks.system import SystemClock
async def main():
    async with open_pool(Opening(url=AdapterURL("x:"), clock=SystemClock()), "naughty_parser:NaughtyParser") as pool:
        await pool.ping()
        asyncio.get_running_loop().call_later(0.1, os.kill, os.getpid(), signal.SIGINT)
        await pool.extract(ExtractionRequest(content=b"hang", max_pages=1))
try:
    asyncio.run(main())
except KeyboardInterrupt:
    gc.collect()
    print("interrupted")
"""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        cwd=SUPPORT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("interrupted\n", "")


@linux_only
@pytest.mark.parametrize("way", ["hang", "hang_without_the_death_signal", "hang_with_the_lock"])
async def test_a_hanging_process_ends_when_its_parent_is_killed(way: str, tmp_path: Path) -> None:
    note = tmp_path / "pid"
    parent = subprocess.Popen(  # noqa: ASYNC220
        [sys.executable, "-c", PARENT, f"{way} {note}"], cwd=SUPPORT
    )
    try:
        deadline = time.monotonic() + 30
        while not (note.exists() and note.read_text()):
            assert time.monotonic() < deadline
            await asyncio.sleep(0.02)
        child = int(note.read_text())
        assert running(child)
    finally:
        parent.kill()
        parent.wait()
    assert await ended(child)


@posix_only
async def test_ctrl_c_and_a_polite_end_are_left_to_the_parent(pool: ParserPool) -> None:
    pid = int(await told(pool, "pid"))
    for number in (signal.SIGINT, signal.SIGTERM):
        os.kill(pid, number)
    assert int(await told(pool, "pid")) == pid
