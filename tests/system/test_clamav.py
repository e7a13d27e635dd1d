"""The virus scanner on a real clamd, and on what else may listen there."""

import asyncio
import signal
import zlib
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from clamd_stand_in import saying
from own_servers import own_server
from real_servers import RealServer
from real_servers.clamd import ClamdServer

from cvscreen.adapters.clocks.fixed import FixedClock
from cvscreen.adapters.registry import Opening, open_adapter
from cvscreen.adapters.scanners.clamav import ClamavScanner
from cvscreen.adapters.scanners.eicar import EICAR
from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.errors import InvalidSetting, ScannerUnavailable, TooLargeToScan
from cvscreen.ports.scanners import ScanResult
from cvscreen.testing.samples import chunks_of

MEGABYTE = 2**20
TODAY = datetime(2026, 11, 24, 12, tzinfo=UTC)
NOBODY_LISTENS = "clamav://127.0.0.1:1"


@asynccontextmanager
async def scanner_at(url: str) -> AsyncIterator[ClamavScanner]:
    opening = Opening(url=AdapterURL(url), clock=FixedClock(TODAY))
    async with open_adapter("scanners", opening) as scanner:
        yield scanner


async def scanned(url: str, *chunks: bytes) -> ScanResult:
    async with scanner_at(url) as scanner:
        return await scanner.scan(chunks_of(*chunks))


def pdf_with_stream(content: bytes) -> bytes:
    """A PDF whose one stream is compressed, as those of CVs are."""
    packed = zlib.compress(content)
    return (
        b"%%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>\nendobj\n"
        b"4 0 obj\n<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\nendobj\n"
        b"trailer << /Root 1 0 R >>\n%%%%EOF\n" % (len(packed), packed)
    )


@pytest.fixture
def url(server: Callable[[str], RealServer]) -> str:
    return server("clamd").url


@pytest.fixture
def own_clamd(tmp_path: Path) -> Iterator[ClamdServer]:
    """One that a test may stop."""
    with own_server(ClamdServer, tmp_path) as own:
        yield own


@pytest.mark.servers("clamd")
@pytest.mark.parametrize("content", [EICAR, pdf_with_stream(EICAR)], ids=["plain", "in a PDF's stream"])
async def test_the_test_virus_is_found_by_its_name(url: str, content: bytes) -> None:
    result = await scanned(url, content)
    assert result.infection is not None
    assert "Eicar" in result.infection


@pytest.mark.servers("clamd")
async def test_a_pdf_with_a_harmless_stream_is_clean(url: str) -> None:
    assert await scanned(url, pdf_with_stream(b"a nurse")) == ScanResult(scanned=True)


@pytest.mark.servers("clamd")
async def test_a_file_above_the_limit_of_clamd_is_too_large_and_not_read_to_its_end(url: str) -> None:
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        while read < 500 * MEGABYTE:
            yield bytes(MEGABYTE)
            read += MEGABYTE

    async with scanner_at(url) as scanner:
        with pytest.raises(TooLargeToScan, match="send a smaller PDF"):
            await scanner.scan(endless())
        assert read < 100 * MEGABYTE
        assert (await scanner.scan(chunks_of(b"%PDF-"))).infection is None


@pytest.mark.servers("clamd")
async def test_many_files_are_scanned_at_once(url: str) -> None:
    async with scanner_at(url) as scanner:
        results = await asyncio.gather(
            *(scanner.scan(chunks_of(bytes(MEGABYTE), EICAR if n % 2 else b"")) for n in range(20))
        )
    assert [result.infection is not None for result in results] == [False, True] * 10


@pytest.mark.servers("clamd")
async def test_the_ping_names_the_version_and_says_that_signatures_have_no_date(url: str) -> None:
    async with scanner_at(url) as scanner:
        health = await scanner.ping()
    assert ", ClamAV 1." in health.detail
    assert health.advice == "it does not tell how old its signatures are: see that freshclam runs"


