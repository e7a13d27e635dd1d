from typing import Any

import pytest
from contract_rows import rows

from cvscreen.testing.scorers import ScorerContract


@pytest.fixture(params=rows("scorers"))
async def scorer(request: pytest.FixtureRequest, opened: Any) -> Any:
    return await opened("scorers", request.param)


class TestScorers(ScorerContract): ...
