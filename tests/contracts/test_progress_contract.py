from typing import Any

import pytest

from cvscreen.testing.progress import ProgressBusContract
from cvscreen.testing.table import CONTRACTS


@pytest.fixture(params=CONTRACTS["progress"].urls)
async def bus(request: pytest.FixtureRequest, opened: Any) -> Any:
    return await opened("progress", request.param)


class TestProgressBuses(ProgressBusContract): ...
