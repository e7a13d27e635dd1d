"""Keeping files."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from cvscreen.ports.health import Pings


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file's key, its size in bytes, and how long ago it was stored."""

    key: str
    size: int
    age: timedelta


class FileStore(Pings, Protocol):
    """Keeps bytes under keys of lower-case hexadecimal digits (64, a SHA-256).

    Every method raises FileStoreUnavailable if the store cannot be reached, read or written.
    """

    async def put(self, key: str, chunks: AsyncIterable[bytes]) -> int:
        """Store the chunks under the key, all or nothing, and return how many bytes they are.

        An exception from `chunks` passes through and leaves nothing behind. A file of that key is replaced.
        """
        ...

    def get(self, key: str) -> AbstractAsyncContextManager[AsyncIterator[bytes]]:
        """The file's chunks, while the context is open. Entering raises StoredFileMissing if there is none."""
        ...

    async def delete(self, key: str) -> None:
        """Remove the file; it may be gone already."""
        ...

    def list(self, *, older_than: timedelta) -> AsyncIterator[StoredFile]:
        """All files stored at least that long ago, in any order."""
        ...
