"""Events as figures for Prometheus."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge

from cvscreen.domain.evaluations import Status
from cvscreen.domain.events import Event, LeaseLost, ScorerPaused, ScorerProbed, ScorerResumed, StatusChanged

_BREAKER_STATES = {ScorerResumed: "closed", ScorerPaused: "open", ScorerProbed: "half_open"}
_OUTCOMES = {Status.COMPLETED: "completed", Status.FAILED: "failed"}


class MetricsListener:
    """Counts evaluations by outcome: `completed`, `failed`, `postponed` (a try ended in an error), `lease_lost`.

    Tells the state of the scorer's circuit breaker (`closed`, `open`, `half_open`: 1 for what it is), and how often it
    opened.
    """

    def __init__(self, registry: CollectorRegistry) -> None:
        self._evaluations = Counter(
            "cvscreen_evaluations",
            "Attempts by outcome, and the code of the error that ended them.",
            ("outcome", "error"),
            registry=registry,
        )
        self._breaker_state = Gauge(
            "cvscreen_scorer_breaker_state",
            "1 for the state that the scorer's circuit breaker is in.",
            ("state",),
            registry=registry,
        )
        self._breaker_openings = Counter(
            "cvscreen_scorer_breaker_openings",
            "How often the scorer's circuit breaker opened, after failed probes too.",
            registry=registry,
        )
        self._show_breaker("closed")

    async def emit(self, event: Event) -> None:
        """Count it, if it is an outcome."""
        if isinstance(event, LeaseLost):
            self._evaluations.labels("lease_lost", "").inc()
        if isinstance(event, StatusChanged) and (outcome := _outcome(event)):
            self._evaluations.labels(outcome, event.error.code if event.error else "").inc()
        if state := _BREAKER_STATES.get(type(event)):
            self._show_breaker(state)
        if isinstance(event, ScorerPaused):
            self._breaker_openings.inc()

    def _show_breaker(self, state: str) -> None:
        for each in _BREAKER_STATES.values():
            self._breaker_state.labels(each).set(each == state)


def _outcome(event: StatusChanged) -> str | None:
    if event.status is Status.PENDING and event.error is not None:
        return "postponed"
    return _OUTCOMES.get(event.status)