@pytest.mark.parametrize(
    ("date", "advice"),
    [
        ("Tue Nov 24 08:46:10 2026", None),
        ("Sat Nov 14 08:46:10 2026", "its signatures are 10 days old: see that freshclam runs"),
        ("gibberish", "it does not tell how old its signatures are: see that freshclam runs"),
    ],
)
async def test_the_ping_tells_how_old_the_signatures_are(date: str, advice: str | None) -> None:
    async with saying(f"ClamAV 1.4.3/27463/{date}\0".encode()) as url, scanner_at(url) as scanner:
        health = await scanner.ping()
    assert health.advice == advice
    assert health.detail.endswith(f"ClamAV 1.4.3, signatures 27463/{date}")


async def test_a_clamd_that_is_not_there_is_told_by_its_place() -> None:
    async with scanner_at(NOBODY_LISTENS) as scanner:
        for attempt in (scanner.scan(chunks_of(b"%PDF-")), scanner.ping()):
            with pytest.raises(ScannerUnavailable, match=r"clamd at 127.0.0.1:1 cannot be reached: is it running"):
                await attempt


async def test_a_clamd_that_hangs_is_given_up_and_used_again(own_clamd: ClamdServer) -> None:
    async with scanner_at(f"{own_clamd.url}?seconds=0.3") as scanner:
        own_clamd.send(signal.SIGSTOP)
        for attempt in (
            scanner.scan(chunks_of(b"%PDF-")),
            scanner.scan(chunks_of(*[bytes(MEGABYTE)] * 20)),
            scanner.ping(),
        ):
            with pytest.raises(ScannerUnavailable, match=r"does not answer within 0.3 s"):
                await attempt
        own_clamd.send(signal.SIGCONT)
    assert (await scanned(own_clamd.url, EICAR)).infection


@pytest.mark.parametrize(
    "reply",
    [
        b"HTTP/1.1 400 Bad Request\r\n\r\n\0",
        b"x" * 100_000,
        b"\0",
        b"\xff\xfe\0",
        b"stream: OK, or so\0",
        b"PONG\0",
        b"UNKNOWN COMMAND\0",
        b"Command read timed out. ERROR\0",
    ],
    ids=["http", "endless", "empty", "binary", "nearly", "another", "unknown", "error"],
)
async def test_a_reply_that_makes_no_sense_is_no_result(reply: bytes) -> None:
    async with saying(reply) as url, scanner_at(url) as scanner:
        for attempt in (scanner.scan(chunks_of(b"%PDF-")), scanner.ping()):
            with pytest.raises(ScannerUnavailable):
                await attempt


@pytest.mark.parametrize("after", [1, 100_000])
async def test_a_clamd_that_hangs_up_early_gives_no_result(after: int) -> None:
    async with saying(b"", after=after) as url:
        with pytest.raises(ScannerUnavailable, match="hangs up without a reply"):
            await scanned(url, *[bytes(MEGABYTE)] * 20)


async def test_a_name_that_somebody_made_up_is_fit_for_a_line_of_a_log() -> None:
    async with saying(b"stream: Evil\nname\x1b[31m" + b"x" * 500 + b" FOUND\0") as url:
        result = await scanned(url, b"%PDF-")
    assert result.infection is not None
    assert result.infection.startswith("Evil?name?[31mxxx")
    assert len(result.infection) == 100


async def test_whoever_is_cancelled_leaves_no_connection(own_clamd: ClamdServer) -> None:
    async def slow() -> AsyncIterator[bytes]:
        yield b"%PDF-"
        await asyncio.Event().wait()

    async with scanner_at(own_clamd.url) as scanner:
        scan = asyncio.create_task(scanner.scan(slow()))
        await asyncio.sleep(0.05)
        scan.cancel()
        with pytest.raises(asyncio.CancelledError):
            await scan
    assert len(asyncio.all_tasks()) == 1


@pytest.mark.parametrize(
    "url",
    [
        "clamav:",
        "clamav:localhost:3310",
        "clamav://",
        "clamav://host:port",
        "clamav://user:hush@host",
        "clamav://host/path",
        "clamav://host?secnds=3",
        "clamav://host?seconds=0",
    ],
)
async def test_a_url_that_names_no_clamd_is_refused(url: str) -> None:
    with pytest.raises(InvalidSetting) as raised:
        await scanner_at(url).__aenter__()
    assert "hush" not in raised.value.detail
