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
    """It has a new status; `error` tells why if it failed or went back to pending.

    `reopened` if it had failed before, for somebody wants it tried anew.
    """

    name: ClassVar[str] = "status_changed"
    status: Status
    attempts: int
    error: Failure | None = None
    reopened: bool = False


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
class InfectionFound(EvaluationEvent):
    """A file was refused and removed, so no evaluation of that id came to be; `sha256` is the file's."""

    name: ClassVar[str] = "infection_found"
    sha256: str
    infection: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanFailed(EvaluationEvent):
    """A file is accepted all the same, though the virus scanner gave no result."""

    name: ClassVar[str] = "scan_failed"
    error: Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultInDoubt(EvaluationEvent):
    """The store failed while a result was written: whether it has it is not known."""

    name: ClassVar[str] = "result_in_doubt"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeBegun(EvaluationEvent):
    """Its owner wants it retried or erased.

    Whether it comes to that is told by another event, unless a crash comes first: whoever remembers it forgets it now.
    It may be gone already, by a call that a crash cut short, or never have been.
    """

    name: ClassVar[str] = "change_begun"


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased(EvaluationEvent):
    """File, text and result are gone."""

    name: ClassVar[str] = "erased"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrphanDeleted:
    """A file that no evaluation names was deleted."""

    name: ClassVar[str] = "orphan_deleted"
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountEvent:
    """Something happened to an account. It is told by ids: no address or name of a person is part of it."""

    name: ClassVar[str]
    user_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered(AccountEvent):
    """It is new."""

    name: ClassVar[str] = "registered"
    admin: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedIn(AccountEvent):
    """A session started, from an IP address."""

    name: ClassVar[str] = "logged_in"
    session_id: str
    ip: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogInFailed:
    """Somebody gave no password that fits; `account` is the `account_hash` of the address, which may be nobody's."""

    name: ClassVar[str] = "log_in_failed"
    account: str
    ip: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenReuseDetected(AccountEvent):
    """A refresh token came a second time: two have it, one of whom should not."""

    name: ClassVar[str] = "token_reuse_detected"
    session_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordChanged(AccountEvent):
    """It has a new password, given in that session."""

    name: ClassVar[str] = "password_changed"
    session_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionEnded(AccountEvent):
    """A session was ended before its time."""

    name: ClassVar[str] = "session_ended"
    session_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UserDeactivated(AccountEvent):
    """An admin closed the account."""

    name: ClassVar[str] = "user_deactivated"
    admin_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UserActivated(AccountEvent):
    """An admin opened it again."""

    name: ClassVar[str] = "user_activated"
    admin_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountErased(AccountEvent):
    """It is gone, and all that it owned."""

    name: ClassVar[str] = "account_erased"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorerEvent:
    """Something happened to the way to a scorer, which is named as in its identity."""

    name: ClassVar[str]
    scorer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorerPaused(ScorerEvent):
    """It failed too often in a row, at last by an error of that code: it is left alone for so many seconds."""

    name: ClassVar[str] = "scorer_paused"
    seconds: float
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorerProbed(ScorerEvent):
    """The pause is over: one call tries whether it works."""

    name: ClassVar[str] = "scorer_probed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorerResumed(ScorerEvent):
    """It answers again."""

    name: ClassVar[str] = "scorer_resumed"


Event = (
    StatusChanged
    | LeaseLost
    | ResultInDoubt
    | EnqueueFailed
    | InfectionFound
    | ScanFailed
    | ChangeBegun
    | Erased
    | OrphanDeleted
    | AccountEvent
    | LogInFailed
    | ScorerEvent
)
