from typing import Any

import pytest

from cvscreen.testing.caches import CacheContract
from cvscreen.testing.table import CONTRACTS


@pytest.fixture(params=CONTRACTS["caches"].urls)
async def cache(request: pytest.FixtureRequest, opened: Any) -> Any:
    return await opened("caches", request.param)


class TestCaches(CacheContract): ...
