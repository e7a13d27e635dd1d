from typing import Any

import pytest

from cvscreen.testing.queues import EvaluationQueueContract
from cvscreen.testing.table import CONTRACTS


@pytest.fixture(params=CONTRACTS["queues"].urls)
async def queue(request: pytest.FixtureRequest, opened: Any) -> Any:
    return await opened("queues", request.param)


class TestQueues(EvaluationQueueContract): ...
