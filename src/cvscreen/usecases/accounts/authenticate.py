"""Knowing who calls."""

from __future__ import annotations

from cvscreen.domain.errors import InvalidToken
from cvscreen.domain.tokens import Caller, TokenKind
from cvscreen.ports.signers import TokenSigner
from cvscreen.usecases.accounts.gate import SessionGate


class Authenticate:
    """Takes an access token for whom it names, while its session lives."""

    def __init__(self, signer: TokenSigner, gate: SessionGate) -> None:
        self._signer = signer
        self._gate = gate

    async def __call__(self, token: str) -> Caller:
        """Who calls. Raises InvalidToken, or TokenExpired."""
        claims = self._signer.verify(token, TokenKind.ACCESS)
        if not await self._gate.alive(claims.session_id):
            raise InvalidToken("the session has ended: log in again")
        return Caller(claims.user_id, claims.session_id)
