"""The life of an evaluation: pending, processing, then completed or failed.

pending --claim--> processing --finish--> completed
   ^                   |  `--permanent error / attempts spent--> failed --retry (by the user)--> pending
   `--transient error, hand-back, or lease expired (the sweeper)--'
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from cvscreen.domain.assessment import Flag, Usage
from cvscreen.domain.errors import CvscreenError, Failure, InvalidIdempotencyKey, ScorerError, StorageError, WorkerLost
from cvscreen.domain.report import Report, Summary
from cvscreen.domain.rubric import Rubric, prompt_hash
from cvscreen.domain.usage import together

MAX_LOST_LEASES = 10
"""So many workers in a row may vanish with an evaluation in hand before it fails."""

FIRST_BACKOFF = timedelta(seconds=5)
LONGEST_BACKOFF = timedelta(minutes=5)
LONGEST_WAIT = timedelta(days=1)
"""The most that the other side can make an evaluation wait."""

LEAST_WAIT = timedelta(seconds=20)
UNHINTED_WAIT = timedelta(minutes=1)
"""For a scorer that takes no more calls and does not say until when: no count of attempts makes it longer."""


KEY_LIFETIME = timedelta(days=1)
"""So long an idempotency key stands for the submission that it came with."""

MAX_IDEMPOTENCY_KEY = 255
RESERVATION = timedelta(minutes=1)
"""So long a submission that is under way keeps its idempotency key from others."""


class Status(StrEnum):
    """Where an evaluation stands."""

    PENDING = "pending"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"


ENDED = frozenset({Status.COMPLETED, Status.FAILED})
"""What a worker does not touch any more; a failed one may be retried by its owner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CV:
    """A stored document: its key in the file store, the original filename, SHA-256, size in bytes, upload time.

    `not_scanned` if there is a virus scanner, but it gave no result when the document came.
    """

    key: str
    filename: str
    sha256: str
    size: int
    media_type: str
    uploaded_at: datetime
    not_scanned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """One CV to be judged for one job, and what became of it. Times are UTC.

    `attempts` counts tries that ended in an error of the CV, the parser or the scorer; `lost_leases` the
    workers that vanished with it. `rubric` is a given one, None if it is drafted from the prompt. `due_at` is
    when it may be claimed next. `repeats` names the owner's latest one before it with the same file, prompt and
    rubric; `idempotency_key` is the one that it was submitted with. `answers_key` is the
    name by which the scorer's answers may be remembered for the owner. `spent` is what failed attempts took; the report
    of a completed one tells of all.
    """

    id: str
    owner: str
    cv: CV
    prompt: str
    rubric: Rubric | None
    status: Status
    created_at: datetime
    updated_at: datetime
    due_at: datetime
    attempts: int = 0
    lost_leases: int = 0
    report: Report | None = None
    error: Failure | None = None
    completed_at: datetime | None = None
    repeats: str | None = None
    idempotency_key: str | None = None
    answers_key: str | None = None
    spent: Usage | None = None

    @property
    def fingerprint(self) -> str:
        """What two evaluations of the same file for the same job have in common."""
        return fingerprint(self.cv.sha256, self.prompt, self.rubric)

    @property
    def prompt_hash(self) -> str | None:
        """What the rubric drafted for it is erased by; None if its rubric is a given one."""
        return prompt_hash(self.prompt) if self.rubric is None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationSummary:
    """An evaluation as a row of a list: without prompt and rubric, and of the report what is short."""

    id: str
    cv: CV
    status: Status
    created_at: datetime
    updated_at: datetime
    attempts: int
    summary: Summary | None = None
    error: Failure | None = None
    completed_at: datetime | None = None
    repeats: str | None = None
    spent: Usage | None = None


@dataclass(frozen=True, slots=True)
class Completed:
    """The work ended in a report; the scorer's answers may be remembered by that name."""

    report: Report
    answers_key: str | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """The work ended for good; `attempts` is the new count, `spent` what all of them took, if that is known."""

    error: Failure
    attempts: int
    spent: Usage | None = None


@dataclass(frozen=True, slots=True)
class Postponed:
    """The work goes back to pending, to be claimed after `delay`; `attempts` and `spent` are as in `Failed`."""

    delay: timedelta
    attempts: int
    error: Failure | None = None
    spent: Usage | None = None


Ending = Completed | Failed | Postponed

WORKER_LOST = Failure(
    WorkerLost.code,
    f"{MAX_LOST_LEASES} workers in a row stopped answering while they held this evaluation: see their logs, then retry",
    retryable=False,
)

