"""A scripted server, and clients for it."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from typing import Any

import pytest
from openrouter_calls import KEY, Opened, Serve
from openrouter_server import MODEL, OpenRouterServer, Step, served

from cvscreen.adapters.scorers.openrouter import patience
from cvscreen.adapters.scorers.openrouter.client import OpenRouterClient, opened_client
from cvscreen.adapters.scorers.openrouter.place import OpenRouterPlace


@pytest.fixture(scope="module")
def running() -> Iterator[tuple[OpenRouterServer, str]]:
    """One server for all of a module's tests, as starting one takes longer than most of them."""
    server = OpenRouterServer()
    with served(server) as url:
        yield server, url


@pytest.fixture
def serve(running: tuple[OpenRouterServer, str]) -> Serve:
    """Has the server play a script, from its beginning."""
    server, url = running

    def play(*steps: Step, **changes: Any) -> tuple[OpenRouterServer, str]:
        server.play(steps, **changes)
        return server, url

    return play


@pytest.fixture
async def opened() -> AsyncIterator[Opened]:
    """Opens a client for a base URL."""
    async with AsyncExitStack() as stack:

        async def of(base_url: str, **changes: Any) -> OpenRouterClient:
            usual: dict[str, Any] = {"api_key": KEY, "models": (MODEL,), "seconds": 5.0}
            place = OpenRouterPlace(base_url=base_url, **(usual | changes))
            return await stack.enter_async_context(opened_client(place))

        yield of


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Retries wait next to nothing."""
    monkeypatch.setattr(patience, "FIRST_PAUSE", 0.01)
