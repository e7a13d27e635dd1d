"""Signing tokens."""

from __future__ import annotations

from typing import Protocol

from cvscreen.domain.tokens import TokenClaims, TokenKind


class TokenSigner(Protocol):
    """Makes claims into text that nobody else could have written, and back."""

    def sign(self, claims: TokenClaims) -> str:
        """The token, signed with the current key."""
        ...

    def verify(self, token: str, kind: TokenKind) -> TokenClaims:
        """The claims, signed with the current or the previous key.

        Raises InvalidToken for a malformed or foreign one, or one of another kind, and TokenExpired.
        """
        ...
