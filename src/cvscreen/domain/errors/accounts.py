"""What can go wrong with accounts, with access, and with calls that are made too often or twice."""

from __future__ import annotations

from cvscreen.domain.errors.base import CvscreenError


class AccountError(CvscreenError):
    """An account cannot be made, found or changed as asked."""

    code = "account_error"


class InvalidEmail(AccountError):
    """It cannot be an e-mail address."""

    code = "invalid_email"


class InvalidName(AccountError):
    """A first or last name that is too long, or holds control characters."""

    code = "invalid_name"


class EmailTaken(AccountError):
    """There is an account with that e-mail address."""

    code = "email_taken"


class WeakPassword(AccountError):
    """Too short, too long, too common, or the e-mail address itself."""

    code = "weak_password"


class AccountNotFound(AccountError):
    """There is no account of that id."""

    code = "account_not_found"


class SessionNotFound(AccountError):
    """There is no session of that id for that user."""

    code = "session_not_found"


class AccessError(CvscreenError):
    """Whoever calls may not do that, or did not show who it is."""

    code = "access_error"


class InvalidCredentials(AccessError):
    """Unknown e-mail address, wrong password or deactivated account: which one is not told."""

    code = "invalid_credentials"


class InvalidToken(AccessError):
    """Missing, malformed, foreign, or of a session that has ended."""

    code = "invalid_token"


class TokenExpired(AccessError):
    """It was valid once."""

    code = "token_expired"


class TokenReused(AccessError):
    """A refresh token came a second time: somebody else may have it, so its whole session has ended."""

    code = "token_reused"


class Forbidden(AccessError):
    """Known, but not allowed."""

    code = "forbidden"


class RateLimited(CvscreenError):
    """More calls than the limit allows; `retry_after` says when to come back."""

    code = "rate_limited"
    retryable = True


class IdempotencyError(CvscreenError):
    """An idempotency key cannot be used as it was."""

    code = "idempotency_error"


class InvalidIdempotencyKey(IdempotencyError):
    """Empty, too long, or not printable ASCII."""

    code = "invalid_idempotency_key"


class IdempotencyKeyReused(IdempotencyError):
    """The key came before with another file, prompt or rubric."""

    code = "idempotency_key_reused"


class IdempotencyKeyInUse(IdempotencyError):
    """A submission with the same key is under way."""

    code = "idempotency_key_in_use"
    retryable = True
