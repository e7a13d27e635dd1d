"""The driver of SQLite files: aiosqlite, with one way to its thread and back for each statement instead of five.

What is written is left to the engine's one writer.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Self

import aiosqlite

from cvscreen.adapters.sql.sqlite_writer import SqliteWriter

_WRITES = ("INSERT", "UPDATE", "DELETE")
_SETTINGS = (
    # What is accepted must survive a power cut, so every commit waits for the disk.
    "synchronous = FULL",
    "foreign_keys = ON",
    # What is erased is overwritten, not only let go.
    "secure_delete = ON",
)
Statement = Callable[[sqlite3.Connection], sqlite3.Cursor]


class OneTripConnection(aiosqlite.Connection):
    """A connection whose cursors have all rows in hand once a statement has been executed."""

    def __init__(self, connector: Callable[[], sqlite3.Connection], writer: SqliteWriter) -> None:
        super().__init__(connector, iter_chunk_size=64)
        self._writer = writer
        # As SQLAlchemy has it: a connection that nobody closed must not keep the process from ending.
        self._thread.daemon = True

    def cursor(self) -> OneTripCursor:  # type: ignore[override]
        """A cursor; the database's own is made when there is something to execute."""
        return OneTripCursor(self)

    async def run(self, sql: str, statement: Statement) -> tuple[sqlite3.Cursor, list[Any]]:
        """The statement's cursor, closed, and its rows; `sql` tells whether it is the writer's."""
        if sql.startswith(_WRITES) and not self._conn.in_transaction:
            return await self._writer.write(partial(_run, statement))
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


async def connect(path: Path, patience_seconds: float, writer: SqliteWriter) -> OneTripConnection:
    """A new connection, which commits each statement by itself. Raises sqlite3.Error."""
    connection = OneTripConnection(partial(opened, path, patience_seconds), writer)
    await connection
    return connection


def opened(path: Path, patience_seconds: float) -> sqlite3.Connection:
    """A connection that commits each statement by itself, and waits so long for writers elsewhere.

    Any thread may use it. Raises sqlite3.Error.
    """
    connection = sqlite3.connect(path, timeout=patience_seconds, isolation_level=None, check_same_thread=False)
    try:
        for setting in _SETTINGS:
            connection.execute(f"PRAGMA {setting}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _run(statement: Statement, connection: sqlite3.Connection) -> tuple[sqlite3.Cursor, list[Any]]:
    cursor = statement(connection)
    rows = cursor.fetchall() if cursor.description else []
    cursor.close()
    return cursor, rows
