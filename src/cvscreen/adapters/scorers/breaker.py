"""When a scorer that keeps failing is left alone, and when it is tried again: pybreaker's states, for asyncio.

pybreaker guards functions that block, knows wall time, lets everybody through when half open and takes a cancelled call
for a failed one. So calls are made outside of it: it is asked before one and told of its end, here.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from enum import StrEnum

from pybreaker import CircuitBreaker, CircuitBreakerListener, CircuitBreakerState

from cvscreen.domain.errors import CvscreenError, NoCriteria, ScorerOutputInvalid, ScorerRefused, ScorerUnavailable

FAILURES_IN_A_ROW = 5
"""So many open it."""

PAUSE_SECONDS = 60.0
"""So long it stays open before one call may try."""

ANSWERS = (NoCriteria, ScorerOutputInvalid, ScorerRefused)
"""Errors that a model which works gives rise to by what it answers."""


class BreakerState(StrEnum):
    """Closed: calls go through; open: none does; half open: one at a time does, to try."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half-open"


class CallPaused(Exception):
    """No call is let through; `seconds` are those until one is, None while one tries."""

    def __init__(self, seconds: float | None) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Breaker:
    """Opens after so many failures in a row, half opens `seconds` later, and then lets one call try at a time.

    A call is admitted in a period, which every change of state ends; how a call of an earlier period ends is ignored.
    `changed` hears every new state. For one event loop.
    """

    def __init__(
        self,
        changed: Callable[[BreakerState], None],
        *,
        failures: int = FAILURES_IN_A_ROW,
        seconds: float = PAUSE_SECONDS,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._changed = changed
        self._seconds = seconds
        self._monotonic = monotonic
        self._period = 0
        self._opened_at = 0.0
        self._trying = False
        self._circuit = CircuitBreaker(
            fail_max=failures,
            reset_timeout=seconds,
            listeners=[_Watch(self._begin_period)],
            throw_new_error_on_trip=False,
        )

    @property
    def state(self) -> BreakerState:
        """It stays open until somebody calls."""
        return BreakerState(self._circuit.current_state)

    @property
    def seconds_left(self) -> float:
        """Until the next call may try, 0 if that is now; of no meaning while closed."""
        return max(0.0, self._opened_at + self._seconds - self._monotonic())

    def admit(self) -> int:
        """Let a call through; the period that it belongs to. Raises CallPaused."""
        if self.state is BreakerState.OPEN:
            if self.seconds_left > 0:
                raise CallPaused(self.seconds_left)
            self._circuit.half_open()
        if self.state is BreakerState.HALF_OPEN:
            if self._trying:
                raise CallPaused(None)
            self._trying = True
        return self._period

    def ended(self, period: int, error: BaseException | None) -> None:
        """A call that was admitted in that period gave an answer, or raised `error`.

        What says nothing of the scorer (the call was cancelled, put off or never sent, the key is wrong) changes
        nothing: the next call may try.
        """
        if period != self._period:
            return
        self._trying = False
        if error is None or isinstance(error, ANSWERS):
            self._circuit.call(_succeed)
        elif isinstance(error, ScorerUnavailable) and error.tried:
            with contextlib.suppress(ScorerUnavailable):
                self._circuit.call(_fail, error)

    def _begin_period(self, state: BreakerState) -> None:
        self._period += 1
        self._trying = False
        if state is BreakerState.OPEN:
            self._opened_at = self._monotonic()
        self._changed(state)


class _Watch(CircuitBreakerListener):
    def __init__(self, begin: Callable[[BreakerState], None]) -> None:
        self._begin = begin

    def state_change(
        self,
        cb: CircuitBreaker,  # noqa: ARG002 - pybreaker passes it
        old_state: CircuitBreakerState | None,  # noqa: ARG002 - the same
        new_state: CircuitBreakerState,
    ) -> None:
        self._begin(BreakerState(new_state.name))


def _succeed() -> None:
    """What pybreaker takes for a call that went well."""


def _fail(error: CvscreenError) -> None:
    raise error
