from typing import Any

import pytest
from contract_rows import rows

from cvscreen.testing.queues import EvaluationQueueContract


@pytest.fixture(params=rows("queues"))
async def queue(request: pytest.FixtureRequest, opened: Any) -> Any:
    return await opened("queues", request.param)


class TestQueues(EvaluationQueueContract): ...
