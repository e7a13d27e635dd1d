"""Opens the rows of the contract table."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from contract_rows import Places
from missing import without
from real_servers import RealServer

from cvscreen.adapters.clocks.system import SystemClock
from cvscreen.adapters.registry import Opening, open_adapter
from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.errors import MissingExtra
from cvscreen.ports.health import Migrates
from cvscreen.testing.queues import EndlessWork
from cvscreen.testing.table import CONTRACTS


@pytest.fixture
async def opened(
    tmp_path: Path, server: Callable[[str], RealServer]
) -> AsyncIterator[Callable[[str, str], Awaitable[Any]]]:
    """Opens a port's adapter by its scheme, until the test is over."""
    places = Places(str(tmp_path), server)
    async with AsyncExitStack() as stack:

        async def open_row(port: str, scheme: str) -> Any:
            url = AdapterURL(CONTRACTS[port].urls[scheme].format_map(places))
            try:
                opening = open_adapter(port, Opening(url=url, clock=SystemClock(), work=EndlessWork()))
            except MissingExtra as error:
                without(error.detail)
            adapter = await stack.enter_async_context(opening)
            if isinstance(adapter, Migrates):
                await adapter.migrate()
            return adapter

        yield open_row
