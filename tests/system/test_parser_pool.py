import asyncio
import gc
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import parser_pools
import pytest
from parser_pools import ended, linux_only, naughty, opening, outcome, posix_only, running, told

from cvscreen.adapters.extractors import pool as pool_module
from cvscreen.adapters.extractors.pool import ParserPool, open_pool
from cvscreen.adapters.registry import open_adapter
from cvscreen.domain.errors import CorruptPDF, ParserCrashed, ParserTimedOut

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


@pytest.fixture
async def pool() -> AsyncIterator[ParserPool]:
    async with naughty() as opened:
        yield opened


async def test_a_process_stays_for_the_next_document(pool: ParserPool) -> None:
    assert len({await told(pool, "pid") for _ in range(5)}) == 1


async def test_no_process_is_started_before_the_first_document(pool: ParserPool) -> None:
    assert not pool._processes


async def test_documents_wait_for_a_free_process() -> None:
    async with open_pool(opening("naughty:?processes=2"), "naughty_parser:NaughtyParser") as pool:
        assert await asyncio.gather(*(told(pool, f"slowly {n}") for n in range(6))) == [str(n) for n in range(6)]
        assert len(pool._processes) == 2


async def test_a_process_is_replaced_after_many_documents(pool: ParserPool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "DOCUMENTS_A_PROCESS", 2)
    pids = [await told(pool, "pid") for _ in range(6)]
    assert [len(set(pids[n : n + 2])) for n in (0, 2, 4)] == [1, 1, 1]
    assert len(set(pids)) == 3


async def test_a_document_that_takes_too_long_is_stopped_and_the_next_is_read() -> None:
    async with naughty("seconds=0.5") as pool:
        pid = int(await told(pool, "pid"))
        with pytest.raises(ParserTimedOut, match=r"0\.5 s"):
            await told(pool, "hang")
        assert await told(pool, "say next") == "next"
        assert await ended(pid)


@posix_only
async def test_a_crash_names_the_signal_and_the_next_document_is_read(pool: ParserPool) -> None:
    with pytest.raises(ParserCrashed, match="SIGSEGV"):
        await told(pool, f"die {int(signal.SIGSEGV)}")
    with pytest.raises(ParserCrashed, match="exit status 3"):
        await told(pool, "leave 3")
    assert await told(pool, "say next") == "next"


@posix_only
async def test_a_process_that_died_idle_is_not_blamed_on_the_next_document(pool: ParserPool) -> None:
    pid = int(await told(pool, "pid"))
    os.kill(pid, signal.SIGKILL)
    (process,) = pool._processes
    await process.gone.wait()
    assert int(await told(pool, "pid")) != pid


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


async def test_what_a_library_prints_does_not_meet_the_answers(pool: ParserPool) -> None:
    assert await told(pool, "chatter well") == "well"
    assert await told(pool, "say next") == "next"


async def test_a_process_sees_no_secret(pool: ParserPool, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = {"CVSCREEN_SECRET": "a", "OPENROUTER_API_KEY": "b", "AWS_SECRET_ACCESS_KEY": "c", "HOME": "/home"}
    for name, value in secrets.items():
        monkeypatch.setenv(name, value)
    assert not secrets.keys() & json.loads(await told(pool, "environment")).keys()


async def test_any_exception_is_a_corrupt_pdf_without_the_documents_words(pool: ParserPool) -> None:
    with pytest.raises(CorruptPDF, match="LookupError") as caught:
        await told(pool, "fail words")
    assert "words" not in caught.value.detail
    with pytest.raises(CorruptPDF, match="UnicodeEncodeError"):
        await told(pool, "half_a_character")
    assert await told(pool, "say next") == "next"


@linux_only
async def test_a_document_that_eats_memory_is_a_crash() -> None:
    async with naughty("memory_mb=512") as pool:
        pid = await told(pool, "pid")
        with pytest.raises(ParserCrashed, match="512 MB"):
            await told(pool, "eat")
        assert await told(pool, "pid") != pid


async def test_too_much_text_is_a_corrupt_pdf(pool: ParserPool) -> None:
    with pytest.raises(CorruptPDF, match="too much text"):
        await told(pool, "write_much")
    assert await told(pool, "say next") == "next"


@linux_only
@pytest.mark.parametrize("what", ["write_garbage", "announce_much"])
async def test_a_process_that_leaves_the_protocol_is_a_crash(pool: ParserPool, what: str) -> None:
    with pytest.raises(ParserCrashed, match="protocol"):
        await told(pool, what)
    assert await told(pool, "say next") == "next"


@linux_only
async def test_a_second_answer_is_never_given_to_the_next_document(pool: ParserPool) -> None:
    assert await told(pool, "answer_twice first") == "first"
    answers = [await outcome(pool, "say next") for _ in range(3)]
    assert answers in (["next"] * 3, ["parser_crashed", "next", "next"])


async def test_a_ping_names_the_parser_and_the_processes(pool: ParserPool) -> None:
    assert (await pool.ping()).detail == "naughty 1.0, 1 parser process"
    async with open_adapter("extractors", opening("pdfium:?processes=2")) as extractor:
        detail = (await extractor.ping()).detail
    assert re.fullmatch(r"pdfium \d+\.\d+\.\d+\.\d+, 2 parser processes", detail)


async def test_a_ping_does_not_wait_for_documents(pool: ParserPool) -> None:
    call = asyncio.create_task(told(pool, "hang"))
    await asyncio.sleep(0.05)
    async with asyncio.timeout(1):
        assert "1 parser process" in (await pool.ping()).detail
    call.cancel()


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("naughty_parser:Broken", "LookupError: no library"),
        ("naughty_parser:Missing", "AttributeError"),
        ("no_such_module:Parser", "no_such_module"),
    ],
)
async def test_a_parser_that_does_not_load_says_why(target: str, reason: str) -> None:
    async with open_pool(opening("x:?processes=1"), target) as pool:
        for _ in range(2):
            with pytest.raises(ParserCrashed, match=reason):
                await pool.ping()
            with pytest.raises(ParserCrashed, match=reason):
                await told(pool, "say anything")


async def test_a_process_that_cannot_be_started_is_a_typed_error(
    pool: ParserPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    with pytest.raises(ParserCrashed, match="no parser process can be started"):
        await told(pool, "say anything")


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
