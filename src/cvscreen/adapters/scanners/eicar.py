"""A scanner that knows one virus, the harmless one that all scanners know, for tests."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator
from contextlib import asynccontextmanager

import msgspec

from cvscreen.adapters.registry import Opening
from cvscreen.ports.health import Health
from cvscreen.ports.scanners import ScanResult

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}" + b"$EICAR-STANDARD-ANTIVIRUS-" + b"TEST-FILE!$H+H*"
"""The test virus of eicar.org, in pieces, so that scanners leave this file alone."""

INFECTION = "Eicar-Test-Signature"


class EicarOptions(msgspec.Struct, frozen=True):
    """There are none."""


class EicarScanner:
    """Finds the EICAR test virus wherever it stands in the stream, also across chunks."""

    async def scan(self, chunks: AsyncIterable[bytes]) -> ScanResult:
        """Infected or not; of what was read, no more is kept than the next chunk needs."""
        kept = b""
        async for chunk in chunks:
            seen = kept + chunk
            if EICAR in seen:
                return ScanResult(scanned=True, infection=INFECTION)
            kept = seen[-(len(EICAR) - 1) :]
        return ScanResult(scanned=True)

    async def ping(self) -> Health:
        """Always well, but no protection."""
        return Health("recognises the EICAR test virus only", advice="it is for tests: it finds no real virus")


@asynccontextmanager
async def open(opening: Opening) -> AsyncIterator[EicarScanner]:  # noqa: A001 - every adapter module has an open
    """Nothing to open."""
    opening.url.options(EicarOptions)
    yield EicarScanner()
