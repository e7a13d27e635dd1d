"""Evaluations as rows, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cvscreen.domain.evaluations import CV, Evaluation

_ALIKE = (
    "id",
    "owner",
    "prompt",
    "rubric",
    "status",
    "created_at",
    "updated_at",
    "due_at",
    "attempts",
    "lost_leases",
    "report",
    "error",
    "completed_at",
)
"""Attributes whose column has their name."""

_OF_THE_CV = {
    "key": "file_key",
    "filename": "cv_filename",
    "sha256": "cv_sha256",
    "size": "cv_size",
    "media_type": "cv_media_type",
    "uploaded_at": "cv_uploaded_at",
}


def columns(evaluation: Evaluation) -> dict[str, Any]:
    """What an INSERT writes; there is no lease yet."""
    alike = {name: getattr(evaluation, name) for name in _ALIKE}
    return alike | {column: getattr(evaluation.cv, name) for name, column in _OF_THE_CV.items()}


def evaluation_of(row: Mapping[str, Any]) -> Evaluation:
    """The evaluation in a row of the whole table."""
    cv = CV(**{name: row[column] for name, column in _OF_THE_CV.items()})
    return Evaluation(cv=cv, **{name: row[name] for name in _ALIKE})
