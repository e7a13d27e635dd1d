"""Evaluations as rows, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cvscreen.adapters.evaluations.transitions import Transition
from cvscreen.adapters.sql.tables import evaluations
from cvscreen.domain.evaluations import CV, Evaluation, EvaluationSummary

_IN_SHORT = ("id", "status", "created_at", "updated_at", "attempts", "error", "completed_at", "repeats", "spent")
"""Attributes of a summary whose column has their name."""

_ALIKE = (*_IN_SHORT, "owner", "prompt", "rubric", "due_at", "lost_leases", "report", "idempotency_key", "answers_key")
"""The same for a whole evaluation."""

_OF_THE_CV = {
    "key": "file_key",
    "filename": "cv_filename",
    "sha256": "cv_sha256",
    "size": "cv_size",
    "media_type": "cv_media_type",
    "uploaded_at": "cv_uploaded_at",
    "not_scanned": "cv_not_scanned",
}

WHOLE = tuple(evaluations.c[name] for name in (*_ALIKE, *_OF_THE_CV.values()))
"""The columns that a whole evaluation is in."""

LIGHT = tuple(evaluations.c[name] for name in (*_IN_SHORT, "summary", *_OF_THE_CV.values()))
"""The columns that a summary is in; none of them is long."""


def columns(evaluation: Evaluation) -> dict[str, Any]:
    """What an INSERT writes; there is no lease yet."""
    alike = {name: getattr(evaluation, name) for name in _ALIKE}
    cv = {column: getattr(evaluation.cv, name) for name, column in _OF_THE_CV.items()}
    return summarised(alike) | cv | {"fingerprint": evaluation.fingerprint, "prompt_hash": evaluation.prompt_hash}


def summarised(written: Transition) -> Transition:
    """What is written, with the summary of the report if there is one in it."""
    report = written.get("report")
    return written if report is None else written | {"summary": report.summary}


def evaluation_of(row: Mapping[str, Any]) -> Evaluation:
    """The evaluation in a row of the columns `WHOLE`."""
    return Evaluation(cv=_cv(row), **{name: row[name] for name in _ALIKE})


def summary_in(row: Mapping[str, Any]) -> EvaluationSummary:
    """The summary in a row of the columns `LIGHT`."""
    return EvaluationSummary(cv=_cv(row), summary=row["summary"], **{name: row[name] for name in _IN_SHORT})


def _cv(row: Mapping[str, Any]) -> CV:
    # Written out, as lists have many of them.
    return CV(
        key=row["file_key"],
        filename=row["cv_filename"],
        sha256=row["cv_sha256"],
        size=row["cv_size"],
        media_type=row["cv_media_type"],
        uploaded_at=row["cv_uploaded_at"],
        not_scanned=row["cv_not_scanned"],
    )
