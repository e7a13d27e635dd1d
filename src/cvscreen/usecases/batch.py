"""Screening many CVs for one job, several at a time; a bad one never stops the others."""

from __future__ import annotations

import asyncio
import itertools
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cvscreen.domain.documents import Document
from cvscreen.domain.errors import CvscreenError, Failure, ScorerBusy
from cvscreen.usecases.cancelling import is_being_cancelled
from cvscreen.usecases.defects import internal_error

if TYPE_CHECKING:  # sources are named, and parsers started, before what masks and judges is imported
    from cvscreen.domain.report import Report
    from cvscreen.domain.rubric import DraftedRubric
    from cvscreen.usecases.screen import ScreenCV


LONGEST_TURN = 600.0
PAUSE = 20.0
"""Seconds to wait for a scorer that does not say how long."""


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


Loaded = Document | BaseException
"""A document, or why there is none."""


class ScreenBatch:
    """Screens CVs, `at_once` at a time."""

    def __init__(self, screen: ScreenCV, at_once: int) -> None:
        self._screen = screen
        self._at_once = at_once
        self._group = max(1, at_once // 2)

    async def __call__(self, sources: Iterable[Source], drafting: Awaitable[DraftedRubric]) -> AsyncIterator[Screened]:
        """Yield each CV as it is done, in no particular order. The first ones are read while the rubric is drafted.

        Raises what drafting it raises, before the first one.
        """
        waiting = iter(sources)
        drafted = asyncio.ensure_future(drafting)
        running: set[asyncio.Task[Screened]] = set()
        loads: set[asyncio.Task[list[Loaded]]] = set()
        try:
            while True:
                while len(running) + self._group <= self._at_once and (group := self._next(waiting)):
                    loading = asyncio.create_task(asyncio.to_thread(_loaded, group))
                    loads.add(loading)
                    loading.add_done_callback(loads.discard)
                    running |= {asyncio.create_task(self._one(n, s, loading, drafted)) for n, s in enumerate(group)}
                await drafted
                if not running:
                    return
                done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    yield task.result()
        finally:
            under_way: tuple[asyncio.Future[Any], ...] = (drafted, *loads, *running)
            for future in under_way:
                future.cancel()
            await asyncio.gather(*under_way, return_exceptions=True)

    def _next(self, waiting: Iterator[Source]) -> list[Source]:
        """Those that one way to a thread and back loads together: each takes as long as to mask a CV."""
        return list(itertools.islice(waiting, self._group))

    async def _one(
        self, n: int, source: Source, loading: asyncio.Future[list[Loaded]], drafted: asyncio.Future[DraftedRubric]
    ) -> Screened:
        try:
            document = _document((await asyncio.shield(loading))[n])
            text = await self._screen.read(document)
            report = await self._in_turn(lambda rubric: self._screen.judge(document, text, rubric), drafted)
            return Screened(source.name, report)
        except CvscreenError as error:
            return Screened(source.name, None, error.failure())
        except (Exception, asyncio.CancelledError) as error:
            if is_being_cancelled():
                raise
            return Screened(source.name, None, internal_error(error, "a CV of a batch").failure())

    async def _in_turn(
        self, judge: Callable[[DraftedRubric], Awaitable[Report]], drafted: Awaitable[DraftedRubric]
    ) -> Report:
        """The report, as soon as a scorer that takes no more calls for a while takes this one; up to ten minutes."""
        rubric, patience = await asyncio.shield(drafted), LONGEST_TURN
        while True:
            try:
                return await judge(rubric)
            except ScorerBusy as busy:
                pause = (busy.retry_after or PAUSE) * (1 + random.random() / 2)  # noqa: S311 - spreads, guards nothing
                if busy.tried or pause > patience:
                    raise
            patience -= pause
            await asyncio.sleep(pause)


def _loaded(group: list[Source]) -> list[Loaded]:
    return [_one_loaded(source) for source in group]


def _one_loaded(source: Source) -> Loaded:
    try:
        return source.load()
    except (Exception, asyncio.CancelledError) as error:  # noqa: BLE001 - it is raised for its own CV
        return error


def _document(loaded: Loaded) -> Document:
    if isinstance(loaded, BaseException):
        raise loaded
    return loaded


def ranked(results: Iterable[Screened]) -> list[Screened]:
    """Best score first, ties by name; those without a report last, by name."""
    return sorted(results, key=lambda r: (r.report is None, -(r.report.score if r.report else 0), r.name))
