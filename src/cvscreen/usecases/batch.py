"""Screening many CVs for one job, several at a time; a bad one never stops the others."""

from __future__ import annotations

import asyncio
import itertools
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cvscreen.domain.errors import CvscreenError, Failure, ScorerBusy
from cvscreen.usecases.cancelling import is_being_cancelled
from cvscreen.usecases.defects import internal_error
from cvscreen.usecases.loading import LoadedTogether, Room, Source

if TYPE_CHECKING:  # CVs are read while what judges them is imported
    from cvscreen.domain.documents import CVFacts
    from cvscreen.domain.report import Report
    from cvscreen.domain.text import CVText
    from cvscreen.usecases.reading import ReadText

Judge = Callable[["CVFacts", "CVText"], Awaitable["Report"]]
"""The report about a CV whose masked text this is. Raises a ScorerError."""

LONGEST_TURN = 600.0
PAUSE = 20.0
"""Seconds to wait for a scorer that does not say how long."""


@dataclass(frozen=True, slots=True)
class Screened:
    """What became of one CV: a report, or the reason why there is none."""

    name: str
    report: Report | None
    error: Failure | None = None


class ScreenBatch:
    """Screens CVs, `at_once` at a time; of at most half the documents are in memory, of the others the texts."""

    def __init__(self, read_text: ReadText, at_once: int) -> None:
        self._read_text = read_text
        self._at_once = at_once
        self._group = max(1, at_once // 4)

    async def __call__(self, sources: Iterable[Source], judging: Awaitable[Judge]) -> AsyncIterator[Screened]:
        """Yield each CV as it is done, in no particular order. The first ones are read while the judge is made.

        Raises what making it raises, before the first one.
        """
        waiting = iter(sources)
        judge = asyncio.ensure_future(judging)
        room = Room(max(self._group, self._at_once // 2))
        running: set[asyncio.Task[Screened]] = set()
        loads: list[LoadedTogether] = []
        try:
            while True:
                while len(running) + self._group <= self._at_once and (group := self._next(waiting)):
                    loads.append(LoadedTogether(group, room))
                    running |= {asyncio.create_task(self._one(n, s, loads[-1], judge)) for n, s in enumerate(group)}
                await judge
                if not running:
                    return
                done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    yield task.result()
        finally:
            under_way: tuple[asyncio.Future[Any], ...] = (judge, *(load.loading for load in loads), *running)
            for future in under_way:
                future.cancel()
            await asyncio.gather(*under_way, return_exceptions=True)

    def _next(self, waiting: Iterator[Source]) -> list[Source]:
        """Those that are loaded together."""
        return list(itertools.islice(waiting, self._group))

    async def _one(self, n: int, source: Source, loading: LoadedTogether, judge: asyncio.Future[Judge]) -> Screened:
        try:
            cv, text = await self._read(n, loading)
            return Screened(source.name, await _in_turn(await asyncio.shield(judge), cv, text))
        except CvscreenError as error:
            return Screened(source.name, None, error.failure())
        except (Exception, asyncio.CancelledError) as error:
            if is_being_cancelled():
                raise
            return Screened(source.name, None, internal_error(error, "a CV of a batch").failure())

    async def _read(self, n: int, loading: LoadedTogether) -> tuple[CVFacts, CVText]:
        try:
            document = await loading.document(n)
            text = await self._read_text(document)
            return document.facts(len(text.pages)), text
        finally:
            loading.done()


async def _in_turn(judge: Judge, cv: CVFacts, text: CVText) -> Report:
    """The report, as soon as a scorer that takes no more calls for a while takes this one; up to ten minutes."""
    patience = LONGEST_TURN
    while True:
        try:
            return await judge(cv, text)
        except ScorerBusy as busy:
            pause = (busy.retry_after or PAUSE) * (1 + random.random() / 2)  # noqa: S311 - spreads, guards nothing
            if busy.tried or pause > patience:
                raise
        patience -= pause
        await asyncio.sleep(pause)


def ranked(results: Iterable[Screened]) -> list[Screened]:
    """Best score first, ties by name; those without a report last, by name."""
    return sorted(results, key=lambda r: (r.report is None, -(r.report.score if r.report else 0), r.name))
