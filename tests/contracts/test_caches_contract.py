from typing import Any

import pytest
from contract_rows import rows

from cvscreen.testing.caches import CacheContract


@pytest.fixture(params=rows("caches"))
async def cache(request: pytest.FixtureRequest, opened: Any) -> Any:
    return await opened("caches", request.param)


class TestCaches(CacheContract): ...
