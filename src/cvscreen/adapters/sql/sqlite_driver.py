"""The driver of SQLite files: aiosqlite, with one way to its thread and back for each statement instead of five.

SQLite lets one write at a time, and lets the others sleep and ask again, in steps of up to 100 ms. Those of one
engine stand in line instead: each begins as soon as the one before it has ended.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Self

import aiosqlite

_WRITES = ("INSERT", "UPDATE", "DELETE")
Statement = Callable[[sqlite3.Connection], sqlite3.Cursor]


class OneTripConnection(aiosqlite.Connection):
    """A connection whose cursors have all rows in hand once a statement has been executed."""

    def __init__(self, connector: Callable[[], sqlite3.Connection], line: asyncio.Lock) -> None:
        super().__init__(connector, iter_chunk_size=64)
        self._line = line
        # As SQLAlchemy has it: a connection that nobody closed must not keep the process from ending.
        self._thread.daemon = True

    def cursor(self) -> OneTripCursor:  # type: ignore[override]
        """A cursor; the database's own is made when there is something to execute."""
        return OneTripCursor(self)

    async def run(self, sql: str, statement: Statement) -> tuple[sqlite3.Cursor, list[Any]]:
        """The statement's cursor, closed, and its rows; `sql` tells whether it has to stand in line."""
        if not sql.startswith(_WRITES):
            return await self._executed(statement)
        async with self._line:
            return await self._executed(statement)

    async def _executed(self, statement: Statement) -> tuple[sqlite3.Cursor, list[Any]]:
        found: tuple[sqlite3.Cursor, list[Any]] = await self._execute(  # type: ignore[no-untyped-call]
            _run, statement, self._conn
        )
        return found


class OneTripCursor:
    """What SQLAlchemy asks of an asynchronous driver's cursor (PEP 249 with awaitable methods)."""

    def __init__(self, connection: OneTripConnection) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> Self:
        """Nothing is open yet."""
        return self

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> OneTripCursor:
        """Execute the statement and fetch what it finds. Raises sqlite3.Error."""
        return await self._done(sql, lambda connection: connection.execute(sql, parameters))

    async def executemany(self, sql: str, parameters: Sequence[Sequence[Any]]) -> OneTripCursor:
        """Execute the statement once for each of the parameters. Raises sqlite3.Error."""
        return await self._done(sql, lambda connection: connection.executemany(sql, parameters))

    async def fetchall(self) -> list[Any]:
        """The rows, which are there already."""
        return self._rows

    async def close(self) -> None:
        """It is closed."""

    async def _done(self, sql: str, statement: Statement) -> OneTripCursor:
        cursor, self._rows = await self._connection.run(sql, statement)
        self.description, self.rowcount, self.lastrowid = cursor.description, cursor.rowcount, cursor.lastrowid
        return self


async def connect(path: Path, patience_seconds: float, line: asyncio.Lock) -> OneTripConnection:
    """A new connection, which commits each statement by itself; a writer waits so long for those of other engines.

    Raises sqlite3.Error.
    """
    opening = partial(sqlite3.connect, path, timeout=patience_seconds, isolation_level=None, check_same_thread=False)
    connection = OneTripConnection(opening, line)
    await connection
    return connection


def _run(statement: Statement, connection: sqlite3.Connection) -> tuple[sqlite3.Cursor, list[Any]]:
    cursor = statement(connection)
    rows = cursor.fetchall() if cursor.description else []
    cursor.close()
    return cursor, rows
