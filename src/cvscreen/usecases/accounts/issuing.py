"""Making the tokens of a session."""

from __future__ import annotations

import uuid
from datetime import timedelta

from cvscreen.domain.accounts import ACCESS_LIFETIME, REFRESH_LIFETIME
from cvscreen.domain.tokens import TokenClaims, TokenKind, TokenPair
from cvscreen.ports.clocks import Clock
from cvscreen.ports.signers import TokenSigner


def new_id() -> str:
    """An id that nobody can guess: 122 random bits."""
    return str(uuid.uuid4())


class IssueTokens:
    """Signs pairs of tokens."""

    def __init__(self, signer: TokenSigner, clock: Clock) -> None:
        self._signer = signer
        self._clock = clock

    def __call__(self, user_id: str, session_id: str, refresh_id: str) -> TokenPair:
        """An access token for 15 minutes and a refresh token of that id for 7 days."""
        access = self._claims(TokenKind.ACCESS, user_id, session_id, new_id(), ACCESS_LIFETIME)
        refresh = self._claims(TokenKind.REFRESH, user_id, session_id, refresh_id, REFRESH_LIFETIME)
        seconds = int(ACCESS_LIFETIME.total_seconds())
        return TokenPair(self._signer.sign(access), self._signer.sign(refresh), seconds)

    def _claims(
        self, kind: TokenKind, user_id: str, session_id: str, token_id: str, lifetime: timedelta
    ) -> TokenClaims:
        now = self._clock.now()
        return TokenClaims(
            kind=kind,
            user_id=user_id,
            session_id=session_id,
            token_id=token_id,
            issued_at=now,
            expires_at=now + lifetime,
        )
