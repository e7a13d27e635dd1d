"""How a pool of parsers keeps its processes at work."""

import asyncio
import os
import re
import signal

import pytest
from parser_pools import opening, posix_only, told

from cvscreen.adapters.extractors import pool as pool_module
from cvscreen.adapters.extractors.pool import ParserPool, open_pool
from cvscreen.adapters.registry import open_adapter


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


@posix_only
async def test_a_process_that_died_idle_is_not_blamed_on_the_next_document(pool: ParserPool) -> None:
    pid = int(await told(pool, "pid"))
    os.kill(pid, signal.SIGKILL)
    (process,) = pool._processes
    await process.gone.wait()
    assert int(await told(pool, "pid")) != pid


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
