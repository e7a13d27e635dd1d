from typing import Any

import pytest

from cvscreen.testing.extractors import TextExtractorContract
from cvscreen.testing.table import CONTRACTS


@pytest.fixture(params=CONTRACTS["extractors"].urls)
async def extractor(request: pytest.FixtureRequest, opened: Any) -> Any:
    return await opened("extractors", request.param)


class TestExtractors(TextExtractorContract): ...
