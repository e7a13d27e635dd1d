"""What a server's answer says went wrong, as an error of the port.

It is decided by `metadata.error_type` first, then by what is said of availability, then by the status. What the
provider says in words may quote the CV, so none of it is passed on.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cvscreen.domain.errors import (
    CVTooLong,
    ScorerBusy,
    ScorerError,
    ScorerMisconfigured,
    ScorerRefused,
    ScorerUnavailable,
)

_BAD_REQUEST, _UNAUTHORIZED, _PAYMENT, _FORBIDDEN, _NOT_FOUND = 400, 401, 402, 403, 404
_TIMED_OUT, _TOO_LARGE, _TOO_MANY, _SERVER_ERROR = 408, 413, 429, 500
_REDIRECTS = range(300, 400)

_BY_TYPE: Mapping[str, type[ScorerError]] = {
    "authentication": ScorerMisconfigured,
    "permission_denied": ScorerMisconfigured,
    "payment_required": ScorerMisconfigured,
    "token_limit_exceeded": ScorerMisconfigured,
    "invalid_request": ScorerMisconfigured,
    "invalid_prompt": ScorerMisconfigured,
    "not_found": ScorerMisconfigured,
    "precondition_failed": ScorerMisconfigured,
    "unprocessable": ScorerMisconfigured,
    "rate_limit_exceeded": ScorerBusy,
    "context_length_exceeded": CVTooLong,
    "string_too_long": CVTooLong,
    "payload_too_large": CVTooLong,
    "exceed_context_size_error": CVTooLong,
    "content_policy_violation": ScorerRefused,
    "content_filter": ScorerRefused,
    "guardrail_blocked": ScorerRefused,
    "refusal": ScorerRefused,
    "timeout": ScorerUnavailable,
    "provider_overloaded": ScorerUnavailable,
    "provider_unavailable": ScorerUnavailable,
    "server": ScorerUnavailable,
}
"""By `error.metadata.error_type`, OpenRouter's https://openrouter.ai/docs/client-sdks/python/components/apierrortype;
other servers have such words as `error.code` or `error.type`, among them llama.cpp's `exceed_context_size_error`."""

_PRIVACY = frozenset({"privacy_restricted", "constraint_filtered"})

_PRIVATE = ("data policy", "privacy", "data retention")
_CONTEXT = ("context length", "context window", "context size", "maximum context", "max context")
_MODERATED = ("moderation", "flagged", "guardrail", "content policy")

_DETAILS: Mapping[type[ScorerError], str] = {
    ScorerBusy: "{host} takes no more calls for the moment",
    CVTooLong: "the CV and the rubric are longer than the model at {host} reads: choose a model with a longer context",
    ScorerRefused: "the model at {host} would not answer about this CV: read it yourself, or choose another model",
    ScorerUnavailable: "{host} or the provider behind it fails for the moment (status {status})",
}

_CHANGES: Mapping[int, str] = {
    _UNAUTHORIZED: "{host} does not know the key: set OPENROUTER_API_KEY to one that is valid",
    _PAYMENT: "there is no credit left at {host}: buy some, or name a free model",
    _FORBIDDEN: "the key may not use this model at {host}: see its permissions and limits",
    _NOT_FOUND: "{host} does not offer this model as it is asked for: name another one, or see to the base URL",
}
_ELSE = "{host} does not take the request (status {status}): see whether the model can answer by a JSON schema"


def error_of_answer(
    status: int, answer: Mapping[str, Any], *, host: str, retry_after: float | None
) -> ScorerError | None:
    """The error in an answer, wherever it hides; None if there is none. `status` is that of HTTP."""
    inside = answer.get("error") or _of_choice(answer) or _bare(answer)
    if inside is None and status < _REDIRECTS.start:
        return None
    error: Mapping[str, Any] = inside if isinstance(inside, Mapping) else {}
    told = _code(error) or status
    kind = _by_type(error, retry_after) or _by_availability(error) or _by_status(told, error, retry_after)
    return kind(_detail(kind, told, error, host), retry_after=retry_after, tried=kind is not ScorerBusy)


