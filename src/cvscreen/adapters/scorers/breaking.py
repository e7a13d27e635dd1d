"""A scorer that leaves another one alone while that one fails, so that nobody waits for it."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from cvscreen.adapters.registry import Opening
from cvscreen.adapters.scorers.breaker import FAILURES_IN_A_ROW, PAUSE_SECONDS, Breaker, BreakerState, CallPaused
from cvscreen.domain.assessment import Answers
from cvscreen.domain.errors import ScorerUnavailable
from cvscreen.domain.events import ScorerEvent, ScorerPaused, ScorerProbed, ScorerResumed
from cvscreen.domain.rubric import DraftedRubric
from cvscreen.ports.clocks import Clock
from cvscreen.ports.events import EventSink
from cvscreen.ports.health import Health
from cvscreen.ports.scorers import AssessmentRequest, DraftRequest, Scorer, ScorerIdentity

PROBE_SECONDS = 3.0
"""So long those wait who come while one call tries: about as long as a model takes."""


class BreakingScorer:
    """Asks `scorer` through a circuit breaker, whose state is this object's.

    After so many `failures` in a row (ScorerUnavailable, of calls that were made) calls fail at once for `seconds`, as
    ScorerUnavailable with `retry_after` and `tried=False`; then one at a time tries, until one gets an answer or fails.
    `events` hears of it.
    """

    def __init__(
        self,
        scorer: Scorer,
        *,
        clock: Clock,
        events: EventSink | None = None,
        failures: int = FAILURES_IN_A_ROW,
        seconds: float = PAUSE_SECONDS,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._scorer = scorer
        self._clock = clock
        self._events = events
        self._failures = failures
        self._seconds = seconds
        self._untold: deque[ScorerEvent] = deque()
        self._paused_at: datetime | None = None
        self._breaker = Breaker(self._note, failures=failures, seconds=seconds, monotonic=monotonic)

    @property
    def identity(self) -> ScorerIdentity:
        """That of the scorer within."""
        return self._scorer.identity

    async def draft(self, request: DraftRequest) -> DraftedRubric:
        """What the scorer drafts. Raises what it raises, or ScorerUnavailable at once."""
        async with self._let_through():
            return await self._scorer.draft(request)

    async def assess(self, request: AssessmentRequest) -> Answers:
        """What the scorer answers. Raises what it raises, or ScorerUnavailable at once."""
        async with self._let_through():
            return await self._scorer.assess(request)

    async def ping(self) -> Health:
        """The health of the scorer; while it is left alone it is not asked, and the answer says since when and why."""
        if self._paused_at is None:
            return await self._scorer.ping()
        since = f"since {self._paused_at:%Y-%m-%dT%H:%M:%SZ}"
        return Health(
            f"{self.identity.scorer}, left alone {since} as it failed",
            advice=f"left alone {since} after failures in a row ({ScorerUnavailable.code}): {self._next_try()}",
            degraded=True,
        )

    @asynccontextmanager
    async def _let_through(self) -> AsyncIterator[None]:
        try:
            period = self._breaker.admit()
        except CallPaused as paused:
            raise self._pause(paused.seconds) from None
        error: BaseException | None = None
        try:
            await self._tell()
            yield
        except BaseException as raised:
            error = raised
            raise
        finally:
            self._breaker.ended(period, error)
            await self._tell()

    def _pause(self, seconds: float | None) -> ScorerUnavailable:
        detail = f"the scorer failed {self._failures} times in a row and is left alone: {self._next_try()}"
        return ScorerUnavailable(detail, retry_after=seconds or PROBE_SECONDS, tried=False)

    def _next_try(self) -> str:
        if self._breaker.state is BreakerState.HALF_OPEN:
            return "one call at a time tries whether it is back"
        left = self._breaker.seconds_left
        return f"it is tried again in {left:.0f} s" if left else "the next call tries whether it is back"

    def _note(self, state: BreakerState) -> None:
        """Keep what is to be told: pybreaker tells of it while it is at work, and cannot wait for who listens."""
        name = self.identity.scorer
        if state is BreakerState.OPEN:
            self._paused_at = self._paused_at or self._clock.now()
            self._untold.append(ScorerPaused(scorer=name, seconds=self._seconds, error=ScorerUnavailable.code))
        elif state is BreakerState.HALF_OPEN:
            self._untold.append(ScorerProbed(scorer=name))
        else:
            self._paused_at = None
            self._untold.append(ScorerResumed(scorer=name))

    async def _tell(self) -> None:
        while self._untold:
            event = self._untold.popleft()
            if self._events is not None:
                await self._events.emit(event)


def breaking(scorer: Scorer, opening: Opening) -> BreakingScorer:
    """The scorer behind a breaker that goes by the opening's clock and tells its events."""
    return BreakingScorer(scorer, clock=opening.clock, events=opening.events)
