"""An evaluation as JSON: whole, as the row of a list, or the fields that were asked for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec
from msgspec import UNSET, UnsetType

from cvscreen.domain.assessment import Finding, Flag, Usage
from cvscreen.domain.errors import Failure
from cvscreen.domain.evaluations import CV, Evaluation, EvaluationSummary, Status, handling_flags, summary_of
from cvscreen.domain.report import RubricUsed
from cvscreen.domain.text import Box

HEAVY = ("prompt", "rationale", "matches", "gaps", "rubric")
"""What the row of a list leaves out unless it is asked for."""


class CVBody(msgspec.Struct, frozen=True):
    """The document: its name, SHA-256 (hexadecimal), size in bytes, and pages once it has been read."""

    filename: str
    sha256: str
    size: int
    pages: int | None


class FlagBody(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something that a person should know, with its page (from 1) and its box (points, from the top left)."""

    code: str
    detail: str
    page: int | None = None
    box: Box | None = None


class EvaluationBody(msgspec.Struct, frozen=True, kw_only=True):
    """An evaluation. `score` to `score_high`, 0 to 100, is the range that the CV leaves open; null until completed.

    `error` is there if it failed, or while a transient error makes it wait. `repeats` is the id of an earlier one
    with the same file, prompt and rubric. Fields that were not asked for are left out.
    """

    id: str | UnsetType = UNSET
    status: Status | UnsetType = UNSET
    prompt: str | UnsetType = UNSET
    cv: CVBody | UnsetType = UNSET
    score: float | UnsetType | None = UNSET
    score_high: float | UnsetType | None = UNSET
    rationale: str | UnsetType | None = UNSET
    matches: tuple[Finding, ...] | UnsetType = UNSET
    gaps: tuple[Finding, ...] | UnsetType = UNSET
    flags: tuple[FlagBody, ...] | UnsetType = UNSET
    usage: Usage | UnsetType | None = UNSET
    rubric: RubricUsed | UnsetType | None = UNSET
    error: Failure | UnsetType | None = UNSET
    attempts: int | UnsetType = UNSET
    repeats: str | UnsetType | None = UNSET
    created_at: datetime | UnsetType = UNSET
    updated_at: datetime | UnsetType = UNSET
    completed_at: datetime | UnsetType | None = UNSET


class EvaluationPageBody(msgspec.Struct, frozen=True):
    """A page of evaluations, newest first; `count` is over all pages, `next` and `previous` are paths."""

    count: int
    next: str | None
    previous: str | None
    results: tuple[EvaluationBody, ...]


FIELDS = EvaluationBody.__struct_fields__


def whole(evaluation: Evaluation) -> EvaluationBody:
    """All fields."""
    report = evaluation.report
    return msgspec.structs.replace(
        row(summary_of(evaluation)),
        prompt=evaluation.prompt,
        rationale=None if report is None else report.rationale,
        matches=() if report is None else report.matches,
        gaps=() if report is None else report.gaps,
        rubric=_rubric(evaluation),
    )


def row(summary: EvaluationSummary) -> EvaluationBody:
    """The fields of a list."""
    found = summary.summary
    return EvaluationBody(
        id=summary.id,
        status=summary.status,
        cv=_cv(summary.cv, None if found is None else found.pages),
        score=None if found is None else found.score,
        score_high=None if found is None else found.score_high,
        flags=tuple(_flag(flag) for flag in (handling_flags(summary.cv) if found is None else found.flags)),
        usage=summary.spent if found is None else found.usage,
        error=summary.error,
        attempts=summary.attempts,
        repeats=summary.repeats,
        created_at=summary.created_at,
        updated_at=summary.updated_at,
        completed_at=summary.completed_at,
    )


def only(body: EvaluationBody, fields: Iterable[str]) -> EvaluationBody:
    """The same with those fields alone."""
    return EvaluationBody(**{name: getattr(body, name) for name in fields})


def fields_of(content: bytes, fields: Iterable[str]) -> bytes:
    """Those fields of a whole evaluation that is JSON already, in their usual order."""
    found = msgspec.json.decode(content, type=dict[str, msgspec.Raw])
    return msgspec.json.encode({name: found[name] for name in fields})


def _cv(cv: CV, pages: int | None) -> CVBody:
    return CVBody(cv.filename, cv.sha256, cv.size, pages)


def _flag(flag: Flag) -> FlagBody:
    return FlagBody(flag.code, flag.detail, flag.page, flag.box)


def _rubric(evaluation: Evaluation) -> RubricUsed | None:
    if evaluation.report is not None:
        return evaluation.report.rubric
    given = evaluation.rubric
    return None if given is None else RubricUsed(given.version, given.criteria)
