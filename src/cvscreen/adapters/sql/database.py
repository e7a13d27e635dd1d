"""What the stores in a SQL database have in common: statements that each commit by themselves, in our errors."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Executable, Select
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.util import greenlet_spawn

from cvscreen.adapters.sql.errors import place_of, translated
from cvscreen.adapters.sql.prepared import Execute, Row, Statement
from cvscreen.adapters.sql.repeats import repeated, undone, undone_or_lost
from cvscreen.adapters.sql.schema import HEAD, prepare, version
from cvscreen.adapters.sql.servers import described
from cvscreen.domain.errors import StorageError
from cvscreen.ports.health import Health

Outcome = TypeVar("Outcome")

LONGEST_STATEMENT = "longest_statement"
"""The execution option of an engine that says for how many seconds, if not for ever, a statement is waited for."""


class SqlDatabase:
    """An engine that commits each statement by itself, as one port sees it: whatever fails raises `unavailable`."""

    def __init__(self, engine: AsyncEngine, unavailable: type[StorageError]) -> None:
        self._engine = engine
        self._unavailable = unavailable
        self._place = place_of(engine.url)
        self._seconds: float | None = engine.get_execution_options().get(LONGEST_STATEMENT)

    async def rows(self, query: Executable, values: Row | None = None) -> list[Row]:
        """What the query finds; `values` are those of its bound parameters."""
        with translated(self._unavailable, self._place):
            return await self._done(undone_or_lost, self._found, query, values)

    async def row(self, query: Select[Any], values: Row) -> Row | None:
        """The row that a query by a primary key finds; the query is kept for good."""
        rows = await self.rows(query, values)
        return rows[0] if rows else None

    async def added(self, insertion: Executable, values: Row | None = None) -> bool:
        """Whether the row was inserted: not if a value that must be unique is there already."""
        with translated(self._unavailable, self._place):
            try:
                await self._done(undone, self._changed, insertion, values)
            except IntegrityError:
                return False
        return True

    async def added_by(self, work: Callable[[Execute], Outcome]) -> Outcome | None:
        """What the work returns, which inserts by its last statement; None if a unique value is there already.

        It may be done twice, in another thread.
        """
        with translated(self._unavailable, self._place):
            try:
                return await self._bounded(partial(self._worked, work), undone)
            except IntegrityError:
                return None

    async def changed(self, statement: Executable, values: Row | None = None) -> int:
        """How many rows the statement changed."""
        with translated(self._unavailable, self._place):
            return await self._done(undone, self._changed, statement, values)

    async def settled(self, statement: Executable, values: Row | None = None) -> int:
        """The same for a statement that may be executed twice: it finds the same rows, or nobody asks how many."""
        with translated(self._unavailable, self._place):
            return await self._done(undone_or_lost, self._changed, statement, values)

    async def ping(self) -> Health:
        """Whether the database answers and has the tables that we know."""
        with translated(self._unavailable, self._place):
            async with asyncio.timeout(self._seconds):
                at = await version(self._engine)
                server = await described(self._engine)
        if at is None:
            raise self._unavailable(f"{server.detail} has no tables of ours: run cvscreen migrate")
        if at != HEAD:
            raise self._unavailable(f"{server.detail} has tables at version {at}, not {HEAD}: run cvscreen migrate")
        return Health(f"{server.detail}, tables at version {at}", server.advice)

    async def migrate(self) -> str:
        """Bring the tables up to date."""
        with translated(self._unavailable, self._place):
            await prepare(self._engine)
        return f"tables at version {HEAD}"

    async def _done(
        self,
        may_repeat: Callable[[DBAPIError], bool],
        step: Callable[[Executable, Row | None], Outcome],
        statement: Executable,
        values: Row | None,
    ) -> Outcome:
        return await self._bounded(partial(step, statement, values), may_repeat)

    async def _bounded(self, step: Callable[[], Outcome], may_repeat: Callable[[DBAPIError], bool]) -> Outcome:
        async with asyncio.timeout(self._seconds):
            return await repeated(partial(greenlet_spawn, step), may_repeat)

    # One way into SQLAlchemy and back for each statement: its asynchronous connections take three.

    def _found(self, query: Executable, values: Row | None) -> list[Row]:
        with self._engine.sync_engine.connect() as connection:
            result = connection.execute(query, values)
            names = tuple(result.keys())
            return [dict(zip(names, row, strict=True)) for row in result.fetchall()]

    def _changed(self, statement: Executable, values: Row | None) -> int:
        with self._engine.sync_engine.connect() as connection:
            result: Any = connection.execute(statement, values)
            return int(result.rowcount)

    def _worked(self, work: Callable[[Execute], Outcome]) -> Outcome:
        with self._engine.sync_engine.connect() as connection:

            def execute(statement: Statement, values: Row) -> list[Row]:
                result: Any = connection.execute(statement, values)
                return [dict(row) for row in result.mappings()] if result.returns_rows else []

            return work(execute)
