from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from http_house import HttpHouse, http_house


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith("CVSCREEN_"):
            monkeypatch.delenv(name)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[HttpHouse]:
    async with http_house(tmp_path) as opened:
        yield opened


@pytest.fixture
async def ada(house: HttpHouse) -> dict[str, str]:
    return await house.signed_in()


@pytest.fixture
async def bob(house: HttpHouse) -> dict[str, str]:
    return await house.signed_in("bob@example.com")
