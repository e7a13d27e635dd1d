"""How the parts fit together. The only module that knows dependency-injector."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from typing import Any

from dependency_injector import containers, providers

from cvscreen.adapters.clocks.system import SystemClock
from cvscreen.adapters.events.fanout import FanOut
from cvscreen.adapters.events.logs import LogListener
from cvscreen.adapters.events.progress import ProgressListener
from cvscreen.adapters.registry import Opening, open_adapter
from cvscreen.ports.queues import EvaluationWork
from cvscreen.settings import PORTS, Settings
from cvscreen.usecases.batch import ScreenBatch
from cvscreen.usecases.owned import EraseEvaluation, ListEvaluations, ReadEvaluation, RetryEvaluation
from cvscreen.usecases.rubrics import KeepRubric, PrepareRubric
from cvscreen.usecases.run import AttemptLimits, RunEvaluation
from cvscreen.usecases.screen import DocumentLimits, ReadText, ScreenCV
from cvscreen.usecases.submit import SubmissionLimits, SubmitEvaluation
from cvscreen.usecases.sweep import DeleteOrphanedFiles, SweepEvaluations

SCREENING_PORTS = ("extractor", "scorer")
"""What screening without keeping anything needs; the order is that of opening."""

SERVICE_PORTS = ("evaluations", "files", "scanner", "progress", *SCREENING_PORTS, "queue")
"""What the whole service needs: the queue comes last, as its work uses all the others."""


class ScreeningContainer(containers.DeclarativeContainer):
    """Screening that keeps nothing: no store, no queue, no data folder."""

    settings = providers.Dependency(instance_of=Settings)
    extractor: providers.Provider[Any] = providers.Dependency()
    scorer: providers.Provider[Any] = providers.Dependency()

    document_limits = providers.Factory(
        DocumentLimits, max_bytes=settings.provided.max_upload_bytes, max_pages=settings.provided.max_pages
    )
    read_text = providers.Factory(ReadText, extractor=extractor, limits=document_limits)
    screen = providers.Factory(ScreenCV, read_text=read_text, scorer=scorer)
    prepare_rubric = providers.Factory(
        PrepareRubric, scorer=scorer, max_prompt_bytes=settings.provided.max_prompt_bytes
    )
    screen_batch = providers.Factory(ScreenBatch, screen=screen, at_once=2 * (os.cpu_count() or 1))


class ServiceContainer(ScreeningContainer):
    """Evaluations that are submitted, kept, worked off, read and erased."""

    clock = providers.Singleton(SystemClock)
    evaluations: providers.Provider[Any] = providers.Dependency()
    files: providers.Provider[Any] = providers.Dependency()
    scanner: providers.Provider[Any] = providers.Dependency()
    progress: providers.Provider[Any] = providers.Dependency()
    queue: providers.Provider[Any] = providers.Dependency()

    events = providers.Singleton(
        FanOut,
        providers.List(providers.Factory(LogListener), providers.Factory(ProgressListener, progress)),
    )
    keep_rubric = providers.Factory(
        KeepRubric,
        prepare=ScreeningContainer.prepare_rubric,
        scorer=ScreeningContainer.scorer,
        evaluations=evaluations,
    )
    submit = providers.Factory(
        SubmitEvaluation,
        evaluations=evaluations,
        files=files,
        scanner=scanner,
        queue=queue,
        events=events,
        clock=clock,
        limits=providers.Factory(
            SubmissionLimits,
            max_bytes=ScreeningContainer.settings.provided.max_upload_bytes,
            max_prompt_bytes=ScreeningContainer.settings.provided.max_prompt_bytes,
        ),
    )
    run = providers.Factory(
        RunEvaluation,
        evaluations=evaluations,
        files=files,
        rubrics=keep_rubric,
        screen=ScreeningContainer.screen,
        events=events,
        limits=providers.Factory(
            AttemptLimits,
            lease=providers.Factory(timedelta, seconds=ScreeningContainer.settings.provided.lease_seconds),
            max_attempts=ScreeningContainer.settings.provided.max_attempts,
        ),
    )
    sweep = providers.Factory(SweepEvaluations, evaluations=evaluations, queue=queue, events=events)
    delete_orphaned_files = providers.Factory(DeleteOrphanedFiles, evaluations=evaluations, files=files, events=events)
    read = providers.Factory(ReadEvaluation, evaluations=evaluations)
    list = providers.Factory(ListEvaluations, evaluations=evaluations)
    retry = providers.Factory(RetryEvaluation, read=read, evaluations=evaluations, queue=queue, events=events)
    erase = providers.Factory(EraseEvaluation, read=read, evaluations=evaluations, files=files, events=events)


class _ServiceWork:
    """The queue's work, done by use cases that themselves need the queue: it waits until all is wired."""

    def __init__(self, container: ServiceContainer) -> None:
        self._container = container
        self.wired = asyncio.Event()

    async def run(self, evaluation_id: str) -> None:
        await self.wired.wait()
        await self._container.run()(evaluation_id)

    async def sweep(self) -> None:
        await self.wired.wait()
        await self._container.sweep()()

    async def tidy(self) -> None:
        await self.wired.wait()
        await self._container.delete_orphaned_files()()


class _IdleWork:
    """No work, for a queue that is opened alone."""

    async def run(self, evaluation_id: str) -> None:
        """Leave it to a service."""

    async def sweep(self) -> None:
        """Leave it to a service."""

    async def tidy(self) -> None:
        """Leave it to a service."""


@asynccontextmanager
async def open_port(settings: Settings, port: str) -> AsyncIterator[Any]:
    """The adapter of one port (a key of `PORTS`) alone; a queue does no work. Raises SettingsError, StorageError."""
    async with open_adapter(PORTS[port], _opening(settings, port, _IdleWork())) as adapter:
        yield adapter


@asynccontextmanager
async def open_reading(settings: Settings) -> AsyncIterator[ScreeningContainer]:
    """What reading a CV takes, without a scorer, open while the context is. Raises SettingsError."""
    async with _opened(ScreeningContainer(settings=settings), ("extractor",), _IdleWork()) as container:
        yield container


@asynccontextmanager
async def open_screening(settings: Settings) -> AsyncIterator[ScreeningContainer]:
    """The parts of screening that keeps nothing, open while the context is. Raises SettingsError."""
    async with _opened(ScreeningContainer(settings=settings), SCREENING_PORTS, _IdleWork()) as container:
        yield container


@asynccontextmanager
async def open_service(settings: Settings) -> AsyncIterator[ServiceContainer]:
    """All parts, open while the context is; leaving hands running work back. Raises SettingsError, StorageError."""
    container = ServiceContainer(settings=settings)
    work = _ServiceWork(container)
    async with _opened(container, SERVICE_PORTS, work):
        container.check_dependencies()
        work.wired.set()
        yield container


@asynccontextmanager
async def _opened(container: Any, ports: Iterable[str], work: EvaluationWork) -> AsyncIterator[Any]:
    async with AsyncExitStack() as stack:
        for port in ports:
            opening = _opening(container.settings(), port, work)
            adapter = await stack.enter_async_context(open_adapter(PORTS[port], opening))
            container.providers[port].override(providers.Object(adapter))
        yield container


def _opening(settings: Settings, port: str, work: EvaluationWork) -> Opening:
    return Opening(url=settings.url(port), clock=SystemClock(), work=work)
