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

from cvscreen.domain.errors.base import CvscreenError, Failure, error_of
from cvscreen.domain.errors.inputs import (
    CorruptPDF,
    CVError,
    EmptyFile,
    EmptyPrompt,
    EncryptedPDF,
    FileNotReadable,
    FileTooLarge,
    InfectedFile,
    InvalidRubric,
    NoCriteria,
    NoPages,
    NotAPDF,
    ParserCrashed,
    ParserTimedOut,
    PromptError,
    PromptTooLong,
    ProtectedTrait,
    RubricError,
    TooManyPages,
    Unreadable,
)
from cvscreen.domain.errors.operation import (
    AttemptTimedOut,
    CVTooLong,
    DuplicateEvaluation,
    EvaluationError,
    EvaluationNotFound,
    EvaluationStoreUnavailable,
    FileStoreUnavailable,
    InternalError,
    InvalidPage,
    InvalidSetting,
    MissingExtra,
    NotFailed,
    QueueUnavailable,
    ScorerBusy,
    ScorerError,
    ScorerMisconfigured,
    ScorerOutputInvalid,
    ScorerRefused,
    ScorerUnavailable,
    SettingsError,
    StorageError,
    StoredFileChanged,
    StoredFileMissing,
    UnknownScheme,
    UnknownSetting,
    WorkerLost,
)

__all__ = [
    "AttemptTimedOut",
    "CVError",
    "CVTooLong",
    "CorruptPDF",
    "CvscreenError",
    "DuplicateEvaluation",
    "EmptyFile",
    "EmptyPrompt",
    "EncryptedPDF",
    "EvaluationError",
    "EvaluationNotFound",
    "EvaluationStoreUnavailable",
    "Failure",
    "FileNotReadable",
    "FileStoreUnavailable",
    "FileTooLarge",
    "InfectedFile",
    "InternalError",
    "InvalidPage",
    "InvalidRubric",
    "InvalidSetting",
    "MissingExtra",
    "NoCriteria",
    "NoPages",
    "NotAPDF",
    "NotFailed",
    "ParserCrashed",
    "ParserTimedOut",
    "PromptError",
    "PromptTooLong",
    "ProtectedTrait",
    "QueueUnavailable",
    "RubricError",
    "ScorerBusy",
    "ScorerError",
    "ScorerMisconfigured",
    "ScorerOutputInvalid",
    "ScorerRefused",
    "ScorerUnavailable",
    "SettingsError",
    "StorageError",
    "StoredFileChanged",
    "StoredFileMissing",
    "TooManyPages",
    "UnknownScheme",
    "UnknownSetting",
    "Unreadable",
    "WorkerLost",
    "error_of",
]
