"""How a migration keeps others from the database, and what of it stays if it is cut."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from sqlalchemy import inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from cvscreen.adapters.sql.tables import metadata
from cvscreen.domain.errors import StorageError

PATIENCE_SECONDS = 300
"""So long one migration waits for another; it may have many rows to go through."""


def alone(engine: AsyncEngine) -> AbstractAsyncContextManager[AsyncConnection]:
    """A connection on which to migrate while nobody else does."""
    return _KINDS[engine.dialect.name](engine)


@asynccontextmanager
async def _sqlite(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """The write lock makes other processes wait, and all migrations happen or none."""
    async with engine.connect() as connection:
        await connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            yield connection
            await connection.exec_driver_sql("COMMIT")
        except BaseException:
            # The engine commits each statement, so it knows of no transaction that it would have to end.
            await connection.invalidate()
            raise


@asynccontextmanager
async def _mysql(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A lock of the server's, which ends with its connection. Raises StorageError if others have it, or our names.

    Each step is for good once it is done: a migration that was cut goes on where it was (`steps`).
    """
    async with engine.connect() as connection:
        try:
            # MariaDB's limit would end a step that goes through many rows; MySQL's is of reading alone.
            if getattr(engine.dialect, "is_mariadb", False):
                await connection.exec_driver_sql("SET SESSION max_statement_time = 0")
            await _lock(connection, engine.url.database or "")
            await connection.run_sync(lambda c: _refuse_strangers(inspect(c).get_table_names()))
            yield connection
        finally:
            await connection.invalidate()


async def _lock(connection: AsyncConnection, database: str) -> None:
    # The server has one lock of a name for all its databases, and names of up to 64 characters.
    name = f"cvscreen migrate {hashlib.sha256(database.encode()).hexdigest()[:32]}"
    taken = await connection.scalar(text("SELECT GET_LOCK(:name, :wait)"), {"name": name, "wait": PATIENCE_SECONDS})
    if taken != 1:
        raise StorageError("another cvscreen migrate has been at work for minutes: wait for it, then run it again")


def _refuse_strangers(there: Iterable[str]) -> None:
    """Only where we began may a table of ours be there already."""
    if "alembic_version" in there:
        return
    strangers = sorted(set(metadata.tables) & set(there))
    if strangers:
        raise StorageError(f"{', '.join(strangers)}: tables that cvscreen did not make. Give it a database of its own")


_KINDS = {"sqlite": _sqlite, "mysql": _mysql}
