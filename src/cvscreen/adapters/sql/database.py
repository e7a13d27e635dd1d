"""What the stores in a SQL database have in common: statements that each commit by themselves, in our errors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Executable
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.util import greenlet_spawn

from cvscreen.adapters.sql.errors import translated
from cvscreen.adapters.sql.schema import HEAD, prepare, version
from cvscreen.domain.errors import StorageError
from cvscreen.ports.health import Health

Row = Mapping[str, Any]


class SqlDatabase:
    """An engine that commits each statement by itself, as one port sees it: whatever fails raises `unavailable`."""

    def __init__(self, engine: AsyncEngine, unavailable: type[StorageError]) -> None:
        self._engine = engine
        self._unavailable = unavailable

    async def rows(self, query: Executable, values: Row | None = None) -> list[Row]:
        """What the query finds; `values` are those of its bound parameters."""
        with translated(self._unavailable):
            return await greenlet_spawn(self._found, query, values)

    async def added(self, insertion: Executable, values: Row | None = None) -> bool:
        """Whether the row was inserted: not if a value that must be unique is there already."""
        with translated(self._unavailable):
            try:
                await greenlet_spawn(self._changed, insertion, values)
            except IntegrityError:
                return False
        return True

    async def changed(self, statement: Executable) -> int:
        """How many rows the statement changed."""
        with translated(self._unavailable):
            return int(await greenlet_spawn(self._changed, statement, None))

    async def ping(self) -> Health:
        """Whether the database answers and has the tables that we know."""
        with translated(self._unavailable):
            at = await version(self._engine)
        if at != HEAD:
            raise self._unavailable(f"the tables are at version {at}, not {HEAD}: run cvscreen migrate")
        return Health(f"{self._engine.dialect.name}, tables at version {at}")

    async def migrate(self) -> str:
        """Bring the tables up to date."""
        with translated(self._unavailable):
            await prepare(self._engine)
        return f"tables at version {HEAD}"

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
