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
├── ScorerError              ScorerMisconfigured · ScorerRefused · CVTooLong · BudgetExceeded
│   └── ScorerBusy · ScorerUnavailable · ScorerOutputInvalid         (retryable)
├── AccountError             InvalidEmail · InvalidName · EmailTaken · WeakPassword · AccountNotFound · SessionNotFound
├── AccessError              InvalidCredentials · InvalidToken · TokenExpired · TokenReused · Forbidden
├── RateLimited              (retryable)
├── IdempotencyError         InvalidIdempotencyKey · IdempotencyKeyReused
│   └── IdempotencyKeyInUse                                          (retryable)
├── StorageError             EvaluationStoreUnavailable · FileStoreUnavailable · UserStoreUnavailable ·
│   │                        TokenStoreUnavailable · CacheUnavailable · LimiterUnavailable · ProgressUnavailable
│   │                                                                 (retryable)
│   └── DuplicateUser · DuplicateEvaluation · IdempotencyKeyTaken ·
│       StoredFileMissing · StoredFileExists · StoredFileChanged
├── QueueUnavailable         (retryable)
├── ScannerError             TooLargeToScan
│   └── ScannerUnavailable                                           (retryable)
├── InternalError            a defect of cvscreen or of an adapter          (retryable)
└── SettingsError            UnknownSetting · InvalidSetting · UnknownScheme · MissingExtra

`code` is stable and meant for programs, `detail` is meant for people and says what to do,
`retryable` says whether the same request can succeed later without anybody changing anything.
"""

from __future__ import annotations

from cvscreen.domain.errors.accounts import (
    AccessError,
    AccountError,
    AccountNotFound,
    EmailTaken,
    Forbidden,
    IdempotencyError,
    IdempotencyKeyInUse,
    IdempotencyKeyReused,
    InvalidCredentials,
    InvalidEmail,
    InvalidIdempotencyKey,
    InvalidName,
    InvalidToken,
    RateLimited,
    SessionNotFound,
    TokenExpired,
    TokenReused,
    WeakPassword,
)
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
    BudgetExceeded,
    CacheUnavailable,
    CVTooLong,
    DuplicateEvaluation,
    DuplicateUser,
    EvaluationError,
    EvaluationNotFound,
    EvaluationStoreUnavailable,
    FileStoreUnavailable,
    IdempotencyKeyTaken,
    InternalError,
    InvalidPage,
    InvalidSetting,
    LimiterUnavailable,
    MissingExtra,
    NotFailed,
    ProgressUnavailable,
    QueueUnavailable,
    ScannerError,
    ScannerUnavailable,
    ScorerBusy,
    ScorerError,
    ScorerMisconfigured,
    ScorerOutputInvalid,
    ScorerRefused,
    ScorerUnavailable,
    SettingsError,
    StorageError,
    StoredFileChanged,
    StoredFileExists,
    StoredFileMissing,
    TokenStoreUnavailable,
    TooLargeToScan,
    UnknownScheme,
    UnknownSetting,
    UserStoreUnavailable,
    WorkerLost,
)

__all__ = [
    "AccessError",
    "AccountError",
    "AccountNotFound",
    "AttemptTimedOut",
    "BudgetExceeded",
    "CVError",
    "CVTooLong",
    "CacheUnavailable",
    "CorruptPDF",
    "CvscreenError",
    "DuplicateEvaluation",
    "DuplicateUser",
    "EmailTaken",
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
    "Forbidden",
    "IdempotencyError",
    "IdempotencyKeyInUse",
    "IdempotencyKeyReused",
    "IdempotencyKeyTaken",
    "InfectedFile",
    "InternalError",
    "InvalidCredentials",
    "InvalidEmail",
    "InvalidIdempotencyKey",
    "InvalidName",
    "InvalidPage",
    "InvalidRubric",
    "InvalidSetting",
    "InvalidToken",
    "LimiterUnavailable",
    "MissingExtra",
    "NoCriteria",
    "NoPages",
    "NotAPDF",
    "NotFailed",
    "ParserCrashed",
    "ParserTimedOut",
    "ProgressUnavailable",
    "PromptError",
    "PromptTooLong",
    "ProtectedTrait",
    "QueueUnavailable",
    "RateLimited",
    "RubricError",
    "ScannerError",
    "ScannerUnavailable",
    "ScorerBusy",
    "ScorerError",
    "ScorerMisconfigured",
    "ScorerOutputInvalid",
    "ScorerRefused",
    "ScorerUnavailable",
    "SessionNotFound",
    "SettingsError",
    "StorageError",
    "StoredFileChanged",
    "StoredFileExists",
    "StoredFileMissing",
    "TokenExpired",
    "TokenReused",
    "TokenStoreUnavailable",
    "TooLargeToScan",
    "TooManyPages",
    "UnknownScheme",
    "UnknownSetting",
    "Unreadable",
    "UserStoreUnavailable",
    "WeakPassword",
    "WorkerLost",
    "error_of",
]
