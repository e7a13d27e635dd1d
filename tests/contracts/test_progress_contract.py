from typing import Any

import pytest
from contract_rows import rows

from cvscreen.testing.progress import ProgressBusContract


@pytest.fixture(params=rows("progress"))
async def bus(request: pytest.FixtureRequest, opened: Any) -> Any:
    return await opened("progress", request.param)


class TestProgressBuses(ProgressBusContract): ...
