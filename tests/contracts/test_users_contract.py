from typing import Any

import pytest
from contract_rows import rows

from cvscreen.testing.users import UserStoreContract


@pytest.fixture(params=rows("users"))
async def store(request: pytest.FixtureRequest, opened: Any) -> Any:
    return await opened("users", request.param)


class TestUserStores(UserStoreContract): ...
