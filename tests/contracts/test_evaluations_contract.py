from typing import Any

import pytest
from contract_rows import rows

from cvscreen.testing.evaluations import EvaluationStoreContract


@pytest.fixture(params=rows("evaluations"))
async def store(request: pytest.FixtureRequest, opened: Any) -> Any:
    return await opened("evaluations", request.param)


class TestEvaluationStores(EvaluationStoreContract): ...
