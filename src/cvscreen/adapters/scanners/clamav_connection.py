"""One conversation with clamd: a command, what belongs to it, and one reply (clamd(8), the forms that start with z)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from cvscreen.domain.errors import ScannerUnavailable

CONNECT_SECONDS = 5.0
LONGEST_REPLY = 4096
"""Bytes: replies are a line; more is none of clamd's."""


@dataclass(frozen=True, slots=True)
class ClamdPlace:
    """Where clamd listens, and how long it may take for each step, in seconds."""

    host: str
    port: int
    seconds: float

    def __str__(self) -> str:
        return f"clamd at {self.host}:{self.port}"


class ClamdConnection:
    """An open connection. Every method raises ScannerUnavailable if clamd does not answer in time."""

    def __init__(self, place: ClamdPlace, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._place = place
        self._writer = writer
        # It is waited for from the start: clamd may speak, and hang up, before it has heard all.
        self._reply = asyncio.create_task(reader.readuntil(b"\0"))

    async def send(self, content: bytes) -> bool:
        """Send the bytes; whether clamd still listens. If it does not, its reply says why."""
        if self._reply.done():
            return False
        self._writer.write(content)
        try:
            async with asyncio.timeout(self._place.seconds):
                await self._writer.drain()
        except TimeoutError:
            raise self._late() from None
        except OSError:
            return False
        return True

    async def reply(self) -> str:
        """What clamd says, without the zero byte at its end."""
        try:
            async with asyncio.timeout(self._place.seconds):
                line = await self._reply
        except TimeoutError:
            raise self._late() from None
        except (OSError, EOFError):
            raise ScannerUnavailable(f"{self._place} hangs up without a reply: see its log") from None
        except asyncio.LimitOverrunError:
            raise ScannerUnavailable(f"{self._place} says what clamd does not say: see to the port") from None
        return line[:-1].decode("ascii", "replace").strip()

    async def close(self) -> None:
        """Hang up; what has not been sent is not sent any more."""
        self._writer.transport.abort()
        self._reply.cancel()
        await asyncio.gather(self._reply, return_exceptions=True)

    def _late(self) -> ScannerUnavailable:
        waited = f"{self._place.seconds:g} s"
        return ScannerUnavailable(f"{self._place} does not answer within {waited}: is it overloaded, or still loading?")


@asynccontextmanager
async def clamd_connection(place: ClamdPlace) -> AsyncIterator[ClamdConnection]:
    """A new connection. Raises ScannerUnavailable."""
    try:
        async with asyncio.timeout(min(CONNECT_SECONDS, place.seconds)):
            reader, writer = await asyncio.open_connection(place.host, place.port, limit=LONGEST_REPLY)
    except (OSError, TimeoutError):
        raise ScannerUnavailable(f"{place} cannot be reached: is it running, and are host and port right?") from None
    connection = ClamdConnection(place, reader, writer)
    try:
        yield connection
    finally:
        await connection.close()
