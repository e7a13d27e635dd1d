"""How the parts fit together. The only package that knows dependency-injector.

Its containers are imported when they are opened: an adapter that is opened first, such as the parsers of
`cvscreen screen`, gets ready meanwhile, and screening does without what only the service needs.
"""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, Any

from cvscreen.adapters.clocks.system import SystemClock
from cvscreen.adapters.registry import Opening, SharedClients, open_adapter, opener
from cvscreen.ports.extractors import TextExtractor
from cvscreen.ports.queues import EvaluationWork
from cvscreen.settings import PORTS, Settings

if TYPE_CHECKING:
    from cvscreen.container.api import ApiContainer
    from cvscreen.container.reading import ReadingContainer
    from cvscreen.container.screening import ScreeningContainer
    from cvscreen.container.service import ServiceContainer
    from cvscreen.domain.events import Event
    from cvscreen.ports.events import EventSink
    from cvscreen.ports.scorers import Scorer

SCREENING_PORTS = ("extractor", "scorer")
"""What screening without keeping anything needs; the order is that of opening."""

SERVICE_PORTS = ("evaluations", "files", "scanner", "cache", "progress", *SCREENING_PORTS, "queue")
"""What evaluations need: the queue comes last, as its work uses all the others."""

API_PORTS = ("users", "tokens", "limits", *SERVICE_PORTS)
"""What the HTTP service needs."""

WORKER_PORTS = ("users", "tokens", *SERVICE_PORTS)
"""What a worker in a process of its own needs: it resumes the erasure of accounts too."""


class _IdleWork:
    """No work, for a queue that is opened alone."""

    async def run(self, evaluation_id: str) -> None:
        """Leave it to a service."""

    async def sweep(self) -> None:
        """Leave it to a service."""

    async def tidy(self) -> None:
        """Leave it to a service."""


class _Listeners:
    """The container's events for adapters, which are opened before all that listens is."""

    def __init__(self, container: Any) -> None:
        self._container = container

    async def emit(self, event: Event) -> None:
        """Pass it on, if somebody can listen: screening alone has no listeners."""
        if (events := self._container.providers.get("events")) is not None:
            await events().emit(event)


@asynccontextmanager
async def open_port(settings: Settings, port: str) -> AsyncIterator[Any]:
    """The adapter of one port (a key of `PORTS`) alone; a queue does no work. Raises SettingsError, StorageError."""
    async with open_adapter(PORTS[port], _opening(settings, port, _IdleWork())) as adapter:
        yield adapter


@asynccontextmanager
async def open_reading(settings: Settings, extractor: TextExtractor | None = None) -> AsyncIterator[ReadingContainer]:
    """What reading a CV takes, without a scorer, open while the context is. Raises SettingsError.

    `extractor` is open already, and stays so; without it that of the settings is opened.
    """
    from cvscreen.container.reading import ReadingContainer

    container = ReadingContainer(settings=settings)
    async with _opened(container, _left_to_open(container, ("extractor",), extractor=extractor), _IdleWork()):
        yield container


@asynccontextmanager
async def open_screening(
    settings: Settings, extractor: TextExtractor | None = None, scorer: Scorer | None = None
) -> AsyncIterator[ScreeningContainer]:
    """The parts of screening that keeps nothing, open while the context is. Raises SettingsError.

    `extractor` and `scorer` are open already, and stay so; without them those of the settings are opened.
    """
    # In a thread, as CVs may be being read meanwhile.
    screening = await asyncio.to_thread(importlib.import_module, "cvscreen.container.screening")
    container: ScreeningContainer = screening.ScreeningContainer(settings=settings)
    ports = _left_to_open(container, SCREENING_PORTS, extractor=extractor, scorer=scorer)
    async with _opened(container, ports, _IdleWork()):
        yield container


@asynccontextmanager
async def open_service(settings: Settings, scorer: Scorer | None = None) -> AsyncIterator[ServiceContainer]:
    """All parts, open while the context is; leaving hands running work back. Raises SettingsError, StorageError.

    `scorer` is open already, and stays so; without it the one of the settings is opened. One that asks a server is put
    behind a circuit breaker, if the extra `openrouter` is there, which brings it.
    """
    from cvscreen.container.service import ServiceContainer, ServiceWork

    container = ServiceContainer(settings=settings)
    work = ServiceWork(container)
    guarded = scorer and _behind_breaker(scorer, _Listeners(container))
    async with _opened(container, _left_to_open(container, SERVICE_PORTS, scorer=guarded), work):
        container.check_dependencies()
        work.wired.set()
        yield container


@asynccontextmanager
async def open_api(settings: Settings) -> AsyncIterator[ApiContainer]:
    """All parts and accounts, open while the context is. Raises SettingsError, StorageError."""
    from cvscreen.container.api import ApiContainer, ApiWork
    from cvscreen.container.secrets import signing_keys

    container = ApiContainer(settings=settings, keys=await signing_keys(settings))
    # A list of its own in the class would be one that the providers it inherits never hear of.
    container.listeners.add_args(container.metrics)
    work = ApiWork(container)
    async with _opened(container, API_PORTS, work):
        container.check_dependencies()
        work.wired.set()
        yield container


@asynccontextmanager
async def open_worker(settings: Settings) -> AsyncIterator[ApiContainer]:
    """All parts of the work, without a key to sign tokens, open while the context is.

    Raises SettingsError, StorageError.
    """
    from cvscreen.container.api import ApiContainer

    container = ApiContainer(settings=settings)
    container.listeners.add_args(container.metrics)
    async with _opened(container, WORKER_PORTS, _IdleWork()):
        yield container


@asynccontextmanager
async def open_accounts(settings: Settings) -> AsyncIterator[ApiContainer]:
    """What making an account takes, and nothing else, open while the context is. Raises SettingsError, StorageError."""
    from cvscreen.container.api import ApiContainer

    async with _opened(ApiContainer(settings=settings), ("users", "cache", "progress"), _IdleWork()) as container:
        yield container


@asynccontextmanager
async def _opened(container: Any, ports: Iterable[str], work: EvaluationWork) -> AsyncIterator[Any]:
    async with AsyncExitStack() as stack:
        clients = SharedClients(stack)
        for port in ports:
            opening = _opening(container.settings(), port, work, clients, _Listeners(container))
            opens = await asyncio.to_thread(opener, PORTS[port], opening.url)
            _put(container, port, await stack.enter_async_context(opens(opening)))
        yield container


def _opening(
    settings: Settings,
    port: str,
    work: EvaluationWork,
    clients: SharedClients | None = None,
    events: EventSink | None = None,
) -> Opening:
    return Opening(url=settings.url(port), clock=SystemClock(), work=work, clients=clients, events=events)


def _behind_breaker(scorer: Scorer, events: EventSink) -> Scorer:
    if not scorer.identity.host:
        return scorer
    try:
        from cvscreen.adapters.scorers.breaking import BreakingScorer
    except ModuleNotFoundError:
        return scorer
    if isinstance(scorer, BreakingScorer):
        return scorer
    return BreakingScorer(scorer, clock=SystemClock(), events=events)


def _left_to_open(container: Any, ports: Iterable[str], **given: object) -> tuple[str, ...]:
    """Put in those that are open already; the ports of the others."""
    for port, adapter in given.items():
        if adapter is not None:
            _put(container, port, adapter)
    return tuple(port for port in ports if given.get(port) is None)


def _put(container: Any, port: str, adapter: Any) -> None:
    from dependency_injector import providers

    container.providers[port].override(providers.Object(adapter))
