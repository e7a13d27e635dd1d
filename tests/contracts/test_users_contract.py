from typing import Any

import pytest

from cvscreen.testing.table import CONTRACTS
from cvscreen.testing.users import UserStoreContract


@pytest.fixture(params=CONTRACTS["users"].urls)
async def store(request: pytest.FixtureRequest, opened: Any) -> Any:
    return await opened("users", request.param)


class TestUserStores(UserStoreContract): ...
