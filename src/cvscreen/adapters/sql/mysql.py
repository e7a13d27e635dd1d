"""Engines for MySQL and MariaDB."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import Annotated, Literal

import msgspec
from sqlalchemy import URL
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from cvscreen.adapters.registry import Opening, SharedClients
from cvscreen.adapters.sql.database import LONGEST_STATEMENT
from cvscreen.adapters.sql.mysql_driver import MysqlServer, connect
from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.errors import InvalidSetting

PORT = 3306

Seconds = Annotated[float, msgspec.Meta(ge=0.1, le=86_400)]


class MysqlOptions(msgspec.Struct, frozen=True):
    """What a URL may say behind its `?`.

    `pool_size` connections stay open, `max_overflow` more are opened when there is much to do, and closed after it;
    who finds none free waits for `pool_seconds`. One is replaced when it is `recycle_seconds` old. With `pre_ping` a
    connection is tried before each use. `statement_seconds` is how long a statement may take. `tls` is `off`,
    `required` (encrypted, whoever answers), or `verify` (by the certificates of the system, or those in the file `ca`).
    """

    pool_size: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 16
    max_overflow: Annotated[int, msgspec.Meta(ge=0, le=1000)] = 0
    pool_seconds: Seconds = 30
    recycle_seconds: Seconds = 1800
    pre_ping: bool = True
    connect_seconds: Seconds = 5
    statement_seconds: Seconds = 30
    tls: Literal["off", "required", "verify"] = "off"
    ca: str | None = None


@asynccontextmanager
async def open_mysql(url: AdapterURL) -> AsyncIterator[AsyncEngine]:
    """The engine for a database, which is asked for nothing yet; each statement is a transaction.

    Raises InvalidSetting.
    """
    options = url.options(MysqlOptions)
    server = mysql_server(url)
    engine = create_async_engine(
        URL.create("mysql+asyncmy", host=server.host, port=server.port, database=server.database),
        async_creator=partial(connect, server),
        isolation_level="AUTOCOMMIT",
        # Each statement has been committed, or it has not been: there is nothing to roll back.
        skip_autocommit_rollback=True,
        hide_parameters=True,
        pool_size=options.pool_size,
        max_overflow=options.max_overflow,
        pool_timeout=options.pool_seconds,
        pool_recycle=int(options.recycle_seconds),
        pool_pre_ping=options.pre_ping,
        pool_use_lifo=True,
        # A server that hangs ends nothing: what takes longer than all that it may take ends here.
        execution_options={LONGEST_STATEMENT: options.connect_seconds + options.statement_seconds},
    )
    try:
        yield engine
    finally:
        await engine.dispose()


@asynccontextmanager
async def shared_mysql(opening: Opening) -> AsyncIterator[AsyncEngine]:
    """The engine for the opening's URL: one for all stores of an equal one, if the opening has clients to share.

    Raises InvalidSetting.
    """
    async with AsyncExitStack() as stack:
        clients = opening.clients or SharedClients(stack)
        yield await clients.client(opening.url.text, lambda: open_mysql(opening.url))


def mysql_server(url: AdapterURL) -> MysqlServer:
    """What a URL says of the server. Raises InvalidSetting if it is not `mysql://user:password@host:port/database`."""
    options = url.options(MysqlOptions)
    try:
        place = make_url(f"mysql:{url.location}")
    except (ArgumentError, ValueError):
        place = None
    if place is None or not place.host or not place.database:
        raise InvalidSetting(f"{url.masked!r} names no database: write mysql://user:password@host:3306/database")
    return MysqlServer(
        host=place.host,
        port=place.port or PORT,
        database=place.database,
        user=place.username,
        password=place.password or "",
        tls=_tls(url, options),
        connect_seconds=options.connect_seconds,
        statement_seconds=options.statement_seconds,
    )


def _tls(url: AdapterURL, options: MysqlOptions) -> ssl.SSLContext | None:
    if options.ca is not None and options.tls != "verify":
        raise InvalidSetting(f"{url.masked!r} names a ca, which tls=verify alone looks at: add tls=verify")
    if options.tls == "off":
        return None
    try:
        context = ssl.create_default_context(cafile=options.ca)
    except OSError as error:
        raise InvalidSetting(f"{url.masked!r}: {options.ca} holds no certificates that can be read: {error}") from None
    if options.tls == "required":
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context
