"""Tokens that can be read at a glance, for tests: never for real ones."""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime

from cvscreen.domain.errors import InvalidToken, TokenExpired
from cvscreen.domain.tokens import TokenClaims, TokenKind
from cvscreen.ports.clocks import Clock


class PlainSigner:
    """The claims, separated by bars, and a short keyed hash."""

    def __init__(self, secret: bytes = b"plain", previous: bytes | None = None, *, clock: Clock) -> None:
        self._keys = (secret,) if previous is None else (secret, previous)
        self._clock = clock

    def sign(self, claims: TokenClaims) -> str:
        """The token, signed with the current key."""
        times = [str(int(moment.timestamp())) for moment in (claims.issued_at, claims.expires_at)]
        parts = (claims.kind.value, claims.user_id, claims.session_id, claims.token_id)
        text = "|".join([*(part.encode().hex() for part in parts), *times])
        return f"{text}|{_mark(text, self._keys[0])}"

    def verify(self, token: str, kind: TokenKind) -> TokenClaims:
        """The claims. Raises InvalidToken or TokenExpired."""
        text, _, mark = token.rpartition("|")
        if not token.isascii() or mark not in {_mark(text, key) for key in self._keys}:
            raise InvalidToken("this token is none of ours: log in again")
        claims = _claims(text.split("|"))
        if claims.kind is not kind:
            raise InvalidToken(f"this is no {kind} token: log in again")
        if claims.expires_at <= self._clock.now():
            raise TokenExpired("the token has expired: refresh it, or log in again")
        return claims


def _mark(text: str, key: bytes) -> str:
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:16]


def _claims(parts: list[str]) -> TokenClaims:
    kind, user_id, session_id, token_id = (bytes.fromhex(part).decode() for part in parts[:4])
    issued_at, expires_at = (datetime.fromtimestamp(int(part), UTC) for part in parts[4:])
    return TokenClaims(
        kind=TokenKind(kind),
        user_id=user_id,
        session_id=session_id,
        token_id=token_id,
        issued_at=issued_at,
        expires_at=expires_at,
    )
