"""What each transition of an evaluation writes, for stores that differ only in how they write it.

A transition is a dict from attribute to new value. Times come from `after`, which the store supplies: the time
that lies so far ahead on the clock that it goes by, as a datetime or as an expression that its server computes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from cvscreen.domain.evaluations import (
    MAX_LOST_LEASES,
    WORKER_LOST,
    Completed,
    Ending,
    Failed,
    Status,
)

Transition = dict[str, Any]
After = Callable[[timedelta], Any]
NOW = timedelta(0)


def claimed(after: After) -> Transition:
    """A worker takes it."""
    return {"status": Status.PROCESSING, "updated_at": after(NOW)}


def ended(ending: Ending, after: After) -> Transition:
    """The work ended as `ending` says.

    A worker that answers ends the row of lost ones. A hand-back brings no error and leaves the last one standing.
    """
    now = after(NOW)
    if isinstance(ending, Completed):
        done = {"status": Status.COMPLETED, "report": ending.report, "answers_key": ending.answers_key, "error": None}
        return done | {"completed_at": now, "updated_at": now}
    changes: Transition = {"attempts": ending.attempts, "lost_leases": 0, "updated_at": now}
    if ending.error is not None:
        changes["error"] = ending.error
    if ending.spent is not None:
        changes["spent"] = ending.spent
    if isinstance(ending, Failed):
        return changes | {"status": Status.FAILED}
    return changes | {"status": Status.PENDING, "due_at": after(ending.delay)}


def lease_lost(lost_before: int, after: After) -> Transition:
    """Its worker stopped answering, after `lost_before` others did."""
    now = after(NOW)
    changes: Transition = {"lost_leases": lost_before + 1, "updated_at": now}
    if lost_before + 1 >= MAX_LOST_LEASES:
        return changes | {"status": Status.FAILED, "error": WORKER_LOST}
    return changes | {"status": Status.PENDING, "due_at": now}


def reopened(after: After) -> Transition:
    """Somebody wants it tried anew."""
    now = after(NOW)
    anew = {"status": Status.PENDING, "attempts": 0, "lost_leases": 0, "error": None}
    return anew | {"due_at": now, "updated_at": now}
