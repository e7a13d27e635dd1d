from typing import Any

import pytest
from contract_rows import rows

from cvscreen.adapters.clocks.fixed import FixedClock
from cvscreen.adapters.registry import Opening
from cvscreen.adapters.scorers.breaking import breaking
from cvscreen.adapters.urls import AdapterURL
from cvscreen.ports.scorers import Scorer
from cvscreen.testing.scorers import ScorerContract


@pytest.fixture(params=rows("scorers"))
async def scorer(request: pytest.FixtureRequest, opened: Any) -> Any:
    return await opened("scorers", request.param)


class TestScorers(ScorerContract): ...


class TestScorersBehindABreaker(ScorerContract):
    @pytest.fixture
    async def scorer(self, opened: Any) -> Scorer:
        opening = Opening(url=AdapterURL("lexical:"), clock=FixedClock())
        return breaking(await opened("scorers", "lexical"), opening)
