"""A client of Redis that knows when its server is away."""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import Any

from redis.asyncio import BlockingConnectionPool, Connection, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as ConnectionLost

from cvscreen.adapters.redis.address import RedisAddress, redis_address
from cvscreen.adapters.redis.errors import AWAY, DRIVER_ERRORS, reason
from cvscreen.adapters.registry import Opening, SharedClients
from cvscreen.domain.errors import StorageError

PAUSE_SECONDS = 1.0
"""So often a server that is away is asked whether it is back; meanwhile calls fail at once."""

_log = logging.getLogger(__name__)


class RedisClient:
    """Connections to one server, for all adapters of this process that name it.

    After a failure no call waits: they fail at once until the server has been seen to take a write. `servers` counts
    those that have answered at this address: with another one, be it the same started anew, what was remembered may be
    older than what had been.
    """

    def __init__(self, address: RedisAddress) -> None:
        self.address = address
        self.servers = 0
        self._pool = _pool(address, self._greet)
        self._redis = Redis(connection_pool=self._pool)
        self._meanwhile: list[str] = []
        self._run_id: bytes | None = None
        self._wrong: str | None = None
        self._refused: set[str] = set()
        self._here = asyncio.Event()
        self._here.set()
        self._looking: asyncio.Task[None] | None = None

    def key(self, *parts: str) -> bytes:
        """A key or channel of ours; any text makes one."""
        return (self.address.options.prefix + ":".join(parts)).encode("utf-8", "surrogatepass")

    def meanwhile(self, what: str) -> None:
        """Have it told at the beginning of an outage that this happens until its end."""
        self._meanwhile.append(what)

    @asynccontextmanager
    async def reached(self, unavailable: type[StorageError]) -> AsyncIterator[Redis]:
        """The driver, for one call that may take the address' seconds. Raises `unavailable`, at once in an outage."""
        if self._wrong is not None:
            raise unavailable(self._wrong)
        try:
            async with asyncio.timeout(self.address.options.seconds):
                yield self._redis
        except DRIVER_ERRORS as error:
            raise unavailable(self.lost(error)) from None

    async def version(self, unavailable: type[StorageError]) -> str:
        """Name, version and place of the server. Raises `unavailable`."""
        async with self.reached(unavailable) as redis:
            told = await redis.info("server")
        return f"Redis {told.get('redis_version', '?')} at {self.address.name}"

    def connection(self) -> Connection:
        """A connection of its own, yet to be connected."""
        connection: Connection = self._pool.make_connection()  # type: ignore[no-untyped-call]
        return connection

    def lost(self, error: BaseException) -> str:
        """What that error means for people, who are told once; an outage begins if the next call would meet it too."""
        wrong = f"Redis at {self.address.name} {reason(error)}"
        if self._wrong is None and isinstance(error, AWAY):
            self._wrong = wrong
            self._here.clear()
            self._looking = asyncio.create_task(self._look_out())
            _log.warning("%s. Until it is back, %s", wrong, "; ".join(self._meanwhile))
        elif self._wrong is None and wrong not in self._refused:
            self._refused.add(wrong)
            _log.warning("%s. Until it does, %s", wrong, "; ".join(self._meanwhile))
        return wrong

    async def here(self) -> None:
        """Return as soon as there is no outage."""
        await self._here.wait()

    async def close(self) -> None:
        """Close all connections."""
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)
        with suppress(*DRIVER_ERRORS):
            await self._redis.aclose()
            await self._pool.disconnect()

    async def _look_out(self) -> None:
        """Wait for the end of the outage."""
        # A connection that was open before it may be dead without knowing.
        await self._try(self._pool.disconnect(inuse_connections=False))
        while True:
            await asyncio.sleep(PAUSE_SECONDS)
            # A server may answer and yet take nothing, when it is full or a replica.
            if await self._try(self._redis.set(self.key("probe"), b"", px=1000)):
                break
        _log.warning("Redis at %s is back", self.address.name)
        self._wrong = None
        self._here.set()

    async def _try(self, call: Any) -> bool:
        try:
            async with asyncio.timeout(self.address.options.seconds):
                await call
        except DRIVER_ERRORS:
            return False
        return True

    async def _greet(self, connection: Connection) -> None:
        """Log in on a new connection, and see whether the server is the one that there was."""
        await connection.on_connect()
        await connection.send_command("INFO", "server", check_health=False)
        run_id = _fields(await connection.read_response()).get(b"run_id")
        if run_id == self._run_id:
            return
        known, self._run_id = self._run_id, run_id
        self.servers += 1
        if known is not None:
            # The call at hand may rest on what the server before knew.
            raise ConnectionLost("another server")


class _TLSConnection(Connection):
    """One whose context is made once for all: to read the system's certificates takes longer than to connect."""

    def __init__(self, *, context: ssl.SSLContext, **options: Any) -> None:
        self._context = context
        super().__init__(**options)

    def _connection_arguments(self) -> Mapping[str, Any]:
        return {**super()._connection_arguments(), "ssl": self._context}


@asynccontextmanager
async def shared_redis(opening: Opening) -> AsyncIterator[RedisClient]:
    """The client for the opening's URL: one for all adapters with it, if the opening has clients to share.

    It does not connect before it is used. Raises InvalidSetting.
    """
    address = redis_address(opening.url)
    async with AsyncExitStack() as stack:
        clients = opening.clients or SharedClients(stack)
        yield await clients.client(f"redis {opening.url.text}", lambda: _opened(address))


@asynccontextmanager
async def _opened(address: RedisAddress) -> AsyncIterator[RedisClient]:
    client = RedisClient(address)
    try:
        yield client
    finally:
        await client.close()


def _pool(address: RedisAddress, greet: Any) -> BlockingConnectionPool:
    options = address.options
    # In an outage whoever calls goes on without Redis, so nothing is tried twice. Protocol 2 has one order of
    # answers and messages on a connection.
    more: dict[str, Any] = {"retry": Retry(NoBackoff(), 0), "protocol": 2, "socket_keepalive": True}
    if address.tls:
        more |= {
            "connection_class": _TLSConnection,
            "context": ssl.create_default_context(cafile=options.ca_file or None),
        }
    return BlockingConnectionPool(
        max_connections=options.connections,
        timeout=options.seconds,
        host=address.host,
        port=address.port,
        db=address.database,
        username=address.username,
        password=address.password,
        socket_timeout=options.seconds,
        socket_connect_timeout=options.seconds,
        redis_connect_func=greet,
        **more,
    )


def _fields(told: bytes) -> dict[bytes, bytes]:
    """The `name:value` lines of an INFO."""
    return dict(line.split(b":", 1) for line in told.splitlines() if b":" in line)
