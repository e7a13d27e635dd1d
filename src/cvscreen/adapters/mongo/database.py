"""A MongoDB database: one client for all adapters that name the same, opened with what our promises need."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from datetime import UTC, datetime
from typing import Any

from bson.codec_options import CodecOptions
from pymongo import ReadPreference, WriteConcern
from pymongo.asynchronous.collection import AsyncCollection
from pymongo.errors import ConnectionFailure
from pymongo.read_concern import ReadConcern

from cvscreen.adapters.mongo.address import REFUSALS, TOGETHER, MongoAddress
from cvscreen.adapters.mongo.clock import After, ServerClock
from cvscreen.adapters.mongo.driver import Client, Document, MongoDriver
from cvscreen.adapters.mongo.errors import translated
from cvscreen.adapters.registry import Opening, SharedClients
from cvscreen.domain.errors import InvalidSetting, StorageError

DEFAULTS = {
    "appname": "cvscreen",
    # An outage is told soon, before whoever asked has gone.
    "serverSelectionTimeoutMS": 2_500,
    "connectTimeoutMS": 2_500,
    "socketTimeoutMS": 10_000,
    "waitQueueTimeoutMS": 10_000,
}
"""Options of the driver, unless the URL has others."""

_CONFIRMED = WriteConcern("majority", j=True, wtimeout=10_000)
"""What is acknowledged is in the journals of most members: no crash and no election takes it back."""


class MongoServer:
    """A client and the server's clock. `hosts` are those of the URL."""

    def __init__(self, client: Client, hosts: str) -> None:
        self.client = client
        self.hosts = hosts
        self.clock = ServerClock(self._time)

    async def version(self) -> str:
        """The server's. Raises PyMongoError."""
        told: Document = await self.client.get_database("admin").command("buildInfo")
        return str(told["version"])

    async def _time(self) -> datetime:
        told: dict[str, Any] = await self.client.get_database("admin").command("hello")
        local: datetime = told["localTime"]
        # Drivers leave the zone out: it is always UTC.
        return local.replace(tzinfo=UTC)


class MongoDatabase:
    """A database as one port sees it: whatever fails inside `translated` raises `unavailable`.

    Writes are confirmed by most members and their journals, reads see what is confirmed; the URL has no say in it.
    """

    def __init__(self, server: MongoServer, name: str, driver: MongoDriver, unavailable: type[StorageError]) -> None:
        self.driver = driver
        self._server = server
        self._unavailable = unavailable
        self._database = server.client.get_database(
            name,
            codec_options=CodecOptions(),
            read_preference=ReadPreference.PRIMARY,
            write_concern=_CONFIRMED,
            read_concern=ReadConcern("majority"),
        )

    def collection(self, name: str) -> AsyncCollection[Document]:
        """The collection of that name."""
        return self._database.get_collection(name)

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Raise our errors for the driver's."""
        with translated(self._unavailable, self._server.hosts):
            try:
                yield
            except ConnectionFailure:
                self._server.clock.forget()
                raise

    async def after(self) -> After:
        """What tells the server's time. Raises PyMongoError."""
        return await self._server.clock.after()

    async def version(self) -> str:
        """The server's version; its time is taken too. Raises PyMongoError."""
        await self._server.clock.set()
        return await self._server.version()


@asynccontextmanager
async def shared_database(
    opening: Opening, driver: MongoDriver, unavailable: type[StorageError]
) -> AsyncIterator[MongoDatabase]:
    """The database of the opening's URL, without connecting. Raises InvalidSetting."""
    address = MongoAddress.of(opening.url)
    async with AsyncExitStack() as stack:
        clients = opening.clients or SharedClients(stack)
        server = await clients.client(f"{driver.name} {address.url}", lambda: _open(opening, address, driver))
        yield MongoDatabase(server, address.database, driver, unavailable)


@asynccontextmanager
async def _open(opening: Opening, address: MongoAddress, driver: MongoDriver) -> AsyncIterator[MongoServer]:
    given = address.url.partition("?")[2].lower()
    options = {name: value for name, value in DEFAULTS.items() if f"{name.lower()}=" not in given}
    try:
        client = driver.make(address.url, **options)
    except REFUSALS:
        raise InvalidSetting(f"{opening.url.masked!r}: {TOGETHER}") from None
    try:
        yield MongoServer(client, address.hosts)
    finally:
        await driver.close(client)
