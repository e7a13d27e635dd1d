"""Stores and engines on a real MySQL server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any
from urllib.parse import unquote, urlsplit

import asyncmy
from real_servers.mysql import MySQLServer
from sqlalchemy.ext.asyncio import AsyncEngine

from cvscreen.adapters.clocks.system import SystemClock
from cvscreen.adapters.registry import Opening, SharedClients, open_adapter
from cvscreen.adapters.sql import schema
from cvscreen.adapters.sql.mysql import open_mysql
from cvscreen.adapters.urls import AdapterURL
from cvscreen.ports.clocks import Clock

SYSTEM = SystemClock()


@asynccontextmanager
async def opened(port: str, url: str, clock: Clock = SYSTEM) -> AsyncIterator[Any]:
    """A store of the port; its tables are as they are."""
    async with AsyncExitStack() as stack:
        opening = Opening(url=AdapterURL(url), clock=clock, clients=SharedClients(stack))
        yield await stack.enter_async_context(open_adapter(port, opening))


@asynccontextmanager
async def migrated(port: str, url: str, clock: Clock = SYSTEM) -> AsyncIterator[Any]:
    """The same with its tables up to date."""
    async with opened(port, url, clock) as store:
        await store.migrate()
        yield store


@asynccontextmanager
async def engine_at(url: str) -> AsyncIterator[AsyncEngine]:
    """An engine on a migrated database."""
    async with open_mysql(AdapterURL(url)) as engine:
        await schema.prepare(engine)
        yield engine


@asynccontextmanager
async def session(url: str) -> AsyncIterator[Any]:
    """A cursor of somebody else's, in a transaction."""
    parts = urlsplit(url)
    async with (
        asyncmy.connect(
            host=parts.hostname,
            port=parts.port,
            user=unquote(parts.username or ""),
            password=unquote(parts.password or "").encode(),
            database=parts.path[1:],
        ) as connection,
        connection.cursor() as cursor,
    ):
        yield cursor


def with_options(url: str, **options: object) -> str:
    """The URL with options behind it."""
    return f"{url}?{'&'.join(f'{name}={value}' for name, value in options.items())}"


def database_of(url: str) -> str:
    """The name of the database."""
    return urlsplit(url).path[1:]


async def kill_connections(server: MySQLServer, url: str) -> int:
    """End all connections to the database from the server's side, and return how many there were."""
    return await asyncio.to_thread(_kill, server, database_of(url))


def _kill(server: MySQLServer, database: str) -> int:
    found = server.execute(f"SELECT id FROM information_schema.processlist WHERE db = '{database}'")
    server.execute(*(f"KILL {number}" for (number,) in found))
    return len(found)
