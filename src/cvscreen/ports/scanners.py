"""Looking for viruses."""

from __future__ import annotations

from collections.abc import AsyncIterable
from dataclasses import dataclass
from typing import Protocol

from cvscreen.ports.health import Pings


@dataclass(frozen=True, slots=True)
class ScanResult:
    """Whether a scan took place, and the name of what it found, if anything."""

    scanned: bool
    infection: str | None = None


class VirusScanner(Pings, Protocol):
    """Reads a stream and says whether it is infected."""

    async def scan(self, chunks: AsyncIterable[bytes]) -> ScanResult:
        """The result for the whole stream. Raises ScannerUnavailable, and TooLargeToScan if it takes no more of it.

        Whoever scans reads it to its end, unless an infection is found before; whoever doesn't may leave it unread.
        """
        ...