NOT_SCANNED = Flag("not_scanned", "no virus scanner looked at this file: scan it before you open it")

STORE_AWAY = "a part of the service does not answer for the moment: it is tried again by itself"


def file_key(owner: str, evaluation_id: str) -> str:
    """The name of an evaluation's file: a hash of owner and id, so it tells neither."""
    return hashlib.sha256(f"{len(owner)}:{owner}{evaluation_id}".encode(errors="surrogatepass")).hexdigest()


def fingerprint(sha256: str, prompt: str, rubric: Rubric | None) -> str:
    """A hash (SHA-256, hexadecimal) of a file's own hash, the prompt and the given rubric."""
    content = [sha256, prompt, None if rubric is None else rubric.version]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def ending_after(
    error: CvscreenError, *, attempts: int, max_attempts: int, jitter: float, spent: Usage | None = None
) -> Ending:
    """What becomes of an evaluation whose attempt raised `error`.

    `attempts` are those before it, `spent` is what they took, `jitter` is 0 to 1. A permanent error fails at once. A
    transient one waits, and fails too once the attempts are spent; a failure of our own stores is never counted, and
    its reason, which may name machines, is not for the owner. Nor is one counted where nothing was tried. The other
    side's retry_after is honoured, up to a day, and `jitter` adds up to half of it, so that those who were told the
    same do not come all at once.
    """
    spent = together(spent, error.usage)
    if isinstance(error, StorageError):
        if error.retryable:
            return Postponed(backoff(attempts, jitter), attempts, replace(error.failure(), detail=STORE_AWAY), spent)
        return Failed(error.failure(), attempts, spent)
    asked_for = _asked_for(error.retry_after, jitter)
    if isinstance(error, ScorerError) and error.retryable and not error.tried:
        least = UNHINTED_WAIT if error.retry_after is None else LEAST_WAIT
        return Postponed(max(least * (1 - jitter / 2), asked_for), attempts, error.failure(), spent)
    if not error.retryable or attempts + 1 >= max_attempts:
        return Failed(error.failure(), attempts + 1, spent)
    return Postponed(max(backoff(attempts, jitter), asked_for), attempts + 1, error.failure(), spent)


def _asked_for(retry_after: float | None, jitter: float) -> timedelta:
    asked_for = timedelta(seconds=min(retry_after or 0, LONGEST_WAIT.total_seconds()))
    return min(asked_for * (1 + jitter / 2), LONGEST_WAIT)


def handling_flags(cv: CV) -> tuple[Flag, ...]:
    """What a person should know of how a CV came in, whatever is in it."""
    return (NOT_SCANNED,) if cv.not_scanned else ()


def handed_back(attempts: int) -> Postponed:
    """The work goes back untouched, for somebody else to do now."""
    return Postponed(timedelta(0), attempts)


def backoff(attempts: int, jitter: float) -> timedelta:
    """5 s × 2ⁿ, at most 5 min, of which `jitter` (0 to 1) takes away up to half, so that retries spread."""
    whole = min(FIRST_BACKOFF * (1 << min(attempts, 10)), LONGEST_BACKOFF)
    return whole * (1 - jitter / 2)


def check_idempotency_key(key: str) -> str:
    """The key. Raises InvalidIdempotencyKey unless it is 1 to 255 printable ASCII characters."""
    if not 1 <= len(key) <= MAX_IDEMPOTENCY_KEY or not (key.isascii() and key.isprintable()):
        raise InvalidIdempotencyKey(f"an idempotency key is 1 to {MAX_IDEMPOTENCY_KEY} printable ASCII characters")
    return key


def as_accepted(evaluation: Evaluation) -> Evaluation:
    """The evaluation as it was when it was accepted, whatever has become of it."""
    accepted = evaluation.created_at
    return replace(
        evaluation,
        status=Status.PENDING,
        updated_at=accepted,
        due_at=accepted,
        attempts=0,
        lost_leases=0,
        report=None,
        error=None,
        completed_at=None,
        spent=None,
    )


def summary_of(evaluation: Evaluation) -> EvaluationSummary:
    """The row of a list for a whole evaluation."""
    report = evaluation.report
    return EvaluationSummary(
        id=evaluation.id,
        cv=evaluation.cv,
        status=evaluation.status,
        created_at=evaluation.created_at,
        updated_at=evaluation.updated_at,
        attempts=evaluation.attempts,
        summary=None if report is None else report.summary,
        error=evaluation.error,
        completed_at=evaluation.completed_at,
        repeats=evaluation.repeats,
        spent=evaluation.spent,
    )
