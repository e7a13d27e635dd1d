from typing import Any

import pytest
from contract_rows import rows

from cvscreen.testing.limits import RateLimiterContract


@pytest.fixture(params=rows("limits"))
async def limiter(request: pytest.FixtureRequest, opened: Any) -> Any:
    return await opened("limits", request.param)


class TestRateLimiters(RateLimiterContract): ...
