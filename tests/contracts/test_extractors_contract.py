from typing import Any

import pytest
from contract_rows import rows

from cvscreen.testing.extractors import TextExtractorContract


@pytest.fixture(params=rows("extractors"))
async def extractor(request: pytest.FixtureRequest, opened: Any) -> Any:
    return await opened("extractors", request.param)


class TestExtractors(TextExtractorContract): ...
