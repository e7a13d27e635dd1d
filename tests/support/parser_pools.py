"""A pool of parsers that do as the document says, and how to look at its processes."""

import asyncio
import os
import sys
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from cvscreen.adapters.clocks.system import SystemClock
from cvscreen.adapters.extractors.pool import ParserPool, open_pool
from cvscreen.adapters.registry import Opening
from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.errors import ParserCrashed
from cvscreen.ports.extractors import ExtractionRequest

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="signals")


def opening(url: str) -> Opening:
    return Opening(url=AdapterURL(url), clock=SystemClock())


def naughty(options: str = "", parser: str = "NaughtyParser") -> AbstractAsyncContextManager[ParserPool]:
    return open_pool(opening(f"naughty:?processes=1&{options}"), f"naughty_parser:{parser}")


async def told(pool: ParserPool, what: str) -> str:
    return (await pool.extract(ExtractionRequest(content=what.encode(), max_pages=1))).pages[0].text


async def outcome(pool: ParserPool, what: str) -> str:
    try:
        return await told(pool, what)
    except ParserCrashed as error:
        return error.code


async def ended(pid: int) -> bool:
    """Whether the process ends within ten seconds."""
    for _ in range(200):
        if not running(pid):
            return True
        await asyncio.sleep(0.05)
    return False


def running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # What nobody has waited for yet has ended all the same.
    status = Path(f"/proc/{pid}/stat")
    try:
        return status.read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
