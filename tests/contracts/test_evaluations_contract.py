from typing import Any

import pytest

from cvscreen.testing.evaluations import EvaluationStoreContract
from cvscreen.testing.table import CONTRACTS


@pytest.fixture(params=CONTRACTS["evaluations"].urls)
async def store(request: pytest.FixtureRequest, opened: Any) -> Any:
    return await opened("evaluations", request.param)


class TestEvaluationStores(EvaluationStoreContract): ...
