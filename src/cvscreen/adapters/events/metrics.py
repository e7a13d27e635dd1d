"""Events as figures for Prometheus."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter

from cvscreen.domain.evaluations import Status
from cvscreen.domain.events import Event, LeaseLost, StatusChanged

_OUTCOMES = {Status.COMPLETED: "completed", Status.FAILED: "failed"}


class MetricsListener:
    """Counts evaluations by outcome: `completed`, `failed`, `postponed` (a try ended in an error), `lease_lost`."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._evaluations = Counter(
            "cvscreen_evaluations",
            "Attempts by outcome, and the code of the error that ended them.",
            ("outcome", "error"),
            registry=registry,
        )

    async def emit(self, event: Event) -> None:
        """Count it, if it is an outcome."""
        if isinstance(event, LeaseLost):
            self._evaluations.labels("lease_lost", "").inc()
        if isinstance(event, StatusChanged) and (outcome := _outcome(event)):
            self._evaluations.labels(outcome, event.error.code if event.error else "").inc()


def _outcome(event: StatusChanged) -> str | None:
    if event.status is Status.PENDING and event.error is not None:
        return "postponed"
    return _OUTCOMES.get(event.status)
