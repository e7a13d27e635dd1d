"""No virus scanner."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator
from contextlib import asynccontextmanager

import msgspec

from cvscreen.adapters.registry import Opening
from cvscreen.ports.health import Health
from cvscreen.ports.scanners import ScanResult


class NoOptions(msgspec.Struct, frozen=True):
    """There are none."""


class NoScanner:
    """Looks at nothing, and says so."""

    async def scan(self, chunks: AsyncIterable[bytes]) -> ScanResult:
        """No result; nothing of the stream is read."""
        del chunks
        return ScanResult(scanned=False)

    async def ping(self) -> Health:
        """Always well, and never safe."""
        return Health("no virus scanner is set", advice="files may be infected: scan a CV before you open it yourself")


@asynccontextmanager
async def open(opening: Opening) -> AsyncIterator[NoScanner]:  # noqa: A001 - every adapter module has an open
    """Nothing to open."""
    opening.url.options(NoOptions)
    yield NoScanner()
