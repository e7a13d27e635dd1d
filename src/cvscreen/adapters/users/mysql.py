"""Users in MySQL or MariaDB."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from cvscreen.adapters.registry import Opening
from cvscreen.adapters.sql.database import SqlDatabase
from cvscreen.adapters.sql.mysql import shared_mysql
from cvscreen.adapters.sql.times import MysqlTimes
from cvscreen.adapters.users.sql import SqlUserStore
from cvscreen.domain.errors import UserStoreUnavailable


@asynccontextmanager
async def open(opening: Opening) -> AsyncIterator[SqlUserStore]:  # noqa: A001 - every adapter module has an open
    """The store in `mysql://user:password@host:port/database`, which `cvscreen migrate` makes ready."""
    async with shared_mysql(opening) as engine:
        yield SqlUserStore(SqlDatabase(engine, UserStoreUnavailable), MysqlTimes())
