from typing import Any

import pytest

from cvscreen.testing.limits import RateLimiterContract
from cvscreen.testing.table import CONTRACTS


@pytest.fixture(params=CONTRACTS["limits"].urls)
async def limiter(request: pytest.FixtureRequest, opened: Any) -> Any:
    return await opened("limits", request.param)


class TestRateLimiters(RateLimiterContract): ...
