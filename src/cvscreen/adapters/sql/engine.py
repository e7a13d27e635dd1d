"""Engines: how a database is opened."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import URL, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from cvscreen.adapters.registry import Opening, SharedClients
from cvscreen.adapters.sql.erasing import emptied_now_and_then
from cvscreen.adapters.sql.errors import translated
from cvscreen.adapters.sql.schema import prepare
from cvscreen.adapters.sql.sqlite_driver import connect
from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.errors import InvalidSetting, StorageError

PATIENCE_SECONDS = 30
"""So long a writer waits for the others; each holds the file for milliseconds."""

CONNECTIONS = 8
"""Readers that read at once; more would only share the same processors."""


class SqliteOptions(msgspec.Struct, frozen=True):
    """There are none."""


@asynccontextmanager
async def open_sqlite(url: AdapterURL) -> AsyncIterator[AsyncEngine]:
    """The engine for a SQLite file, which is made and brought up to date if need be; no transactions of its own.

    Raises InvalidSetting for a URL without a file, and what the driver or the operating system raises.
    """
    path = sqlite_path(url)
    await asyncio.to_thread(_make, path)
    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(path)),
        async_creator=partial(connect, path, PATIENCE_SECONDS, asyncio.Lock()),
        isolation_level="AUTOCOMMIT",
        # Each statement has been committed, or it has not been: there is nothing to roll back.
        skip_autocommit_rollback=True,
        hide_parameters=True,
        # To open a connection takes longer than most statements: those that are open stay so.
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_use_lifo=True,
    )
    event.listen(engine.sync_engine, "connect", _set_up)
    try:
        await _write_ahead(engine)
        await prepare(engine)
        async with emptied_now_and_then(engine, PATIENCE_SECONDS * 1000):
            yield engine
    finally:
        await engine.dispose()


@asynccontextmanager
async def shared_sqlite(opening: Opening, unavailable: type[StorageError]) -> AsyncIterator[AsyncEngine]:
    """The engine for the opening's file: one for all stores in it, if the opening has clients to share.

    Raises InvalidSetting for a URL without a file, and `unavailable`.
    """
    async with AsyncExitStack() as stack:
        clients = opening.clients or SharedClients(stack)
        with translated(unavailable):
            engine = await clients.client(f"sqlite {sqlite_path(opening.url)}", lambda: open_sqlite(opening.url))
        yield engine


def sqlite_path(url: AdapterURL) -> Path:
    """The absolute path in `sqlite:///relative.db` or `sqlite:////absolute.db`, taken literally."""
    url.options(SqliteOptions)
    prefix, name = url.location[:3], url.location[3:]
    if prefix != "///" or not name or name == ":memory:":
        raise InvalidSetting(
            f"{url.masked!r} names no file: write sqlite:///relative.db or sqlite:////absolute.db, or memory: for none"
        )
    return Path(name).absolute()


def _make(path: Path) -> None:
    """CVs are nobody else's business: neither is the file, nor the folder if it is new."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)


def _set_up(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    # What is accepted must survive a power cut, so every commit waits for the disk.
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    # What is erased is overwritten, not only let go.
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.close()


async def _write_ahead(engine: AsyncEngine) -> None:
    """Let readers and the writer not wait for each other. The file remembers it.

    SQLite does not wait for others itself here, as it does elsewhere: two processes may open a new file at once.
    """
    for last in (False,) * 100 + (True,):
        try:
            async with engine.connect() as connection:
                await connection.exec_driver_sql("PRAGMA journal_mode = WAL")
        except OperationalError as error:
            if last or getattr(error.orig, "sqlite_errorcode", None) != sqlite3.SQLITE_BUSY:
                raise
            await asyncio.sleep(PATIENCE_SECONDS / 100)
        else:
            return
