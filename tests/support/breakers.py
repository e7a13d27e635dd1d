"""Scorers behind a circuit breaker whose time stands still until a test moves it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from cvscreen.adapters.clocks.fixed import FixedClock
from cvscreen.adapters.events.recording import RecordingEventSink
from cvscreen.adapters.registry import Opening
from cvscreen.adapters.scorers.breaking import BreakingScorer
from cvscreen.adapters.scorers.scripted import ScriptedScorer, Step
from cvscreen.domain.assessment import Verdict
from cvscreen.domain.errors import ScorerUnavailable
from cvscreen.domain.rubric import Criterion, Rubric
from cvscreen.domain.text import CVText, Page
from cvscreen.ports.scorers import AssessmentRequest, Scorer

AWAY = ScorerUnavailable("the server answered 503")
REQUEST = AssessmentRequest(
    rubric=Rubric((Criterion(id="python", text="Python"),)), text=CVText((Page(1, "Python since 2015"),))
)


class Stopwatch:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        """The reading."""
        return self.seconds


class Guarded:
    """A scorer behind a breaker, with what moves its time and hears its events."""

    def __init__(self, scorer: Scorer, **options: Any) -> None:
        self.stopwatch = Stopwatch()
        self.clock = FixedClock()
        self.events = RecordingEventSink()
        usual: dict[str, Any] = {"clock": self.clock, "events": self.events, "monotonic": self.stopwatch}
        self.scorer = BreakingScorer(scorer, **usual | options)

    async def outcome(self) -> BaseException | None:
        """What one assessment raises, if anything."""
        try:
            await self.scorer.assess(REQUEST)
        except Exception as error:  # noqa: BLE001 - it is what the test looks at
            return error
        return None

    async def outcomes(self, calls: int) -> list[BaseException | None]:
        """That of so many, one after the other."""
        return [await self.outcome() for _ in range(calls)]

    def told(self) -> list[str]:
        """The names of the events so far."""
        return [event.name for event in self.events.events]


def guarded(*steps: Step, **options: Any) -> tuple[Guarded, ScriptedScorer]:
    """A scripted scorer that takes those steps, and the same behind a breaker."""
    scripted = ScriptedScorer(steps)
    return Guarded(scripted, **options), scripted


def is_pause(error: BaseException | None) -> bool:
    """Whether a call was refused by the breaker, rather than made."""
    return isinstance(error, ScorerUnavailable) and not error.tried


@asynccontextmanager
async def open(opening: Opening) -> AsyncIterator[BreakingScorer]:  # noqa: A001 - every adapter module has an open
    """Away for five calls, then well, behind a breaker that goes by the opening's clock alone."""
    scripted = ScriptedScorer((*[AWAY] * 5, Verdict.MET))
    seconds = opening.clock.now
    yield BreakingScorer(scripted, clock=opening.clock, events=opening.events, monotonic=lambda: seconds().timestamp())
