"""Something that listens where clamd should, and says what it is told to say."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


@asynccontextmanager
async def saying(reply: bytes, *, after: int = 1) -> AsyncIterator[str]:
    """The URL of a server that replies so once it has heard that many bytes, and hangs up."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(after)
        writer.write(reply)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        yield f"clamav://127.0.0.1:{server.sockets[0].getsockname()[1]}?seconds=5"
