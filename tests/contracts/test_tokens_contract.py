from typing import Any

import pytest
from contract_rows import rows

from cvscreen.testing.tokens import TokenStoreContract


@pytest.fixture(params=rows("tokens"))
async def store(request: pytest.FixtureRequest, opened: Any) -> Any:
    return await opened("tokens", request.param)


class TestTokenStores(TokenStoreContract): ...
