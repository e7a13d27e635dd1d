from typing import Any

import pytest
from contract_rows import rows

from cvscreen.testing.scanners import VirusScannerContract


@pytest.fixture(params=rows("scanners"))
async def scanner(request: pytest.FixtureRequest, opened: Any) -> Any:
    return await opened("scanners", request.param)


class TestScanners(VirusScannerContract): ...
