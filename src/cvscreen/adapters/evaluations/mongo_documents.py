"""Evaluations as documents, and back.

Times are whole microseconds since 1970, since MongoDB's own dates end at milliseconds; numbers, texts and the nested
values of the domain are as they are. The text of a CV is in none of them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

import msgspec

from cvscreen.adapters.evaluations.transitions import Transition
from cvscreen.adapters.mongo.clock import micros, moment
from cvscreen.adapters.mongo.driver import Document
from cvscreen.domain.errors import StorageError
from cvscreen.domain.evaluations import Evaluation, EvaluationSummary
from cvscreen.domain.rubric import DraftedRubric

SCHEMA = 1
"""The version of the documents, which each of them names as `v`."""

LIGHT = dict.fromkeys(
    (
        *("v", "cv", "status", "created_at", "updated_at", "attempts", "error", "completed_at", "repeats", "spent"),
        *("report.score", "report.score_high", "report.flags", "report.cv.pages", "report.usage"),
    ),
    True,
)
"""What is read of a document for a summary: neither prompt nor rubric, and of the report what is short."""

_TIMES = ("created_at", "updated_at", "due_at", "completed_at")
Value = TypeVar("Value")


def document(evaluation: Evaluation) -> Document:
    """What is stored of a new evaluation; there is no lease yet."""
    values: Document = msgspec.to_builtins(evaluation, builtin_types=(datetime,))
    values |= {name: micros(values[name]) for name in _TIMES if values[name] is not None}
    values["cv"]["uploaded_at"] = micros(evaluation.cv.uploaded_at)
    if evaluation.idempotency_key is None:
        # A key that is not there keeps no other from being unique.
        del values["idempotency_key"]
    hashes = {"fingerprint": evaluation.fingerprint, "prompt_hash": evaluation.prompt_hash}
    return {"_id": values.pop("id"), "v": SCHEMA} | values | hashes


def rubric_document(drafted: DraftedRubric) -> Document:
    """What is stored of a drafted rubric, beside its key."""
    return {"v": SCHEMA, "drafted": msgspec.to_builtins(drafted)}


def encoded(written: Transition) -> Document:
    """What a transition writes, in which times are microseconds already."""
    values: Document = msgspec.to_builtins(written)
    return values


def evaluation_of(found: Document) -> Evaluation:
    """The evaluation in a whole document. Raises StorageError if it is none that we know."""
    return _decoded(found, Evaluation)


def summary_in(found: Document) -> EvaluationSummary:
    """The summary in a document with the fields `LIGHT`. Raises StorageError if it is none that we know."""
    report = found.pop("report", None)
    if report is not None:
        found["summary"] = {name: value for name, value in report.items() if name != "cv"} | report["cv"]
    return _decoded(found, EvaluationSummary)


def rubric_of(found: Document) -> DraftedRubric:
    """The rubric in a document. Raises StorageError if it is none that we know."""
    _check(found)
    return _converted(found["drafted"], DraftedRubric)


def _decoded(found: Document, kind: type[Value]) -> Value:
    _check(found)
    times = {name: moment(found[name]) for name in _TIMES if found.get(name) is not None}
    cv = found["cv"] | {"uploaded_at": moment(found["cv"]["uploaded_at"])}
    return _converted(found | times | {"id": found["_id"], "cv": cv}, kind)


def _converted(values: Any, kind: type[Value]) -> Value:
    try:
        return msgspec.convert(values, kind)
    except msgspec.ValidationError:
        # What is wrong with it quotes it.
        raise StorageError("a document is not as cvscreen writes it: see who else writes to the database") from None


def _check(found: Document) -> None:
    version = found.get("v")
    if isinstance(version, int) and version > SCHEMA:
        raise StorageError(f"a document is of version {version}, newer than {SCHEMA}: install the newer cvscreen")
    if version != SCHEMA:
        raise StorageError(f"a document is of version {version}, not {SCHEMA}: see who else writes to the database")
