from typing import Any

import pytest

from cvscreen.testing.scanners import VirusScannerContract
from cvscreen.testing.table import CONTRACTS


@pytest.fixture(params=CONTRACTS["scanners"].urls)
async def scanner(request: pytest.FixtureRequest, opened: Any) -> Any:
    return await opened("scanners", request.param)


class TestScanners(VirusScannerContract): ...
