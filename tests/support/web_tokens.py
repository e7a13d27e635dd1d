"""JSON Web Tokens like ours, and such as only look like them."""

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest

from cvscreen.adapters.signers.pyjwt import JwtSigner
from cvscreen.domain.errors import InvalidToken
from cvscreen.domain.tokens import TokenClaims, TokenKind

KEY = b"k" * 32
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
CLAIMS = TokenClaims(
    kind=TokenKind.ACCESS,
    user_id="ada",
    session_id="s1",
    token_id="t1",
    issued_at=NOW,
    expires_at=NOW + timedelta(minutes=15),
)
ISSUED = int(NOW.timestamp())
PAYLOAD = {
    "iss": "cvscreen",
    "aud": "cvscreen",
    "sub": "ada",
    "sid": "s1",
    "jti": "t1",
    "kind": "access",
    "iat": ISSUED,
    "exp": int(CLAIMS.expires_at.timestamp()),
}


def token(payload: dict[str, Any], algorithm: str = "HS256") -> str:
    """Signed with the right key, whatever it says."""
    return jwt.api_jws.encode(json.dumps(payload).encode(), KEY, algorithm)


def encoded(part: bytes) -> str:
    """A part of a token as it is written."""
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()


def refused(signer: JwtSigner, text: str) -> None:
    """Whatever it is taken for."""
    for kind in TokenKind:
        with pytest.raises(InvalidToken):
            signer.verify(text, kind)
