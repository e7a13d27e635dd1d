"""Files as objects in a bucket: Amazon S3, or any store that speaks like it. An object's name is prefix + key."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Callable
from concurrent.futures import Future
from contextlib import aclosing, asynccontextmanager
from datetime import timedelta
from functools import partial
from typing import Any, TypeVar

from cvscreen.adapters.files.keys import checked
from cvscreen.adapters.files.s3_bucket import S3Bucket
from cvscreen.adapters.files.s3_client import S3Client
from cvscreen.adapters.files.s3_downloads import S3Download
from cvscreen.adapters.files.s3_errors import translated
from cvscreen.adapters.files.s3_lists import S3Listing
from cvscreen.adapters.files.s3_place import S3Place, s3_place
from cvscreen.adapters.files.s3_threads import CallThreads
from cvscreen.adapters.files.s3_uploads import S3Upload
from cvscreen.adapters.registry import Opening
from cvscreen.ports.clocks import Clock
from cvscreen.ports.files import StoredFile
from cvscreen.ports.health import Health

GATHERED = 256 * 1024
"""Bytes that wait for each other before a thread takes them: a CV mostly takes one way there and back."""

Result = TypeVar("Result")


class S3FileStore:
    """Objects in a bucket. The driver blocks: its calls are made in threads of the store's own."""

    def __init__(self, place: S3Place, client: S3Client, threads: CallThreads, clock: Clock) -> None:
        self._place = place
        self._client = client
        self._threads = threads
        self._clock = clock
        self._bucket = S3Bucket(client, place)
        self._ping: Future[Health] | None = None

    async def put(self, key: str, chunks: AsyncIterable[bytes]) -> int:
        """Store the chunks under the key. Raises ValueError if it is none, StoredFileExists with overwrite=false."""
        upload = S3Upload(self._client, self._place, self._place.name(checked(key)))
        pieces, size = list[bytes](), 0
        try:
            async for chunk in chunks:
                pieces.append(chunk)
                size += len(chunk)
                if size >= GATHERED:
                    await self._ended(partial(upload.write, pieces))
                    pieces, size = [], 0
            await self._ended(partial(_commit, upload, pieces))
        finally:
            await self._threads.settled(upload.discard)
        return upload.size

    @asynccontextmanager
    async def get(self, key: str) -> AsyncIterator[AsyncIterator[bytes]]:
        """The file's chunks of at most 256 KB. Raises StoredFileMissing, or ValueError if it is no key."""
        download = S3Download(self._client, self._place, checked(key))
        async with aclosing(self._chunks(download)) as chunks:
            # The first step asks for the file, so that a missing one is told on entering.
            await anext(chunks)
            yield chunks

    async def delete(self, key: str) -> None:
        """Remove the file; it may be gone already."""
        name = self._place.name(checked(key))
        await self._ended(lambda: self._client().delete_object(Bucket=self._place.bucket, Key=name))

    async def list(self, *, older_than: timedelta) -> AsyncIterator[StoredFile]:
        """All files stored at least that long ago; what crashed uploads left is removed by the way."""
        listing = S3Listing(self._client, self._place, self._clock)
        await self._returned(listing.end_stale_uploads)
        while listing.more:
            for file in await self._returned(listing.page):
                if file.age >= older_than:
                    yield file

    async def ping(self) -> Health:
        """The store's name, and what its bucket lacks. Raises FileStoreUnavailable."""
        # A store that hangs must not take a thread for each who asks how it is.
        if self._ping is None or self._ping.done():
            self._ping = self._threads.submit(self._guarded(self._bucket.examine))
        return await asyncio.shield(asyncio.wrap_future(self._ping))

    async def migrate(self) -> str:
        """Make the bucket, and set its lifecycle rules; other rules in it stay. Raises FileStoreUnavailable."""
        return await self._ended(self._bucket.prepare)

    async def _chunks(self, download: S3Download) -> AsyncGenerator[bytes]:
        """First an empty chunk as soon as the file is there, then its content."""
        step: Future[Any] = self._threads.submit(self._guarded(download.open))
        try:
            await asyncio.wrap_future(step)
            yield b""
            while True:
                step = self._threads.submit(self._guarded(download.read))
                chunk = await asyncio.wrap_future(step)
                if not chunk:
                    return
                yield chunk
        finally:
            # Whoever is cancelled need not wait for a store that hangs; a thread may still be reading.
            step.add_done_callback(lambda _: download.close())

    async def _returned(self, call: Callable[[], Result]) -> Result:
        return await asyncio.wrap_future(self._threads.submit(self._guarded(call)))

    async def _ended(self, call: Callable[[], Result]) -> Result:
        return await self._threads.ended(self._guarded(call))

    def _guarded(self, call: Callable[[], Result]) -> Callable[[], Result]:
        def run() -> Result:
            with translated(self._place):
                return call()

        return run


def _commit(upload: S3Upload, pieces: list[bytes]) -> None:
    upload.write(pieces)
    upload.commit()


@asynccontextmanager
async def open(opening: Opening) -> AsyncIterator[S3FileStore]:  # noqa: A001 - every adapter module has an open
    """The store in `s3://[key:secret@]bucket[/prefix]?endpoint=…`; nothing is connected until it is used."""
    place = s3_place(opening.url)
    client, threads = S3Client(place), CallThreads(place.options.at_once)
    try:
        yield S3FileStore(place, client, threads, opening.clock)
    finally:
        threads.close()
        client.close()