def _code(error: Mapping[str, Any]) -> int | None:
    """The status that an error names, which some servers write as words."""
    written = str(error.get("code"))
    code = int(written) if written.isascii() and written.isdigit() and len(written) == 3 else 0
    return code if code >= _REDIRECTS.start else None


def _bare(answer: Mapping[str, Any]) -> object:
    """An error that is the whole answer, as older vLLM has it."""
    return answer if answer.get("object") == "error" else None


def _of_choice(answer: Mapping[str, Any]) -> object:
    choices = answer.get("choices")
    first = choices[0] if isinstance(choices, list) and choices else None
    if not isinstance(first, Mapping):
        return None
    return first.get("error") or ({} if first.get("finish_reason") == "error" else None)


def _by_type(error: Mapping[str, Any], retry_after: float | None) -> type[ScorerError] | None:
    told = (_metadata(error).get("error_type"), error.get("code"), error.get("type"))
    word = next((word for word in told if isinstance(word, str) and word in _BY_TYPE), "")
    if word == "payment_required" and retry_after is not None:
        return ScorerBusy  # what other calls may yet cost is held back from the credit
    return _BY_TYPE.get(word)


def _by_availability(error: Mapping[str, Any]) -> type[ScorerError] | None:
    return ScorerMisconfigured if _availability(error) else None


def _by_status(status: int, error: Mapping[str, Any], retry_after: float | None) -> type[ScorerError]:
    if status == _TOO_MANY or (status == _PAYMENT and retry_after is not None):
        return ScorerBusy
    if status == _TOO_LARGE or (status == _BAD_REQUEST and any(word in _words(error) for word in _CONTEXT)):
        return CVTooLong
    if status == _FORBIDDEN and ("reasons" in _metadata(error) or any(word in _words(error) for word in _MODERATED)):
        return ScorerRefused
    if status in {_UNAUTHORIZED, _PAYMENT, _FORBIDDEN, _NOT_FOUND, _BAD_REQUEST} or status in _REDIRECTS:
        return ScorerMisconfigured
    return ScorerUnavailable if status == _TIMED_OUT or status >= _SERVER_ERROR else _unknown(status)


def _unknown(status: int) -> type[ScorerError]:
    # An error inside an answer of 200 that says nothing of its kind is the provider's; other statuses are ours.
    return ScorerUnavailable if status < _REDIRECTS.start else ScorerMisconfigured


def _detail(kind: type[ScorerError], status: int, error: Mapping[str, Any], host: str) -> str:
    if kind is ScorerMisconfigured:
        return _what_to_change(status, error, host)
    return _DETAILS[kind].format(host=host, status=status)


def _what_to_change(status: int, error: Mapping[str, Any], host: str) -> str:
    if _availability(error) in _PRIVACY or (status == _NOT_FOUND and any(word in _words(error) for word in _PRIVATE)):
        return (
            f"at {host} no provider of this model keeps CVs as private as is asked for: name another model, or allow "
            "providers that may store what they read with ?privacy=relaxed"
        )
    if status == _NOT_FOUND and "requested parameters" in _words(error):
        return (
            f"at {host} no provider of this model does all that is asked for, above all answers by a JSON schema: "
            "name another model"
        )
    if status in _REDIRECTS:
        return f"{host} sends callers elsewhere: write the address where the API is into the base URL"
    return _CHANGES.get(status, _ELSE).format(host=host, status=status)


def _availability(error: Mapping[str, Any]) -> str | None:
    for place in (error, _metadata(error)):
        told = place.get("availability")
        if isinstance(told, Mapping):
            return str(told.get("code"))
    return None


def _metadata(error: Mapping[str, Any]) -> Mapping[str, Any]:
    told = error.get("metadata")
    return told if isinstance(told, Mapping) else {}


def _words(error: Mapping[str, Any]) -> str:
    return str(error.get("message", "")).lower()
