"""Errors as problem details (RFC 9457): one table from our errors to statuses, one shape for all of them."""

from __future__ import annotations

import logging
import math
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.types import ExceptionHandlersMap

from cvscreen.domain import errors
from cvscreen.domain.errors import CvscreenError
from cvscreen.entrypoints.http.refusals import REFUSALS, MissingToken, Refusal
from cvscreen.usecases.defects import internal_error

MEDIA_TYPE = "application/problem+json"

STATUSES: dict[type[CvscreenError], int] = {
    CvscreenError: 500,
    errors.CVError: 422,
    errors.EmptyFile: 400,
    errors.FileTooLarge: 413,
    errors.NotAPDF: 415,
    errors.PromptError: 400,
    errors.PromptTooLong: 413,
    errors.RubricError: 400,
    errors.ProtectedTrait: 422,
    errors.InvalidPage: 400,
    errors.EvaluationNotFound: 404,
    errors.NotFailed: 409,
    errors.AccountError: 400,
    errors.EmailTaken: 409,
    errors.AccountNotFound: 404,
    errors.SessionNotFound: 404,
    errors.AccessError: 401,
    errors.Forbidden: 403,
    errors.RateLimited: 429,
    errors.IdempotencyError: 422,
    errors.InvalidIdempotencyKey: 400,
    errors.IdempotencyKeyInUse: 409,
    errors.EvaluationStoreUnavailable: 503,
    errors.FileStoreUnavailable: 503,
    errors.UserStoreUnavailable: 503,
    errors.TokenStoreUnavailable: 503,
    errors.CacheUnavailable: 503,
    errors.LimiterUnavailable: 503,
    errors.ProgressUnavailable: 503,
    errors.QueueUnavailable: 503,
    errors.ScannerUnavailable: 503,
    errors.TooLargeToScan: 413,
    errors.StoredFileMissing: 404,
}
"""The status of an error is that of its nearest class."""

RETRY_SECONDS = 5
"""What a 503 asks for when nobody knows better."""

_OF_LITESTAR = {400: "invalid_request", 404: "not_found", 405: "method_not_allowed", 413: "body_too_large"}
_DETAILS = {
    "not_found": "there is nothing here: see /api/schema/ for what there is",
    "method_not_allowed": "this cannot be done here: the header Allow says what can",
    "body_too_large": "the body is too large: send less",
}

_PASSING = frozenset({"upload_timed_out", "too_many_streams"})
"""Refusals that the same request may not meet again."""

_log = logging.getLogger("cvscreen.http")


class FieldProblem(msgspec.Struct, frozen=True):
    """What is wrong with one field of the request."""

    field: str
    message: str
    source: str


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """What went wrong: `code` is stable and for programs, `detail` is for people and says what to do.

    `retryable` says whether the same request can succeed later.
    """

    type: str
    title: str
    status: int
    detail: str
    code: str
    retryable: bool
    errors: tuple[FieldProblem, ...] | msgspec.UnsetType = msgspec.UNSET


def status_of(error: type[CvscreenError]) -> int:
    """The HTTP status of a class of errors."""
    return next(STATUSES[kind] for kind in error.__mro__ if kind in STATUSES)


def statuses_by_code() -> dict[str, int]:
    """The status of every code that an answer can have."""
    return {kind.code: status_of(kind) for kind in _tree(CvscreenError)} | REFUSALS


def problem(status: int, code: str, detail: str, *, retryable: bool, **more: Any) -> Problem:
    """The problem, with the title that its status has."""
    title = HTTPStatus(status).phrase
    return Problem(
        type="about:blank", title=title, status=status, detail=detail, code=code, retryable=retryable, **more
    )


def answer(shown: Problem, headers: dict[str, str] | None = None) -> Response[bytes]:
    """The answer that shows a problem."""
    content = msgspec.json.encode(shown)
    return Response(content, status_code=shown.status, media_type=MEDIA_TYPE, headers=headers or {})


def of_error(request: Request[Any, Any, Any], error: CvscreenError) -> Response[bytes]:
    """An error of ours. Of one that is no fault of the client's only the operator learns why: it may name machines."""
    status, detail = status_of(type(error)), error.detail
    if status >= 500:
        _log.warning("%s: %s: %s", _name(request), error.code, detail)
        detail = "a part of this service fails: try again, and tell the operator the X-Request-ID if it stays"
    shown = problem(status, error.code, detail, retryable=error.retryable)
    return answer(shown, dict(_headers(error, status)))


