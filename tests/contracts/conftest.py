"""Opens the rows of the contract table."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, NoReturn

import pytest

from cvscreen.adapters.clocks.system import SystemClock
from cvscreen.adapters.registry import Opening, open_adapter
from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.errors import MissingExtra
from cvscreen.testing.queues import EndlessWork
from cvscreen.testing.table import CONTRACTS


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Callable[[str, str], Awaitable[Any]]]:
    """Opens a port's adapter by its scheme, until the test is over."""
    async with AsyncExitStack() as stack:

        async def open_row(port: str, scheme: str) -> Any:
            url = AdapterURL(CONTRACTS[port].urls[scheme].format(tmp=tmp_path))
            try:
                adapter = open_adapter(port, Opening(url=url, clock=SystemClock(), work=EndlessWork()))
            except MissingExtra as error:
                _without_driver(error.detail)
            return await stack.enter_async_context(adapter)

        yield open_row


def _without_driver(detail: str) -> NoReturn:
    """On one's own machine a driver may be missing, in CI none may."""
    if os.environ.get("CI") == "true":
        pytest.fail(detail)
    pytest.skip(detail)
