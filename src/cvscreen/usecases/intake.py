"""A CV on its way in."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterable, AsyncIterator

from cvscreen.domain.documents import SIGNATURE_WITHIN, check_signature, check_size


class Intake:
    """A stream of bytes: counted, hashed, and refused as soon as it shows itself unfit.

    Iterating raises FileTooLarge, EmptyFile or NotAPDF, and what the stream raises; it can be done once.
    """

    def __init__(self, chunks: AsyncIterable[bytes], max_bytes: int) -> None:
        self._chunks = chunks
        self._max_bytes = max_bytes
        self._hash = hashlib.sha256()
        self.size = 0
        """Bytes so far."""

    @property
    def sha256(self) -> str:
        """The hash of the bytes so far, hexadecimal."""
        return self._hash.hexdigest()

    async def drain(self) -> None:
        """Read all and keep nothing of it."""
        async for _ in self:
            pass

    async def __aiter__(self) -> AsyncIterator[bytes]:
        head = b""
        async for chunk in self._chunks:
            self.size += len(chunk)
            check_size(self.size, self._max_bytes)
            self._hash.update(chunk)
            if self.size - len(chunk) < SIGNATURE_WITHIN:
                head += chunk
                if len(head) < SIGNATURE_WITHIN:
                    continue
                check_signature(head)
                yield head
                continue
            yield chunk
        if self.size < SIGNATURE_WITHIN:
            check_signature(head)
            yield head
