"""Users in a SQLite file."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from cvscreen.adapters.registry import Opening
from cvscreen.adapters.sql.engine import shared_sqlite
from cvscreen.adapters.sql.sqlite_database import SqliteDatabase
from cvscreen.adapters.sql.times import ClockTimes
from cvscreen.adapters.users.sql import SqlUserStore
from cvscreen.domain.errors import UserStoreUnavailable


@asynccontextmanager
async def open(opening: Opening) -> AsyncIterator[SqlUserStore]:  # noqa: A001 - every adapter module has an open
    """The store in `sqlite:///relative.db` or `sqlite:////absolute.db`, made and migrated if need be."""
    async with shared_sqlite(opening, UserStoreUnavailable) as engine:
        yield SqlUserStore(SqliteDatabase(engine, UserStoreUnavailable), ClockTimes(opening.clock))
