"""Staying logged in."""

from __future__ import annotations

from cvscreen.domain.accounts import REFRESH_LIFETIME, Device
from cvscreen.domain.errors import InvalidToken, TokenReused
from cvscreen.domain.events import TokenReuseDetected
from cvscreen.domain.tokens import TokenClaims, TokenKind, TokenPair
from cvscreen.ports.events import EventSink
from cvscreen.ports.signers import TokenSigner
from cvscreen.ports.tokens import Rotated, Rotation, TokenStore
from cvscreen.ports.users import UserStore
from cvscreen.usecases.accounts.issuing import IssueTokens, new_id
from cvscreen.usecases.accounts.sessions import EndSessions


class RefreshTokens:
    """Changes a refresh token for a new pair, once. One that comes back ends the session: two have it."""

    def __init__(
        self,
        *,
        users: UserStore,
        tokens: TokenStore,
        signer: TokenSigner,
        issue: IssueTokens,
        end: EndSessions,
        events: EventSink,
    ) -> None:
        self._users = users
        self._tokens = tokens
        self._signer = signer
        self._issue = issue
        self._end = end
        self._events = events

    async def __call__(self, refresh: str, device: Device) -> TokenPair:
        """The new pair. Raises InvalidToken, TokenExpired, or TokenReused."""
        claims = self._signer.verify(refresh, TokenKind.REFRESH)
        user = await self._users.get(claims.user_id)
        if user is None or not user.may_log_in:
            raise InvalidToken("the session has ended: log in again")
        next_id = new_id()
        rotated = await self._tokens.rotate(
            Rotation(
                session_id=claims.session_id,
                used=claims.token_id,
                next=next_id,
                device=device,
                lifetime=REFRESH_LIFETIME,
            )
        )
        if rotated is Rotated.REUSED:
            await self._end_family(claims)
            raise TokenReused("this refresh token was used before, so its session has ended: log in again")
        if rotated is Rotated.UNKNOWN:
            raise InvalidToken("the session has ended: log in again")
        return self._issue(claims.user_id, claims.session_id, next_id)

    async def _end_family(self, claims: TokenClaims) -> None:
        await self._events.emit(TokenReuseDetected(user_id=claims.user_id, session_id=claims.session_id))
        await self._end.one(claims.user_id, claims.session_id)
