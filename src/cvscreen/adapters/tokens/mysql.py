"""Sessions in MySQL or MariaDB."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from cvscreen.adapters.registry import Opening
from cvscreen.adapters.sql.database import SqlDatabase
from cvscreen.adapters.sql.mysql import shared_mysql
from cvscreen.adapters.sql.times import MysqlTimes
from cvscreen.adapters.tokens.sql import SqlTokenStore
from cvscreen.domain.errors import TokenStoreUnavailable


@asynccontextmanager
async def open(opening: Opening) -> AsyncIterator[SqlTokenStore]:  # noqa: A001 - every adapter module has an open
    """The store in `mysql://user:password@host:port/database`, which `cvscreen migrate` makes ready."""
    async with shared_mysql(opening) as engine:
        yield SqlTokenStore(SqlDatabase(engine, TokenStoreUnavailable), MysqlTimes())
