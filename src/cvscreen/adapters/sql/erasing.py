"""Erasing from a SQLite file for good: what was written waits in a file beside it, with what it replaces."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncEngine

EVERY_SECONDS = 60.0
_WAIT_MS = 200
"""So long it waits for readers; writers wait for it meanwhile. The next time is soon enough."""


@asynccontextmanager
async def emptied_now_and_then(engine: AsyncEngine, patience_ms: int) -> AsyncIterator[None]:
    """Empty the write-ahead log once a minute, while the context is open; a closed file has none.

    SQLite itself writes over it only after some thousand pages more: until then the log of a quiet service holds what
    was erased. `patience_ms` is how long the engine's connections wait for others.
    """
    emptying = asyncio.create_task(_repeat(engine, patience_ms))
    try:
        yield
    finally:
        emptying.cancel()
        await asyncio.gather(emptying, return_exceptions=True)


async def _repeat(engine: AsyncEngine, patience_ms: int) -> None:
    while True:
        await asyncio.sleep(EVERY_SECONDS)
        # One that fails, such as on a full disk, has changed nothing; whoever asks for more than this is told.
        with suppress(DBAPIError, PoolTimeoutError, OSError):
            await _empty(engine, patience_ms)


async def _empty(engine: AsyncEngine, patience_ms: int) -> None:
    async with engine.connect() as connection:
        await connection.exec_driver_sql(f"PRAGMA busy_timeout = {_WAIT_MS}")
        try:
            await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            await connection.exec_driver_sql(f"PRAGMA busy_timeout = {patience_ms}")
