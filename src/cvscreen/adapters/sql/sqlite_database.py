"""What is done another way in a SQLite file: rows by their key in the loop, writes in transactions that are shared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Select
from sqlalchemy.exc import IntegrityError, OperationalError

from cvscreen.adapters.sql.database import SqlDatabase
from cvscreen.adapters.sql.engine import SqliteEngine
from cvscreen.adapters.sql.errors import translated
from cvscreen.adapters.sql.prepared import Execute, Row
from cvscreen.domain.errors import StorageError

Outcome = TypeVar("Outcome")


class SqliteDatabase(SqlDatabase):
    """A file, as one port sees it."""

    def __init__(self, engine: SqliteEngine, unavailable: type[StorageError]) -> None:
        super().__init__(engine, unavailable)
        self._file = engine

    async def row(self, query: Select[Any], values: Row) -> Row | None:
        """The row that a query by a primary key finds; the query is kept for good."""
        with translated(self._unavailable):
            try:
                rows = self._file.look_up(query, values)
            except OperationalError:
                # Such as a file that another process has to itself for a moment: that may be waited for elsewhere.
                rows = await self.rows(query, values)
        return rows[0] if rows else None

    async def added_by(self, work: Callable[[Execute], Outcome]) -> Outcome | None:
        """What the work returns, in one transaction that inserts; None if a unique value is there already.

        It may be done twice, in another thread.
        """
        with translated(self._unavailable):
            try:
                return await self._file.transact(work)
            except IntegrityError:
                return None
