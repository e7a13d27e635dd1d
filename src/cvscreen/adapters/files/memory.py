"""Files in the memory of this process; they go when it goes."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from cvscreen.adapters.files.keys import checked
from cvscreen.adapters.registry import Opening
from cvscreen.domain.errors import StoredFileMissing
from cvscreen.ports.clocks import Clock
from cvscreen.ports.files import StoredFile
from cvscreen.ports.health import Health

CHUNK = 64 * 1024


class MemoryOptions(msgspec.Struct, frozen=True):
    """There are none."""


@dataclass(frozen=True, slots=True)
class _File:
    content: bytes
    stored_at: datetime


class MemoryFileStore:
    """A dictionary; each step on it is atomic, so it is safe for tasks and threads."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._files: dict[str, _File] = {}

    async def put(self, key: str, chunks: AsyncIterable[bytes]) -> int:
        """Store the chunks under the key. Raises ValueError if it is none."""
        checked(key)
        content = b"".join([chunk async for chunk in chunks])
        self._files[key] = _File(content, self._clock.now())
        return len(content)

    @asynccontextmanager
    async def get(self, key: str) -> AsyncIterator[AsyncIterator[bytes]]:
        """The file's chunks of at most 64 KB. Raises StoredFileMissing, or ValueError if it is no key."""
        file = self._files.get(checked(key))
        if file is None:
            raise StoredFileMissing(f"there is no file {key}: it was erased, or never stored")
        async with aclosing(_chunks(file.content)) as chunks:
            yield chunks

    async def delete(self, key: str) -> None:
        """Remove the file; it may be gone already."""
        self._files.pop(checked(key), None)

    async def list(self, *, older_than: timedelta) -> AsyncIterator[StoredFile]:
        """All files stored at least that long ago."""
        now = self._clock.now()
        for key, file in tuple(self._files.items()):
            if now - file.stored_at >= older_than:
                yield StoredFile(key, len(file.content), now - file.stored_at)

    async def ping(self) -> Health:
        """Always well."""
        return Health("files are kept in memory", advice="they are lost when the process ends: use file:///…")


async def _chunks(content: bytes) -> AsyncGenerator[bytes]:
    for start in range(0, len(content), CHUNK):
        yield content[start : start + CHUNK]


@asynccontextmanager
async def open(opening: Opening) -> AsyncIterator[MemoryFileStore]:  # noqa: A001 - every adapter module has an open
    """A store of its own, empty."""
    opening.url.options(MemoryOptions)
    yield MemoryFileStore(opening.clock)
