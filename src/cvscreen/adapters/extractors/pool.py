"""The TextExtractor that all PDF libraries share: a pool of warm parser processes."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

import msgspec

from cvscreen.adapters.extractors.worker_process import Limits, WorkerProcess
from cvscreen.adapters.registry import Opening
from cvscreen.domain.errors import InvalidSetting, ParserCrashed
from cvscreen.domain.text import CVText
from cvscreen.ports.extractors import ExtractionRequest
from cvscreen.ports.health import Health

DOCUMENTS_A_PROCESS = 500
"""A process is replaced after so many documents: libraries leak."""


def usable_cores() -> int:
    """The CPU cores that this process may run on, where the system tells, else all there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class PoolOptions(msgspec.Struct, frozen=True):
    """The options of every pool's URL, such as `pdfium:?processes=2&seconds=20&memory_mb=1024`."""

    processes: Annotated[int, msgspec.Meta(ge=1, le=256)] = msgspec.field(default_factory=usable_cores)
    seconds: Annotated[float, msgspec.Meta(gt=0, le=3600)] = 20.0
    memory_mb: Annotated[int, msgspec.Meta(ge=256, le=1_048_576)] = 1024


@asynccontextmanager
async def open_pool(opening: Opening, target: str) -> AsyncIterator[ParserPool]:
    """A pool for the parser `module:name` (see parsing.Parser), with the options of the URL.

    Raises InvalidSetting if the URL makes no sense. No process is started before the first document.
    """
    if opening.url.location:
        raise InvalidSetting(f"{opening.url.masked!r}: nothing but options may follow, such as ?processes=2")
    pool = ParserPool(target, opening.url.options(PoolOptions))
    try:
        yield pool
    finally:
        await pool.close()


class ParserPool:
    """Gives each document to a parser process that has nothing else to do, starting and replacing them as needed.

    Belongs to the event loop that it is first used on. A process stays for the next document unless it crashed, ran
    out of time or memory, or its call was cancelled.
    """

    def __init__(self, target: str, options: PoolOptions) -> None:
        self._target = target
        self._options = options
        self._name = target.rpartition(":")[2]
        self._slots = asyncio.Semaphore(options.processes)
        self._idle: list[WorkerProcess] = []
        self._processes: set[WorkerProcess] = set()
        self._closed = False

    async def extract(self, request: ExtractionRequest) -> CVText:
        """The text of the document. Errors as in TextExtractor."""
        async with self._borrowed() as process:
            text = await process.parse(request)
        await asyncio.sleep(0)  # the process is given its next document before this one's text is worked on
        return text

    async def ping(self) -> Health:
        """What parses here, by how many processes at most. Raises ParserCrashed if the parser does not load."""
        if not self._slots.locked():  # else all of them are at work, which is as good a sign
            async with self._borrowed() as process:
                self._name = await process.ready()
        count = self._options.processes
        return Health(f"{self._name}, {count} parser process{'' if count == 1 else 'es'}")

    async def close(self) -> None:
        """Kill every process, busy or not, and wait until they have ended."""
        self._closed = True
        for process in self._processes:
            process.kill()
        await asyncio.gather(*(process.gone.wait() for process in self._processes))

    @asynccontextmanager
    async def _borrowed(self) -> AsyncIterator[WorkerProcess]:
        async with self._slots:
            process = await self._process()
            try:
                yield process
            finally:
                if process.fit and process.documents < DOCUMENTS_A_PROCESS and not self._closed:
                    self._idle.append(process)
                else:
                    process.kill()

    async def _process(self) -> WorkerProcess:
        while self._idle:
            # The one used last: under light load the others are not kept busy for nothing.
            if (process := self._idle.pop()).fit:
                return process
            process.kill()
        if self._closed:
            raise ParserCrashed("the parser processes have been stopped: try again")
        self._processes = {process for process in self._processes if not process.gone.is_set()}
        process = await WorkerProcess.start(self._target, Limits(self._options.seconds, self._options.memory_mb))
        self._processes.add(process)
        return process
