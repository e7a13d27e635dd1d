"""What is wrong with a request before any use case sees it: codes of HTTP alone, beside the domain's."""

from __future__ import annotations

from collections.abc import Mapping

from cvscreen.domain.errors import InvalidToken

REFUSALS = {
    "invalid_request": 400,
    "malformed_json": 400,
    "malformed_request": 400,
    "invalid_form": 400,
    "missing_file": 400,
    "missing_prompt": 400,
    "unexpected_part": 400,
    "invalid_text": 400,
    "unknown_field": 400,
    "unknown_status": 400,
    "unknown_host": 400,
    "not_found": 404,
    "method_not_allowed": 405,
    "upload_timed_out": 408,
    "body_too_large": 413,
    "unsupported_media_type": 415,
    "too_many_streams": 429,
    "headers_too_large": 431,
    "shutting_down": 503,
}
"""Every code, and its status."""


class Refusal(Exception):
    """A request that is answered with a problem; `code` is one of `REFUSALS`, `detail` says what to do."""

    def __init__(self, code: str, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.headers = dict(headers or {})

    @property
    def status(self) -> int:
        """The HTTP status."""
        return REFUSALS[self.code]


class MissingToken(InvalidToken):
    """No token was sent at all."""
