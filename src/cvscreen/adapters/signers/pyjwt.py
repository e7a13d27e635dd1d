"""Tokens as JSON Web Tokens (RFC 7519) signed with HMAC-SHA-256, with PyJWT."""

from __future__ import annotations

import hashlib
import threading
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

import jwt
import msgspec

from cvscreen.domain.errors import InvalidSetting, InvalidToken, TokenExpired
from cvscreen.domain.tokens import TokenClaims, TokenKind
from cvscreen.ports.clocks import Clock

ALGORITHM = "HS256"
ISSUER = "cvscreen"
AUDIENCE = "cvscreen"
MIN_SECRET = hashlib.sha256().digest_size
"""Bytes: as many as the hash has (RFC 7518, 3.2)."""
LEEWAY = timedelta(seconds=30)
"""So far ahead the clock may be of whoever signed. There is none at the end: no token outlives its session's mark."""
MAX_TOKEN = 2048
"""Characters; ours have some 400."""
REMEMBERED = 10_000
"""So many verified tokens are known again without another look, at some 1 KB each."""

_REQUIRED = ["iss", "aud", "sub", "sid", "jti", "kind", "iat", "exp"]
# The times are compared below, by our own clock.
_OPTIONS: Any = {"require": _REQUIRED, "verify_exp": False, "verify_iat": False}

_Second = Annotated[int, msgspec.Meta(ge=0, le=253_402_300_799)]  # the last one of the year 9999


class _Payload(msgspec.Struct, frozen=True):
    sub: str
    sid: str
    jti: str
    kind: TokenKind
    iat: _Second
    exp: _Second


class JwtSigner:
    """Signs with `secret`, and believes `previous` too, so that keys can change while tokens are about.

    Times are cut to whole seconds. An access token comes with every call, so one that was verified is remembered:
    its signature stays right, and its end is looked at each time. Safe for any number of threads. Raises
    InvalidSetting for a key of fewer than 32 bytes.
    """

    def __init__(self, secret: bytes, previous: bytes | None = None, *, clock: Clock) -> None:
        self._keys = (secret,) if previous is None else (secret, previous)
        if any(len(key) < MIN_SECRET for key in self._keys):
            raise InvalidSetting(f"a secret that signs tokens is too short: give {MIN_SECRET} random bytes or more")
        self._clock = clock
        self._lock = threading.Lock()
        self._verified: dict[str, TokenClaims] = {}

    def sign(self, claims: TokenClaims) -> str:
        """The token, signed with the current key."""
        payload = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": claims.user_id,
            "sid": claims.session_id,
            "jti": claims.token_id,
            "kind": claims.kind.value,
            "iat": int(claims.issued_at.timestamp()),
            "exp": int(claims.expires_at.timestamp()),
        }
        return jwt.encode(payload, self._keys[0], algorithm=ALGORITHM)

    def verify(self, token: str, kind: TokenKind) -> TokenClaims:
        """The claims. Raises InvalidToken or TokenExpired."""
        claims = self._verified.get(token)
        if claims is None:
            claims = _claims(_payload(token, self._keys))
        now = self._clock.now()
        if claims.kind is not kind or claims.issued_at > now + LEEWAY:
            raise _invalid()
        if claims.expires_at <= now:
            self._verified.pop(token, None)
            raise TokenExpired("the token has expired: refresh it, or log in again")
        if kind is TokenKind.ACCESS and token not in self._verified:
            self._remember(token, claims)
        return claims

    def _remember(self, token: str, claims: TokenClaims) -> None:
        with self._lock:
            if len(self._verified) >= REMEMBERED:
                self._verified.pop(next(iter(self._verified)), None)
            self._verified[token] = claims


def _payload(token: str, keys: tuple[bytes, ...]) -> _Payload:
    if len(token) > MAX_TOKEN or not token.isascii():
        raise _invalid()
    for key in keys:
        try:
            decoded = jwt.decode(token, key, [ALGORITHM], options=_OPTIONS, audience=AUDIENCE, issuer=ISSUER)
            return msgspec.convert(decoded, _Payload)
        except jwt.InvalidSignatureError:
            continue
        except (jwt.InvalidTokenError, msgspec.ValidationError):
            break
    raise _invalid()


def _claims(payload: _Payload) -> TokenClaims:
    return TokenClaims(
        kind=payload.kind,
        user_id=payload.sub,
        session_id=payload.sid,
        token_id=payload.jti,
        issued_at=datetime.fromtimestamp(payload.iat, UTC),
        expires_at=datetime.fromtimestamp(payload.exp, UTC),
    )


def _invalid() -> InvalidToken:
    return InvalidToken("this token is none of ours, or not for this: log in again")
