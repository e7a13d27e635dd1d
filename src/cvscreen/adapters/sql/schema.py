"""Bringing a database's tables up to date, by the migrations in this package."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine

from cvscreen.adapters.sql.locks import alone
from cvscreen.domain.errors import StorageError

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0005"
"""The newest migration. It is named here so that a database in order is opened without loading Alembic."""

_one_migration = threading.Lock()


async def version(engine: AsyncEngine) -> str | None:
    """The migration that the database is at, None if it is new."""
    async with engine.connect() as connection:
        return await connection.run_sync(_version)


async def prepare(engine: AsyncEngine) -> None:
    """Bring a database to the newest migration, whoever else does the same. Raises StorageError if it is newer."""
    if await version(engine) == HEAD:
        return
    async with _one_at_a_time(), alone(engine) as connection:
        if await connection.run_sync(_version) != HEAD:
            await connection.run_sync(upgrade)


def upgrade(connection: Connection, to: str = HEAD) -> None:
    """Migrate upwards, in one transaction if a database has such. Raises StorageError if it is newer than we are."""
    from alembic import command
    from alembic.util.exc import CommandError

    try:
        command.upgrade(config(connection), to)
    except CommandError as error:
        raise StorageError(f"the database is of a newer cvscreen: install that one ({error})") from error


def downgrade(connection: Connection, to: str) -> None:
    """Migrate downwards inside the connection's transaction."""
    from alembic import command

    command.downgrade(config(connection), to)


def config(connection: Connection) -> Config:
    """Alembic's configuration for an open connection."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    made.attributes["connection"] = connection
    return made


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    at: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return at


@asynccontextmanager
async def _one_at_a_time() -> AsyncIterator[None]:
    """Alembic keeps what it works on in globals of its modules: one migration at a time, over all threads and loops."""
    while not _one_migration.acquire(blocking=False):  # noqa: ASYNC110 - an asyncio.Event knows one loop only
        await asyncio.sleep(0.01)
    try:
        yield
    finally:
        _one_migration.release()
