"""The TextExtractor that all PDF libraries share: a pool of warm parser processes."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from operator import attrgetter
from typing import Annotated

import msgspec

from cvscreen.adapters.extractors.spawning import Limits
from cvscreen.adapters.extractors.turns import NotTakenError
from cvscreen.adapters.extractors.worker_process import AT_ONCE, WorkerProcess
from cvscreen.adapters.registry import Opening
from cvscreen.domain.errors import InvalidSetting, ParserCrashed
from cvscreen.domain.text import CVText
from cvscreen.ports.extractors import ExtractionRequest
from cvscreen.ports.health import Health

DOCUMENTS_A_PROCESS = 500
"""A process is replaced after so many documents: libraries leak."""
START_AFTER_SECONDS = 0.25
"""When a document has waited so long, about as long as a process takes to start, one more is started."""
PATIENCE_SECONDS = 0.25
"""So long a document waits behind each other one in a process: then one hangs, or is large, and it goes elsewhere."""


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
    """Gives each document to a parser process that has room for it, starting and replacing them as needed.

    Belongs to the event loop that it is first used on. A process stays for the next document unless it crashed, ran
    out of time or memory, or its call was cancelled. The first document starts one process, and whoever waits too long
    another: a process is no help to documents that are read in less time than it takes to start.
    """

    def __init__(self, target: str, options: PoolOptions) -> None:
        self._target = target
        self._options = options
        self._name = target.rpartition(":")[2]
        self._room = asyncio.Semaphore(0)
        """For as many documents as there is room for, or more: that of a process that ended is counted still."""
        self._processes: set[WorkerProcess] = set()
        self._closed = False

    async def extract(self, request: ExtractionRequest) -> CVText:
        """The text of the document. Errors as in TextExtractor."""
        patience = PATIENCE_SECONDS if self._options.processes > 1 else None
        while True:
            process = await self._with_room()
            try:
                text = await process.parse(request, patience)
            except NotTakenError:
                continue
            finally:
                self._take_back(process)
                self._room.release()
            await asyncio.sleep(0)  # the process is given its next document before this one's text is worked on
            return text

    async def ping(self) -> Health:
        """What parses here, by how many processes at most. Raises ParserCrashed if the parser does not load."""
        idle = next((process for process in self._usable() if not process.in_hand), None)
        if idle or self._may_start():  # else all of them are at work, which is as good a sign
            process = idle or self._start()
            async with self._room:
                try:
                    self._name = await process.ready()
                finally:
                    self._take_back(process)
        count = self._options.processes
        return Health(f"{self._name}, {count} parser process{'' if count == 1 else 'es'}")

    async def close(self) -> None:
        """Kill every process, busy or not, and wait until they have ended."""
        self._closed = True
        for process in self._processes:
            process.kill()
        await asyncio.gather(*(process.gone.wait() for process in self._processes))

    async def _with_room(self) -> WorkerProcess:
        """The least busy process, as soon as one has room for a document."""
        if not self._usable():
            self._start()
        while True:
            another = asyncio.get_running_loop().call_later(START_AFTER_SECONDS, self._start_another)
            try:
                await self._room.acquire()
            finally:
                another.cancel()
            if self._closed:
                self._room.release()  # for the next one that waits
            if not self._usable():
                return self._start()
            with_room = [p for p in self._usable() if p.has_room and p.documents < DOCUMENTS_A_PROCESS]
            if with_room:
                return min(with_room, key=attrgetter("in_hand"))

    def _start_another(self) -> None:
        if self._may_start() and not self._closed:
            self._start()

    def _may_start(self) -> bool:
        return len(self._usable()) < self._options.processes

    def _start(self) -> WorkerProcess:
        if self._closed:
            raise ParserCrashed("the parser processes have been stopped: try again")
        process = WorkerProcess(self._target, Limits(self._options.seconds, self._options.memory_mb))
        self._processes = {process, *(process for process in self._processes if not process.gone.is_set())}
        for _ in range(AT_ONCE):
            self._room.release()
        return process

    def _usable(self) -> list[WorkerProcess]:
        return [process for process in self._processes if process.usable]

    def _take_back(self, process: WorkerProcess) -> None:
        worn = process.documents >= DOCUMENTS_A_PROCESS and not process.in_hand
        if worn or self._closed or not process.usable:
            process.kill()
