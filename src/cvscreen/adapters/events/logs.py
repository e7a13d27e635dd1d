"""Events as log lines."""

from __future__ import annotations

import logging
from dataclasses import fields

from cvscreen.domain.evaluations import Status
from cvscreen.domain.events import (
    AccountEvent,
    EnqueueFailed,
    EvaluationEvent,
    Event,
    InfectionFound,
    LeaseLost,
    LogInFailed,
    OrphanDeleted,
    ResultInDoubt,
    ScanFailed,
    ScorerEvent,
    ScorerPaused,
    StatusChanged,
    TokenReuseDetected,
)

_log = logging.getLogger("cvscreen.events")


class LogListener:
    """One line an event to the logger `cvscreen.events`: names, ids and codes, no text that anybody wrote."""

    async def emit(self, event: Event) -> None:
        """Log it: as a warning if something went wrong."""
        _log.log(_level(event), "%s", line(event))


def line(event: Event) -> str:
    """Such as `status_changed evaluation='1' owner='ada' status=failed attempts=3 error=corrupt_pdf`."""
    return " ".join([event.name, *_details(event)])


def _details(event: Event) -> list[str]:
    if isinstance(event, OrphanDeleted):
        return [f"key={event.key}"]
    if isinstance(event, AccountEvent | LogInFailed | ScorerEvent):
        return [f"{field.name}={getattr(event, field.name)!r}" for field in fields(event)]
    # Owners and ids are any string: quoted, they cannot pass for a line of their own.
    details = [f"evaluation={event.evaluation_id!r}", f"owner={event.owner!r}"]
    return details + _status(event) + _infection(event) + _error(event)


def _status(event: EvaluationEvent) -> list[str]:
    return [f"status={event.status}", f"attempts={event.attempts}"] if isinstance(event, StatusChanged) else []


def _infection(event: EvaluationEvent) -> list[str]:
    if not isinstance(event, InfectionFound):
        return []
    return [f"sha256={event.sha256}", f"infection={event.infection!r}"]


def _error(event: EvaluationEvent) -> list[str]:
    error = event.error if isinstance(event, StatusChanged | EnqueueFailed | ScanFailed) else None
    return [f"error={error.code}"] if error is not None else []


def _level(event: Event) -> int:
    failed = isinstance(event, StatusChanged) and event.status is Status.FAILED
    wrong = (
        LeaseLost
        | ResultInDoubt
        | EnqueueFailed
        | InfectionFound
        | ScanFailed
        | LogInFailed
        | TokenReuseDetected
        | ScorerPaused
    )
    return logging.WARNING if failed or isinstance(event, wrong) else logging.INFO
