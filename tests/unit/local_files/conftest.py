from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from local_files import store_in

from cvscreen.adapters.files.local import LocalFileStore


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "files"


@pytest.fixture
async def files(root: Path) -> AsyncIterator[LocalFileStore]:
    async with store_in(root) as opened:
        yield opened
