"""Every error cvscreen raises on purpose, as one tree.

CvscreenError
├── CVError                  the document cannot be screened
│   ├── NotAPDF · EmptyFile · FileTooLarge · FileNotReadable
│   ├── EncryptedPDF · CorruptPDF · NoPages · TooManyPages · Unreadable
│   ├── InfectedFile
│   └── ParserCrashed · ParserTimedOut                               (retryable)
├── PromptError              EmptyPrompt · PromptTooLong · NoCriteria
├── RubricError              InvalidRubric · ProtectedTrait
├── EvaluationError          EvaluationNotFound · NotFailed · WorkerLost · InvalidPage
│   └── AttemptTimedOut                                              (retryable)
├── ScorerError              ScorerMisconfigured · ScorerRefused · CVTooLong
│   └── ScorerBusy · ScorerUnavailable · ScorerOutputInvalid         (retryable)
├── StorageError             EvaluationStoreUnavailable · FileStoreUnavailable (retryable)
│   └── DuplicateEvaluation · StoredFileMissing · StoredFileChanged
├── QueueUnavailable         (retryable)
├── InternalError            a defect of cvscreen or of an adapter          (retryable)
└── SettingsError            UnknownSetting · InvalidSetting · UnknownScheme · MissingExtra

`code` is stable and meant for programs, `detail` is meant for people and says what to do,
`retryable` says whether the same request can succeed later without anybody changing anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Failure:
    """An error as it is stored and shown: a stable code, a text for people, and whether to try again."""

    code: str
    detail: str
    retryable: bool


class CvscreenError(Exception):
    """The root of the tree."""

    code: ClassVar[str] = "error"
    retryable: ClassVar[bool] = False

    def __init__(self, detail: str, *, retry_after: float | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.retry_after = retry_after
        """Seconds the other side asked us to wait, where it did."""

    def failure(self) -> Failure:
        """The error as a value."""
        return Failure(self.code, self.detail, self.retryable)


class CVError(CvscreenError):
    """The document cannot be screened."""

    code = "cv_error"


class NotAPDF(CVError):
    """The content is something else, whatever its name says."""

    code = "not_a_pdf"


class EmptyFile(CVError):
    """Zero bytes."""

    code = "empty_file"


class FileTooLarge(CVError):
    """More bytes than the upload limit."""

    code = "file_too_large"


class FileNotReadable(CVError):
    """There is no such file, or it may not be read."""

    code = "file_not_readable"


class EncryptedPDF(CVError):
    """A password is needed to open it."""

    code = "encrypted_pdf"


class CorruptPDF(CVError):
    """It says it is a PDF but cannot be parsed."""

    code = "corrupt_pdf"


class NoPages(CVError):
    """A PDF without a single page."""

    code = "no_pages"


class TooManyPages(CVError):
    """More pages than the limit; a CV is short."""

    code = "too_many_pages"


class Unreadable(CVError):
    """No text that a scorer could read, such as a scan."""

    code = "unreadable"


class InfectedFile(CVError):
    """The virus scanner found something."""

    code = "infected_file"


class ParserCrashed(CVError):
    """The parser process died on the document; its memory may have been short."""

    code = "parser_crashed"
    retryable = True


class ParserTimedOut(CVError):
    """The parser process took longer than its limit and was stopped."""

    code = "parser_timed_out"
    retryable = True


class PromptError(CvscreenError):
    """The job prompt cannot be used."""

    code = "prompt_error"


class EmptyPrompt(PromptError):
    """Nothing but white space."""

    code = "empty_prompt"


class PromptTooLong(PromptError):
    """More bytes than the prompt limit."""

    code = "prompt_too_long"


class NoCriteria(PromptError):
    """The prompt holds nothing that a CV could be checked against."""

    code = "no_criteria"


class RubricError(CvscreenError):
    """The given rubric cannot be used."""

    code = "rubric_error"


class InvalidRubric(RubricError):
    """A criterion is malformed, missing or doubled."""

    code = "invalid_rubric"


class ProtectedTrait(RubricError):
    """A criterion asks for age, sex, family, religion, ethnicity, health or the like."""

    code = "protected_trait"


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
    """The scorer gave no assessment."""

    code = "scorer_error"


class ScorerMisconfigured(ScorerError):
    """Key, model or permissions are wrong; somebody must change them."""

    code = "scorer_misconfigured"


class ScorerRefused(ScorerError):
    """The model would not answer about this document."""

    code = "scorer_refused"


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


class DuplicateEvaluation(StorageError):
    """An evaluation of that id is stored already."""

    code = "duplicate_evaluation"


class StoredFileMissing(StorageError):
    """No file is stored under that key."""

    code = "stored_file_missing"


class StoredFileChanged(StorageError):
    """The stored bytes are no longer those that were uploaded."""

    code = "stored_file_changed"


class QueueUnavailable(CvscreenError):
    """The queue takes no messages right now."""

    code = "queue_unavailable"
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


def error_of(failure: Failure) -> CvscreenError:
    """The exception for a stored or transmitted failure, of the class that its code names."""
    classes = [CvscreenError]
    while classes:
        candidate = classes.pop()
        if candidate.code == failure.code:
            return candidate(failure.detail)
        classes.extend(candidate.__subclasses__())
    return CvscreenError(failure.detail)
