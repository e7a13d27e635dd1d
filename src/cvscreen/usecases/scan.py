"""Looking for viruses in a file that was just stored, before anything else is told of it."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, replace

from cvscreen.domain.errors import InfectedFile, ScannerError
from cvscreen.domain.evaluations import CV
from cvscreen.domain.events import InfectionFound, ScanFailed
from cvscreen.ports.events import EventSink
from cvscreen.ports.files import FileStore
from cvscreen.ports.scanners import ScanResult, VirusScanner
from cvscreen.usecases.cancelling import uninterrupted


@dataclass(frozen=True, slots=True)
class ScanRules:
    """Whether a file is refused that the scanner gives no result for."""

    required: bool = True


class ScanFile:
    """Reads a stored file to the scanner."""

    def __init__(self, *, files: FileStore, scanner: VirusScanner, events: EventSink, rules: ScanRules) -> None:
        self._files = files
        self._scanner = scanner
        self._events = events
        self._rules = rules

    async def __call__(self, evaluation_id: str, owner: str, cv: CV) -> CV:
        """The CV of an evaluation to be, marked if no scanner looked at it. What is found is told as an event.

        Raises InfectedFile, StorageError, and a ScannerError if there is no result and there has to be one.
        """
        try:
            result = await self._result(cv.key)
        except ScannerError as error:
            if self._rules.required:
                raise
            failed = ScanFailed(evaluation_id=evaluation_id, owner=owner, error=error.failure())
            await uninterrupted(self._events.emit(failed))
            return replace(cv, not_scanned=True)
        if result.infection:
            found = InfectionFound(
                evaluation_id=evaluation_id, owner=owner, sha256=cv.sha256, infection=result.infection
            )
            await uninterrupted(self._events.emit(found))
            raise InfectedFile(f"the virus scanner found {result.infection}: do not send this file to anybody")
        return cv

    async def _result(self, key: str) -> ScanResult:
        async with aclosing(self._content(key)) as chunks:
            return await self._scanner.scan(chunks)

    async def _content(self, key: str) -> AsyncGenerator[bytes]:
        """The stored file, which is opened once somebody wants to read it."""
        async with self._files.get(key) as chunks:
            async for chunk in chunks:
                yield chunk
