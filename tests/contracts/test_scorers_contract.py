from typing import Any

import pytest

from cvscreen.testing.scorers import ScorerContract
from cvscreen.testing.table import CONTRACTS


@pytest.fixture(params=CONTRACTS["scorers"].urls)
async def scorer(request: pytest.FixtureRequest, opened: Any) -> Any:
    return await opened("scorers", request.param)


class TestScorers(ScorerContract): ...
