"""What can go wrong while cvscreen works: evaluations, scorers, stores, queues, settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cvscreen.domain.errors.base import CvscreenError

if TYPE_CHECKING:
    from cvscreen.domain.assessment import Usage


class EvaluationError(CvscreenError):
    """An evaluation is not in the state the call needs."""

    code = "evaluation_error"


class EvaluationNotFound(EvaluationError):
    """There is none of that id for that owner."""

    code = "evaluation_not_found"


class NotFailed(EvaluationError):
    """Only a failed evaluation can be retried."""

    code = "not_failed"


class WorkerLost(EvaluationError):
    """Too many workers in a row stopped answering while they held it."""

    code = "worker_lost"


class InvalidPage(EvaluationError):
    """A page number or page size out of range."""

    code = "invalid_page"


class AttemptTimedOut(EvaluationError):
    """One attempt took longer than any should."""

    code = "attempt_timed_out"
    retryable = True


class ScorerError(CvscreenError):
    """The scorer gave no assessment. `usage` is what it spent; if nothing was `tried`, it is no attempt."""

    code = "scorer_error"

    def __init__(
        self, detail: str, *, retry_after: float | None = None, usage: Usage | None = None, tried: bool = True
    ) -> None:
        super().__init__(detail, retry_after=retry_after)
        self.usage = usage
        self.tried = tried


class ScorerMisconfigured(ScorerError):
    """Key, model or permissions are wrong; somebody must change them."""

    code = "scorer_misconfigured"


class ScorerRefused(ScorerError):
    """The model would not answer about this document."""

    code = "scorer_refused"


class BudgetExceeded(ScorerError):
    """The owner's budget for the month is spent; nothing was sent."""

    code = "budget_exceeded"


class CVTooLong(ScorerError):
    """The CV does not fit into what the scorer can read at once."""

    code = "cv_too_long"


class ScorerBusy(ScorerError):
    """Too many calls right now."""

    code = "scorer_busy"
    retryable = True


class ScorerUnavailable(ScorerError):
    """The scorer cannot be reached or is broken for the moment."""

    code = "scorer_unavailable"
    retryable = True


class ScorerOutputInvalid(ScorerError):
    """The answers do not fit the rubric they were asked for."""

    code = "scorer_output_invalid"
    retryable = True


class StorageError(CvscreenError):
    """One of our own stores failed; never the fault of the CV."""

    code = "storage_error"


class EvaluationStoreUnavailable(StorageError):
    """The evaluation store does not answer."""

    code = "evaluation_store_unavailable"
    retryable = True


class FileStoreUnavailable(StorageError):
    """The file store cannot be read or written."""

    code = "file_store_unavailable"
    retryable = True


class UserStoreUnavailable(StorageError):
    """The user store does not answer."""

    code = "user_store_unavailable"
    retryable = True


class TokenStoreUnavailable(StorageError):
    """The token store does not answer."""

    code = "token_store_unavailable"
    retryable = True


class CacheUnavailable(StorageError):
    """The cache does not answer; whoever asks goes on without."""

    code = "cache_unavailable"
    retryable = True


class LimiterUnavailable(StorageError):
    """The rate limiter does not answer."""

    code = "limiter_unavailable"
    retryable = True


class ProgressUnavailable(StorageError):
    """The progress bus does not answer; whoever follows asks the store."""

    code = "progress_unavailable"
    retryable = True


class DuplicateUser(StorageError):
    """A user of that id is stored already."""

    code = "duplicate_user"


class DuplicateEvaluation(StorageError):
    """An evaluation of that id is stored already."""

    code = "duplicate_evaluation"


class IdempotencyKeyTaken(StorageError):
    """The owner has an evaluation with that idempotency key."""

    code = "idempotency_key_taken"


class StoredFileMissing(StorageError):
    """No file is stored under that key."""

    code = "stored_file_missing"


class StoredFileExists(StorageError):
    """A file is stored under that key, and the store is set to replace none."""

    code = "stored_file_exists"


class StoredFileChanged(StorageError):
    """The stored bytes are no longer those that were uploaded."""

    code = "stored_file_changed"


class QueueUnavailable(CvscreenError):
    """The queue takes no messages right now."""

    code = "queue_unavailable"
    retryable = True


class ScannerError(CvscreenError):
    """The virus scanner gave no result."""

    code = "scanner_error"


class TooLargeToScan(ScannerError):
    """The virus scanner takes no file of that size."""

    code = "too_large_to_scan"


class ScannerUnavailable(ScannerError):
    """The virus scanner does not answer, or not in a way that makes sense."""

    code = "scanner_unavailable"
    retryable = True


class InternalError(CvscreenError):
    """Something raised what it should not have; the log has the traceback."""

    code = "internal_error"
    retryable = True


class SettingsError(CvscreenError):
    """cvscreen cannot start with these settings."""

    code = "settings_error"


class UnknownSetting(SettingsError):
    """No setting has that name."""

    code = "unknown_setting"


class InvalidSetting(SettingsError):
    """A setting's value, or an adapter URL, does not make sense."""

    code = "invalid_setting"


class UnknownScheme(SettingsError):
    """No adapter is registered for the URL's scheme."""

    code = "unknown_scheme"


class MissingExtra(SettingsError):
    """The adapter's driver is not installed."""

    code = "missing_extra"
