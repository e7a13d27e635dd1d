"""From a URL to an open adapter.

Each port's folder has a table `SCHEMES`; other packages add to it by the entry-point group `cvscreen.adapters`,
under the name `<folder>.<scheme>`, such as `scorers.acme = acme.cvscreen:open`.
"""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from cvscreen.adapters.table import Adapter
from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.errors import InvalidSetting, MissingExtra, UnknownScheme
from cvscreen.ports.clocks import Clock
from cvscreen.ports.queues import EvaluationWork

if TYPE_CHECKING:  # screening keeps no evaluations, of which most events tell
    from cvscreen.ports.events import EventSink

ENTRY_POINTS = "cvscreen.adapters"
Client = TypeVar("Client")


class SharedClients:
    """Clients that several adapters use: equal URLs share one, which lives as long as the stack that it came with."""

    def __init__(self, stack: AsyncExitStack) -> None:
        self._stack = stack
        self._opened: dict[str, Any] = {}
        self._one_at_a_time = asyncio.Lock()

    async def client(self, key: str, opening: Callable[[], AbstractAsyncContextManager[Client]]) -> Client:
        """The client of that key, opened for whoever asks first. Raises what opening it raises."""
        async with self._one_at_a_time:
            if key not in self._opened:
                self._opened[key] = await self._stack.enter_async_context(opening())
        client: Client = self._opened[key]
        return client


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What an adapter is opened with: its URL and the clock; `work` is for a queue of this process.

    `clients` are shared with other adapters; without them an adapter opens its own. `events` hears what an adapter has
    to tell, from the time on that all is open.
    """

    url: AdapterURL
    clock: Clock
    work: EvaluationWork | None = None
    clients: SharedClients | None = None
    events: EventSink | None = None


Opener = Callable[[Opening], AbstractAsyncContextManager[Any]]


def schemes(port: str) -> dict[str, Adapter]:
    """The schemes of a port's folder, our own and other packages'; ours win."""
    import importlib.metadata  # only a scheme that is not ours is worth the time that this import takes

    ours: dict[str, Adapter] = importlib.import_module(f"cvscreen.adapters.{port}").SCHEMES
    found = importlib.metadata.entry_points(group=ENTRY_POINTS)
    theirs = {
        entry.name.partition(".")[2]: Adapter(entry.value) for entry in found if entry.name.startswith(f"{port}.")
    }
    return theirs | ours


def open_adapter(port: str, opening: Opening) -> AbstractAsyncContextManager[Any]:
    """The adapter that the URL names, to be entered.

    Raises UnknownScheme if no adapter has that scheme, MissingExtra if its driver is not installed, and
    InvalidSetting if the URL makes no sense to it.
    """
    return opener(port, opening.url)(opening)


def opener(port: str, url: AdapterURL) -> Opener:
    """What opens the adapter that the URL names: its module is imported. Errors as in open_adapter."""
    adapter = _adapter(port, url)
    module, _, function = adapter.target.partition(":")
    try:
        found: Opener = getattr(importlib.import_module(module), function)
    except ModuleNotFoundError as error:
        if adapter.extra is None:
            raise InvalidSetting(f"{url.masked!r}: its adapter cannot be imported: {error}") from error
        raise MissingExtra(f"{url.masked!r} needs {error.name}: pip install 'cvscreen[{adapter.extra}]'") from None
    except AttributeError:
        raise InvalidSetting(f"{url.masked!r}: {module} has no {function!r}, though it is registered so") from None
    return found


def _adapter(port: str, url: AdapterURL) -> Adapter:
    ours: dict[str, Adapter] = importlib.import_module(f"cvscreen.adapters.{port}").SCHEMES
    if url.scheme in ours:
        return ours[url.scheme]
    known = schemes(port)
    if url.scheme not in known:
        raise UnknownScheme(f"no adapter for {url.masked!r}: {port} has {', '.join(f'{s}:' for s in sorted(known))}")
    return known[url.scheme]
