"""Screening many CVs for one job, several at a time; a bad one never stops the others."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cvscreen.domain.documents import Document
from cvscreen.domain.errors import CvscreenError, Failure
from cvscreen.usecases.cancelling import is_being_cancelled
from cvscreen.usecases.defects import internal_error

if TYPE_CHECKING:  # sources are named, and parsers started, before what masks and judges is imported
    from cvscreen.domain.report import Report
    from cvscreen.domain.rubric import DraftedRubric
    from cvscreen.usecases.screen import ScreenCV


@dataclass(frozen=True, slots=True)
class Source:
    """A CV to come: the name to show, and how to load it when its turn comes (blocking, raises a CVError)."""

    name: str
    load: Callable[[], Document]


@dataclass(frozen=True, slots=True)
class Screened:
    """What became of one CV: a report, or the reason why there is none."""

    name: str
    report: Report | None
    error: Failure | None = None


class ScreenBatch:
    """Screens CVs, `at_once` at a time."""

    def __init__(self, screen: ScreenCV, at_once: int) -> None:
        self._screen = screen
        self._at_once = at_once

    async def __call__(self, sources: Iterable[Source], drafted: DraftedRubric) -> AsyncIterator[Screened]:
        """Yield each CV as it is done, in no particular order."""
        waiting = iter(sources)
        running: set[asyncio.Task[Screened]] = set()
        try:
            while True:
                for source in itertools.islice(waiting, self._at_once - len(running)):
                    running.add(asyncio.create_task(self._one(source, drafted)))
                if not running:
                    return
                done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    yield task.result()
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)

    async def _one(self, source: Source, drafted: DraftedRubric) -> Screened:
        try:
            document = await asyncio.to_thread(source.load)
            return Screened(source.name, await self._screen(document, drafted))
        except CvscreenError as error:
            return Screened(source.name, None, error.failure())
        except (Exception, asyncio.CancelledError) as error:
            if is_being_cancelled():
                raise
            return Screened(source.name, None, internal_error(error, "a CV of a batch").failure())


def ranked(results: Iterable[Screened]) -> list[Screened]:
    """Best score first, ties by name; those without a report last, by name."""
    return sorted(results, key=lambda r: (r.report is None, -(r.report.score if r.report else 0), r.name))
