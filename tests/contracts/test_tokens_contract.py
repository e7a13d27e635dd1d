from typing import Any

import pytest

from cvscreen.testing.table import CONTRACTS
from cvscreen.testing.tokens import TokenStoreContract


@pytest.fixture(params=CONTRACTS["tokens"].urls)
async def store(request: pytest.FixtureRequest, opened: Any) -> Any:
    return await opened("tokens", request.param)


class TestTokenStores(TokenStoreContract): ...
