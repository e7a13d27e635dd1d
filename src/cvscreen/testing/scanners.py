"""What every virus scanner promises."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from cvscreen.adapters.scanners.eicar import EICAR
from cvscreen.ports.scanners import VirusScanner
from cvscreen.testing.samples import chunks_of


@pytest.mark.asyncio
class VirusScannerContract:
    """Needs a fixture `scanner` that is a VirusScanner."""

    @pytest.mark.parametrize("chunks", [(), (b"",), (b"%PDF-1.7\n", b"x" * 2**20, b"%%EOF")])
    async def test_a_clean_stream_has_no_infection(self, scanner: VirusScanner, chunks: tuple[bytes, ...]) -> None:
        assert (await scanner.scan(chunks_of(*chunks))).infection is None

    async def test_a_clean_stream_is_read_to_its_end_by_whoever_scans(self, scanner: VirusScanner) -> None:
        read = []

        async def watched() -> AsyncIterator[bytes]:
            for number in range(10):
                yield b"clean"
                read.append(number)

        result = await scanner.scan(watched())
        assert len(read) == (10 if result.scanned else 0)

    async def test_the_test_virus_is_found_by_whoever_scans(self, scanner: VirusScanner) -> None:
        result = await scanner.scan(chunks_of(EICAR))
        assert bool(result.infection) is result.scanned

    @pytest.mark.parametrize("size", [1, 7, 67])
    async def test_the_test_virus_is_found_across_chunks(self, scanner: VirusScanner, size: int) -> None:
        pieces = [EICAR[start : start + size] for start in range(0, len(EICAR), size)]
        result = await scanner.scan(chunks_of(*pieces))
        assert bool(result.infection) is result.scanned

    async def test_an_error_of_the_stream_passes_through_whoever_scans(self, scanner: VirusScanner) -> None:
        async def failing() -> AsyncIterator[bytes]:
            yield b"%PDF-"
            raise LookupError("the file broke off")

        if (await scanner.scan(chunks_of(b"%PDF-"))).scanned:
            with pytest.raises(LookupError, match="broke off"):
                await scanner.scan(failing())

    async def test_it_answers_a_ping(self, scanner: VirusScanner) -> None:
        assert (await scanner.ping()).detail
