"""Engines: how a database is opened."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from sqlalchemy import URL, Engine, Select
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from cvscreen.adapters.registry import Opening, SharedClients
from cvscreen.adapters.sql.erasing import emptied_now_and_then
from cvscreen.adapters.sql.errors import translated
from cvscreen.adapters.sql.prepared import Execute, Row, executing_on
from cvscreen.adapters.sql.schema import prepare
from cvscreen.adapters.sql.sqlite_driver import connect, opened
from cvscreen.adapters.sql.sqlite_writer import SqliteWriter
from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.errors import InvalidSetting, StorageError

PATIENCE_SECONDS = 30
"""So long a writer waits for the others; each holds the file for milliseconds."""

CONNECTIONS = 8
"""Readers that read at once; more would only share the same processors."""


_THEIRS: dict[type[sqlite3.Error], type[DBAPIError]] = {
    sqlite3.IntegrityError: IntegrityError,
    sqlite3.OperationalError: OperationalError,
}
Result = TypeVar("Result")


class SqliteOptions(msgspec.Struct, frozen=True):
    """There are none."""


class SqliteEngine(AsyncEngine):
    """An engine for a SQLite file, which commits each statement by itself."""

    __slots__ = ("_reader", "_writer")

    def __init__(self, sync_engine: Engine, reader: sqlite3.Connection, writer: SqliteWriter) -> None:
        super().__init__(sync_engine)
        self._reader = reader
        self._writer = writer

    def look_up(self, query: Select[Any], values: Row) -> list[Row]:
        """What a query by a primary key finds, at once: the way to a thread and back takes 50 times as long.

        Raises DBAPIError.
        """
        with _raised_as_by_sqlalchemy():
            return executing_on(self._reader)(query, values)

    async def transact(self, work: Callable[[Execute], Result]) -> Result:
        """What the work returns, with all its statements in one transaction; it may be done twice, in another thread.

        Raises what it raises, and DBAPIError.
        """
        with _raised_as_by_sqlalchemy():
            return await self._writer.write(lambda connection: work(executing_on(connection)))


@asynccontextmanager
async def open_sqlite(url: AdapterURL) -> AsyncIterator[SqliteEngine]:
    """The engine for a SQLite file, which is made and brought up to date if need be.

    Raises InvalidSetting for a URL without a file, and what the driver or the operating system raises.
    """
    path = sqlite_path(url)
    await asyncio.to_thread(_make, path)
    async with _writer(path) as writer, _reader(path) as reader:
        engine = _engine(path, reader, writer)
        try:
            await _write_ahead(engine)
            await prepare(engine)
            async with emptied_now_and_then(engine, PATIENCE_SECONDS * 1000):
                yield engine
        finally:
            await engine.dispose()


@asynccontextmanager
async def _writer(path: Path) -> AsyncIterator[SqliteWriter]:
    with _raised_as_by_sqlalchemy():
        writer = SqliteWriter(await asyncio.to_thread(opened, path, PATIENCE_SECONDS))
    try:
        yield writer
    finally:
        await writer.close()


@asynccontextmanager
async def _reader(path: Path) -> AsyncIterator[sqlite3.Connection]:
    with _raised_as_by_sqlalchemy():
        connection = await asyncio.to_thread(opened, path, PATIENCE_SECONDS)
        # From now on it is used by the loop, which waits for nobody.
        connection.execute("PRAGMA busy_timeout = 0")
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def _raised_as_by_sqlalchemy() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise _THEIRS.get(type(error), DBAPIError)(None, None, error) from error


def _engine(path: Path, reader: sqlite3.Connection, writer: SqliteWriter) -> SqliteEngine:
    made = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(path)),
        async_creator=partial(connect, path, PATIENCE_SECONDS, writer),
        isolation_level="AUTOCOMMIT",
        # Each statement has been committed, or it has not been: there is nothing to roll back.
        skip_autocommit_rollback=True,
        hide_parameters=True,
        # To open a connection takes longer than most statements: those that are open stay so.
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_use_lifo=True,
    )
    return SqliteEngine(made.sync_engine, reader, writer)


@asynccontextmanager
async def shared_sqlite(opening: Opening, unavailable: type[StorageError]) -> AsyncIterator[SqliteEngine]:
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
