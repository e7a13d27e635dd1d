from typing import Any

import pytest

from cvscreen.testing.files import FileStoreContract
from cvscreen.testing.table import CONTRACTS


@pytest.fixture(params=CONTRACTS["files"].urls)
async def files(request: pytest.FixtureRequest, opened: Any) -> Any:
    return await opened("files", request.param)


class TestFileStores(FileStoreContract): ...