def of_refusal(_: Request[Any, Any, Any], refusal: Refusal) -> Response[bytes]:
    """An error of the request itself."""
    retryable = refusal.code in _PASSING
    shown = problem(refusal.status, refusal.code, refusal.detail, retryable=retryable)
    return answer(shown, refusal.headers)


def of_framework(request: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    """What Litestar found: no such path or method, a body that is too large, no JSON or other JSON than asked for."""
    code = _OF_LITESTAR.get(error.status_code)
    if request.scope["state"]["exchange"].cut:
        return _malformed("the body was cut off: send it again")
    if code is None:
        return of_defect(request, error)
    if isinstance(error, ValidationException):
        return answer(_NO_BODY if _lacks_body(error) else _invalid(error))
    detail = _DETAILS.get(code)
    if detail is None:
        code, detail = "malformed_json", "the body is not the JSON that is asked for: see /api/schema/"
    shown = problem(error.status_code, code, detail, retryable=False)
    allow = next((value for name, value in (error.headers or {}).items() if name.lower() == "allow"), None)
    return answer(shown, None if allow is None else {"Allow": _with_head(allow)})


def of_defect(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """What nobody raised on purpose: its message may hold anything, so neither answer nor log shows it."""
    internal_error(error, _name(request))
    detail = "something went wrong inside: try again, and tell the operator the X-Request-ID if it stays"
    return answer(problem(500, errors.InternalError.code, detail, retryable=True))


def of_depth(_: Request[Any, Any, Any], __: RecursionError) -> Response[bytes]:
    """JSON that is nested deeper than any that is asked for; nothing else of a request is worked off by recursion."""
    return _malformed("the body is nested too deeply: see /api/schema/")


def of_encoding(_: Request[Any, Any, Any], __: UnicodeDecodeError) -> Response[bytes]:
    """JSON that is no UTF-8; whatever else of a request is decoded is decoded leniently, or where it is caught."""
    return _malformed("the body is not UTF-8: send JSON in UTF-8")


_NO_BODY = problem(400, "malformed_json", "the body is missing: see /api/schema/", retryable=False)

HANDLERS: ExceptionHandlersMap = {
    CvscreenError: of_error,
    Refusal: of_refusal,
    HTTPException: of_framework,
    RecursionError: of_depth,
    UnicodeDecodeError: of_encoding,
    Exception: of_defect,
}


def _with_head(allow: str) -> str:
    """Litestar does not know that the gateway answers HEAD wherever there is GET."""
    methods = [method.strip() for method in allow.split(",")]
    return ", ".join([*methods, "HEAD"] if "GET" in methods else methods)


def _lacks_body(error: ValidationException) -> bool:
    """Litestar then names the argument of the handler that would have been the body, as Python names missing keys."""
    return any(isinstance(entry, dict) and entry.get("message") == "'data'" for entry in error.extra or ())


def _name(request: Request[Any, Any, Any]) -> str:
    """A request by its id, which its line in the log has too."""
    return f"request {request.scope['state']['exchange'].request_id}"


def _malformed(detail: str) -> Response[bytes]:
    return answer(problem(400, "malformed_json", detail, retryable=False))


def _invalid(error: ValidationException) -> Problem:
    found = tuple(_field(entry) for entry in error.extra or () if isinstance(entry, dict))
    names = ", ".join(f"{entry.field}: {entry.message}" for entry in found) or "the request is not as described"
    return problem(400, "invalid_request", names, retryable=False, errors=found)


def _field(entry: dict[str, Any]) -> FieldProblem:
    source = getattr(entry.get("source"), "value", entry.get("source")) or "body"
    return FieldProblem(str(entry.get("key", "")), str(entry.get("message", "")), str(source))


def _headers(error: CvscreenError, status: int) -> Iterator[tuple[str, str]]:
    if status == 401:
        yield "WWW-Authenticate", _challenge(error)
    if error.retry_after is not None:
        yield "Retry-After", str(max(1, math.ceil(error.retry_after)))
    elif status == 503:
        yield "Retry-After", str(RETRY_SECONDS)


def _challenge(error: CvscreenError) -> str:
    """RFC 6750, 3.1: a token that was sent and is no good is named; where none was, nothing is said."""
    bad = isinstance(error, errors.InvalidToken | errors.TokenExpired | errors.TokenReused)
    sent = bad and not isinstance(error, MissingToken)
    return 'Bearer realm="cvscreen", error="invalid_token"' if sent else 'Bearer realm="cvscreen"'


def _tree(root: type[CvscreenError]) -> Iterator[type[CvscreenError]]:
    yield root
    for kind in root.__subclasses__():
        yield from _tree(kind)
