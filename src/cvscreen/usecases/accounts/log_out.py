"""Logging out."""

from __future__ import annotations

from cvscreen.domain.errors import TokenExpired
from cvscreen.domain.tokens import TokenKind
from cvscreen.ports.signers import TokenSigner
from cvscreen.usecases.accounts.sessions import EndSessions


class LogOut:
    """Ends the session of a refresh token."""

    def __init__(self, signer: TokenSigner, end: EndSessions) -> None:
        self._signer = signer
        self._end = end

    async def __call__(self, refresh: str) -> None:
        """End it; it may have ended before. Any token of the session will do, used or not. Raises InvalidToken."""
        try:
            claims = self._signer.verify(refresh, TokenKind.REFRESH)
        except TokenExpired:
            return  # a session ends no later than the last token it gave
        await self._end.one(claims.user_id, claims.session_id)
