from typing import Any

import pytest
from contract_rows import rows

from cvscreen.testing.files import FileStoreContract


@pytest.fixture(params=rows("files"))
async def files(request: pytest.FixtureRequest, opened: Any) -> Any:
    return await opened("files", request.param)


class TestFileStores(FileStoreContract): ...
