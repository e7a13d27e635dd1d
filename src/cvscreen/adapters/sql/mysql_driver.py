"""The driver of MySQL and MariaDB: asyncmy, with sessions that are strict, in UTC, and commit each statement."""

from __future__ import annotations

import asyncio
import logging
import ssl
from dataclasses import dataclass, field
from typing import Any

import asyncmy
from asyncmy.constants import CLIENT, CR
from asyncmy.errors import OperationalError

SQL_MODE = (
    "ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,"
    "NO_ENGINE_SUBSTITUTION"
)
"""MySQL's own default. What does not fit is refused, never cut; a server may be set otherwise, as may MariaDB's."""

# The driver logs the texts of the server's warnings, which may quote values. To keep it from doing so on the server
# takes a right that most users do not have.
logging.getLogger("asyncmy").setLevel(logging.ERROR)


@dataclass(frozen=True, slots=True, kw_only=True)
class MysqlServer:
    """Where a database is, who asks, and for how many seconds to wait; without `tls` nothing is encrypted."""

    host: str
    port: int
    database: str
    user: str | None
    password: str = field(repr=False)
    tls: ssl.SSLContext | None
    connect_seconds: float
    statement_seconds: float


async def connect(server: MysqlServer) -> Any:
    """A new connection with its session set up. Raises asyncmy.errors.Error."""
    try:
        async with asyncio.timeout(server.connect_seconds):
            return await _set_up(await _opened(server), server.statement_seconds)
    except TimeoutError:
        late = f"Can't connect to MySQL server on {server.host!r} (no answer for {server.connect_seconds:g} s)"
        raise OperationalError(CR.CR_CONN_HOST_ERROR, late) from None


async def _opened(server: MysqlServer) -> Any:
    return await asyncmy.connect(
        host=server.host,
        port=server.port,
        user=server.user,
        # As bytes: the driver itself knows no letters beyond Latin-1 in a password.
        password=server.password.encode(),
        database=server.database,
        charset="utf8mb4",
        ssl=server.tls,
        # A row count is of the rows that a statement found, as elsewhere, not of those that it made different.
        client_flag=CLIENT.FOUND_ROWS,
        connect_timeout=server.connect_seconds,
    )


async def _set_up(connection: Any, statement_seconds: float) -> Any:
    try:
        await connection.query(f"SET SESSION {', '.join(_settings(connection.get_server_info(), statement_seconds))}")
    except BaseException:
        connection.close()
        raise
    return connection


def _settings(version: str, statement_seconds: float) -> list[str]:
    """Each statement sees what is committed, and is committed itself.

    MySQL ends only what reads by the clock; what writes can only be kept waiting by locks, for which there is another.
    """
    common = ["autocommit = 1", "time_zone = '+00:00'", f"sql_mode = '{SQL_MODE}'"]
    # What waited for a lock in vain is tried again in the time that it may take.
    common.append(f"innodb_lock_wait_timeout = {max(1, round(statement_seconds / 4))}")
    if "MariaDB" in version:
        return [*common, "tx_isolation = 'READ-COMMITTED'", f"max_statement_time = {statement_seconds:g}"]
    milliseconds = max(1, round(statement_seconds * 1000))
    return [*common, "transaction_isolation = 'READ-COMMITTED'", f"max_execution_time = {milliseconds}"]
