"""Files that are scanned as they are submitted: infected ones, and those that no scanner has looked at."""

import hashlib
from collections.abc import AsyncIterable

import pytest
from memory_house import CV, OWNER, a_submission, house_with
from shaky_stores import ShakyFiles

from cvscreen.adapters.scanners.eicar import EICAR, INFECTION, EicarScanner
from cvscreen.domain.errors import CvscreenError, InfectedFile, ScannerUnavailable, TooLargeToScan
from cvscreen.domain.evaluations import NOT_SCANNED
from cvscreen.domain.events import InfectionFound, ScanFailed
from cvscreen.ports.scanners import ScanResult
from cvscreen.usecases.scan import ScanRules


class Away(EicarScanner):
    """Gives no result."""

    def __init__(self, error: type[CvscreenError]) -> None:
        self._error = error

    async def scan(self, chunks: AsyncIterable[bytes]) -> ScanResult:
        raise self._error("it is away")


async def test_an_infected_file_is_refused_and_gone_and_what_was_found_is_told() -> None:
    house = house_with()
    with pytest.raises(InfectedFile):
        await house.submit(a_submission(CV + EICAR))
    assert await house.is_empty()
    assert await house.queue.depth() == 0
    (found,) = house.events.events
    assert isinstance(found, InfectionFound)
    assert (found.owner, found.infection) == (OWNER, INFECTION)
    assert found.sha256 == hashlib.sha256(CV + EICAR).hexdigest()


async def test_that_a_file_is_infected_is_said_even_if_it_cannot_be_deleted() -> None:
    files = ShakyFiles()
    files.down.add("delete")
    house = house_with(files=files)
    with pytest.raises(InfectedFile):
        await house.submit(a_submission(CV + EICAR))
    assert (await house.list(OWNER)).count == 0


async def test_a_scanner_with_a_defect_leaves_nothing() -> None:
    class Broken(EicarScanner):
        async def scan(self, chunks: AsyncIterable[bytes]) -> ScanResult:
            raise LookupError("a defect")

    house = house_with(scanner=Broken())
    with pytest.raises(LookupError):
        await house.submit(a_submission())
    assert await house.is_empty()


@pytest.mark.parametrize("error", [ScannerUnavailable, TooLargeToScan])
async def test_without_a_result_of_the_scanner_a_file_is_refused(error: type[CvscreenError]) -> None:
    house = house_with(scanner=Away(error))
    with pytest.raises(error):
        await house.submit(a_submission())
    assert await house.is_empty()
    assert house.events.events == []


@pytest.mark.parametrize("error", [ScannerUnavailable, TooLargeToScan])
async def test_a_file_that_need_not_be_scanned_is_accepted_with_a_flag_that_stays(error: type[CvscreenError]) -> None:
    house = house_with(scanner=Away(error), scan_rules=ScanRules(required=False))
    evaluation = await house.submit(a_submission())
    assert evaluation.cv.not_scanned
    assert house.heard(ScanFailed) == 1
    await house.run(evaluation.id)
    done = await house.stored(evaluation.id)
    assert done.report is not None
    assert done.report.flags[0] == NOT_SCANNED
    assert done.report.summary.flags[0] == NOT_SCANNED


async def test_a_file_that_was_scanned_has_no_such_flag() -> None:
    house = house_with(scan_rules=ScanRules(required=False))
    evaluation = await house.submit(a_submission())
    await house.run(evaluation.id)
    done = await house.stored(evaluation.id)
    assert done.report is not None
    assert NOT_SCANNED not in done.report.flags
