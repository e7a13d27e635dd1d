"""A file store in a bucket, and a look at the bucket from outside."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from cvscreen.adapters.clocks.system import SystemClock
from cvscreen.adapters.files.s3 import S3FileStore
from cvscreen.adapters.files.s3_client import S3Client
from cvscreen.adapters.files.s3_place import s3_place
from cvscreen.adapters.registry import Opening, open_adapter
from cvscreen.adapters.urls import AdapterURL

MEGABYTE = 2**20


@asynccontextmanager
async def s3_files(url: str, *, migrated: bool = True) -> AsyncIterator[S3FileStore]:
    """The store that the URL names, its bucket made."""
    async with open_adapter("files", Opening(url=AdapterURL(url), clock=SystemClock())) as files:
        if migrated:
            await files.migrate()
        yield files


class Bucket:
    """What the driver sees of the place that a URL names."""

    def __init__(self, url: str) -> None:
        self.place = s3_place(AdapterURL(url))
        self.client: Any = S3Client(self.place)()
        self.where = {"Bucket": self.place.bucket}

    def names(self) -> set[str]:
        """All objects."""
        return {entry["Key"] for entry in self.client.list_objects_v2(**self.where).get("Contents", ())}

    def uploads(self) -> int:
        """How many uploads in parts are under way."""
        return len(self.client.list_multipart_uploads(**self.where).get("Uploads", ()))

    def rules(self) -> list[str]:
        """The ids of the lifecycle rules."""
        found = self.client.get_bucket_lifecycle_configuration(**self.where)["Rules"]
        return sorted(rule["ID"] for rule in found)


async def zeros(megabytes: int, fill: bytes = b"\0") -> AsyncIterator[bytes]:
    """So much of the same byte, in chunks as they come from a network."""
    chunk = fill * (64 * 1024)
    for _ in range(megabytes * 16):
        yield chunk


@asynccontextmanager
async def store_that_answers(answer: bytes) -> AsyncIterator[str]:
    """The endpoint of a store that answers every request so, and then closes."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
