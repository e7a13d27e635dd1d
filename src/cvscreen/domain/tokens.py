"""Tokens: what they say, not how they are signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class TokenKind(StrEnum):
    """What a token is for; one is never taken for the other."""

    ACCESS = "access"
    REFRESH = "refresh"


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenClaims:
    """Whose token it is, of which session, and until when. `token_id` tells tokens of one session apart."""

    kind: TokenKind
    user_id: str
    session_id: str
    token_id: str
    issued_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class TokenPair:
    """What a log-in gives: tokens as text, the access token's life in seconds."""

    access: str
    refresh: str
    expires_in: int

    def __repr__(self) -> str:
        return f"TokenPair(expires_in={self.expires_in})"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who makes a call, in which session."""

    user_id: str
    session_id: str
