"""What happened, for whoever listens: progress, logs, metrics, audit. No event carries text of a CV or a prompt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from cvscreen.domain.errors import Failure
from cvscreen.domain.evaluations import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationEvent:
    """Something happened to an evaluation."""

    name: ClassVar[str]
    evaluation_id: str
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusChanged(EvaluationEvent):
    """It has a new status; `error` tells why if it failed or went back to pending."""

    name: ClassVar[str] = "status_changed"
    status: Status
    attempts: int
    error: Failure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaseLost(EvaluationEvent):
    """A worker's result was dropped: its lease had run out, or the evaluation was erased."""

    name: ClassVar[str] = "lease_lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class EnqueueFailed(EvaluationEvent):
    """The queue did not take an accepted evaluation; the sweeper will enqueue it."""

    name: ClassVar[str] = "enqueue_failed"
    error: Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased(EvaluationEvent):
    """File, text and result are gone."""

    name: ClassVar[str] = "erased"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrphanDeleted:
    """A file that no evaluation names was deleted."""

    name: ClassVar[str] = "orphan_deleted"
    key: str


Event = StatusChanged | LeaseLost | EnqueueFailed | Erased | OrphanDeleted
