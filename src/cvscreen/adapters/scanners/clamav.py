"""ClamAV: files are streamed to its daemon, clamd, over TCP. It needs to see no file system of ours."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate
from typing import Annotated
from urllib.parse import urlsplit

import msgspec

from cvscreen.adapters.registry import Opening
from cvscreen.adapters.scanners.clamav_connection import ClamdPlace, clamd_connection
from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.errors import InvalidSetting, ScannerUnavailable, TooLargeToScan
from cvscreen.ports.clocks import Clock
from cvscreen.ports.health import Health
from cvscreen.ports.scanners import ScanResult

PORT = 3310
"""Where clamd listens unless it is told otherwise."""

PIECE = 64 * 1024
"""Bytes that are sent at once; each piece has its length before it, in four bytes, and a length of 0 ends the file."""

OLD = timedelta(days=7)
"""Signatures come out every day: older ones mean that nobody fetches them."""

_TOO_LARGE = "INSTREAM size limit exceeded"
_FRESHCLAM = "see that freshclam runs"


class ClamavOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What follows the `?`: how many seconds clamd may take to connect, to take a piece, and to reply."""

    seconds: Annotated[float, msgspec.Meta(gt=0, le=600)] = 30.0


class ClamavScanner:
    """Sends each stream to clamd by INSTREAM, over a connection of its own."""

    def __init__(self, place: ClamdPlace, clock: Clock) -> None:
        self._place = place
        self._clock = clock

    async def scan(self, chunks: AsyncIterable[bytes]) -> ScanResult:
        """What clamd says of the stream. Raises ScannerUnavailable, and TooLargeToScan above its StreamMaxLength."""
        async with clamd_connection(self._place) as clamd, aclosing(_pieces(chunks)) as pieces:
            listens = await clamd.send(b"zINSTREAM\0")
            async for piece in pieces:
                listens = listens and await clamd.send(len(piece).to_bytes(4, "big") + piece)
                if not listens:
                    break
            await clamd.send(bytes(4))
            return self._result(await clamd.reply())

    async def ping(self) -> Health:
        """Its version and that of its signatures. Raises ScannerUnavailable."""
        async with clamd_connection(self._place) as clamd:
            await clamd.send(b"zVERSION\0")
            version, _, signatures = (await clamd.reply()).partition("/")
        if not version.startswith("ClamAV "):
            raise self._senseless()
        of = f", signatures {_shown(signatures)}" if signatures else ""
        return Health(f"{self._place}, {_shown(version)}{of}", self._advice(signatures))

    def _result(self, reply: str) -> ScanResult:
        if reply == "stream: OK":
            return ScanResult(scanned=True)
        if reply.startswith("stream: ") and reply.endswith(" FOUND"):
            return ScanResult(scanned=True, infection=_shown(reply.removeprefix("stream: ").removesuffix(" FOUND")))
        if reply.startswith(_TOO_LARGE):
            raise TooLargeToScan("the file is larger than the virus scanner takes: send a smaller PDF")
        if reply.endswith("ERROR"):
            raise ScannerUnavailable(f"{self._place} fails at a file: see its log")
        raise self._senseless()

    def _advice(self, signatures: str) -> str | None:
        """Signatures are told as `27463/Tue Nov 24 08:46:10 2026`, or not at all."""
        dated = parsedate(signatures.partition("/")[2])
        if dated is None:
            return f"it does not tell how old its signatures are: {_FRESHCLAM}"
        age = self._clock.now() - datetime(*dated[:6], tzinfo=UTC)
        return f"its signatures are {age.days} days old: {_FRESHCLAM}" if age > OLD else None

    def _senseless(self) -> ScannerUnavailable:
        return ScannerUnavailable(f"{self._place} says what clamd does not say: see to the port")


async def _pieces(chunks: AsyncIterable[bytes]) -> AsyncGenerator[bytes]:
    async for chunk in chunks:
        for start in range(0, len(chunk), PIECE):
            yield chunk[start : start + PIECE]


def _shown(text: str) -> str:
    """What another program says, fit for a line of a log."""
    return re.sub(r"[^ -~]", "?", text)[:100]


@asynccontextmanager
async def open(opening: Opening) -> AsyncIterator[ClamavScanner]:  # noqa: A001 - every adapter module has an open
    """The scanner at `clamav://host[:port]`; nothing is connected until it is used."""
    yield ClamavScanner(clamd_place(opening.url), opening.clock)


def clamd_place(url: AdapterURL) -> ClamdPlace:
    """Where the URL says that clamd listens. Raises InvalidSetting."""
    options = url.options(ClamavOptions)
    try:
        parts = urlsplit(f"clamav:{url.location}")
        port = parts.port or PORT
    except ValueError:
        raise _no_place(url) from None
    if not parts.hostname or "@" in parts.netloc or parts.path not in {"", "/"}:
        raise _no_place(url)
    return ClamdPlace(parts.hostname, port, options.seconds)


def _no_place(url: AdapterURL) -> InvalidSetting:
    return InvalidSetting(f"{url.masked!r} names no clamd: write clamav://host:{PORT}")
