"""The sessions of a user: which there are, and how they end."""

from __future__ import annotations

from cvscreen.domain.accounts import Session
from cvscreen.domain.errors import SessionNotFound
from cvscreen.domain.events import SessionEnded
from cvscreen.domain.tokens import Caller
from cvscreen.ports.events import EventSink
from cvscreen.ports.tokens import TokenStore
from cvscreen.usecases.accounts.gate import SessionGate
from cvscreen.usecases.cancelling import uninterrupted

AT_ONCE = 1_000
"""Sessions that one call of the store removes."""


class EndSessions:
    """Ends sessions so that their tokens die at once: removed from the store, then marked.

    Once begun it is finished, also when cancelled.
    """

    def __init__(self, tokens: TokenStore, gate: SessionGate, events: EventSink) -> None:
        self._tokens = tokens
        self._gate = gate
        self._events = events

    async def one(self, user_id: str, session_id: str) -> None:
        """End one session of the user; it may have ended before."""
        await uninterrupted(self._one(user_id, session_id))

    async def all_of(self, user_id: str, but: str | None = None) -> None:
        """End all sessions of the user, except the one named."""
        await uninterrupted(self._all_of(user_id, but))

    async def _one(self, user_id: str, session_id: str) -> None:
        ended = await self._tokens.end(session_id)
        await self._gate.ended(session_id)
        if ended:
            await self._events.emit(SessionEnded(user_id=user_id, session_id=session_id))

    async def _all_of(self, user_id: str, but: str | None) -> None:
        ended = await self._tokens.end_all(user_id, but)
        await self._gate.ended(*ended)
        for session_id in ended:
            await self._events.emit(SessionEnded(user_id=user_id, session_id=session_id))


class ListSessions:
    """The devices on which a user is logged in."""

    def __init__(self, tokens: TokenStore) -> None:
        self._tokens = tokens

    async def __call__(self, caller: Caller) -> tuple[Session, ...]:
        """The caller's sessions, the last used first."""
        return await self._tokens.of_user(caller.user_id)


class RevokeSession:
    """Logs a device out."""

    def __init__(self, tokens: TokenStore, end: EndSessions) -> None:
        self._tokens = tokens
        self._end = end

    async def __call__(self, caller: Caller, session_id: str) -> None:
        """End a session of the caller's, maybe this one. Raises SessionNotFound, also for somebody else's."""
        session = await self._tokens.get(session_id)
        if session is None or session.user_id != caller.user_id:
            raise SessionNotFound(f"there is no session {session_id!r}")
        await self._end.one(caller.user_id, session_id)


class ForgetSessions:
    """Removes sessions that have expired; nobody can use them any more."""

    def __init__(self, tokens: TokenStore) -> None:
        self._tokens = tokens

    async def __call__(self) -> None:
        """All of them, a thousand at a time. Raises TokenStoreUnavailable."""
        while await self._tokens.forget_expired(AT_ONCE) == AT_ONCE:
            pass
