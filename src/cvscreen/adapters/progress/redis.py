"""Progress over all processes, by Redis' publish and subscribe."""

from __future__ import annotations

import asyncio
import itertools
import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import msgspec
from redis.asyncio import Connection

from cvscreen.adapters.progress.memory import MemoryProgressBus
from cvscreen.adapters.redis.client import PAUSE_SECONDS, RedisClient, shared_redis
from cvscreen.adapters.redis.errors import DRIVER_ERRORS
from cvscreen.adapters.registry import Opening
from cvscreen.domain.errors import ProgressUnavailable
from cvscreen.domain.events import StatusChanged
from cvscreen.ports.health import Health

BEAT_SECONDS = 5.0
"""So often a silent server is asked for a sign of life."""

_decoder = msgspec.json.Decoder(StatusChanged)


class RedisProgressBus:
    """One channel for all changes, one connection a process that listens to it, from its first subscriber on.

    What is lost in an outage is not told again; followers ask the store every few seconds anyway.
    """

    def __init__(self, client: RedisClient) -> None:
        self._client = client
        self._channel = client.key("progress")
        self._here = MemoryProgressBus()
        self._connection: Connection | None = None
        self._connected = asyncio.Event()
        self._listening: asyncio.Task[None] | None = None
        self._asked: dict[bytes, asyncio.Event] = {}
        self._words = itertools.count()
        client.meanwhile("progress is found by asking the store")

    async def publish(self, change: StatusChanged) -> None:
        """Hand the change to all present subscribers of its evaluation, unless Redis is away."""
        with suppress(ProgressUnavailable):
            await self._publish(msgspec.json.encode(change))

    @asynccontextmanager
    async def subscribe(self, evaluation_id: str) -> AsyncIterator[AsyncIterator[StatusChanged]]:
        """The changes from now on, as long as Redis is there; they end when the context does."""
        if self._listening is None:
            self._listening = asyncio.create_task(self._listen())
        with suppress(ProgressUnavailable):
            await self._catch_up()
        async with self._here.subscribe(evaluation_id) as changes:
            yield changes

    async def ping(self) -> Health:
        """What server it is."""
        version = await self._client.version(ProgressUnavailable)
        await self._publish(b"")
        return Health(f"progress is told by {version}")

    async def close(self) -> None:
        """Stop listening."""
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)

    async def _publish(self, message: bytes) -> None:
        async with self._client.reached(ProgressUnavailable) as redis:
            await redis.publish(self._channel, message)

    async def _catch_up(self) -> None:
        """Wait until all that was published so far has come: the server answers in order."""
        async with self._client.reached(ProgressUnavailable):
            await self._connected.wait()
            word, answered = str(next(self._words)).encode(), asyncio.Event()
            self._asked[word] = answered
            try:
                if self._connection is not None:
                    await self._connection.send_command("PING", word, check_health=False)
                await answered.wait()
            finally:
                self._asked.pop(word, None)

    async def _listen(self) -> None:
        while True:
            await self._client.here()
            try:
                await self._listen_once(self._client.connection())
            except* ProgressUnavailable:
                pass  # a beat has found it, and said so
            except* DRIVER_ERRORS as errors:
                self._client.lost(errors.exceptions[0])
            # The server may be there and yet not let us listen.
            await asyncio.sleep(PAUSE_SECONDS)

    async def _listen_once(self, connection: Connection) -> None:
        """Until the connection breaks. Raises a group of the driver's errors."""
        try:
            async with asyncio.TaskGroup() as both:
                await self._subscribe(connection)
                both.create_task(self._beat())
                while True:
                    await self._handle(await connection.read_response(timeout=math.inf))
        finally:
            self._connected.clear()
            self._connection = None
            for answered in self._asked.values():
                answered.set()
            await connection.disconnect(nowait=True)

    async def _subscribe(self, connection: Connection) -> None:
        async with asyncio.timeout(self._client.address.options.seconds):
            await connection.connect()  # type: ignore[no-untyped-call]
            await connection.send_command("SUBSCRIBE", self._channel, check_health=False)
            await connection.read_response()
        self._connection = connection
        self._connected.set()

    async def _beat(self) -> None:
        """Notice a server that hangs, or a connection that is dead. Raises what the driver raises."""
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            await self._catch_up()

    async def _handle(self, answer: list[bytes]) -> None:
        if answer[0] == b"pong":
            if answered := self._asked.get(answer[1]):
                answered.set()
        elif answer[0] == b"message":
            # Another version of cvscreen may say what this one does not know, and a ping says nothing.
            with suppress(msgspec.MsgspecError):
                await self._here.publish(_decoder.decode(answer[2]))


@asynccontextmanager
async def open(opening: Opening) -> AsyncIterator[RedisProgressBus]:  # noqa: A001 - every adapter module has an open
    """The bus on `redis://…`, which may be away."""
    async with shared_redis(opening) as client:
        bus = RedisProgressBus(client)
        try:
            yield bus
        finally:
            await bus.close()
