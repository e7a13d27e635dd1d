"""Logging in."""

from __future__ import annotations

from typing import NoReturn

from cvscreen.domain.accounts import MAX_SESSIONS, REFRESH_LIFETIME, Device, Session, User, account_hash, check_email
from cvscreen.domain.errors import InvalidCredentials, InvalidEmail
from cvscreen.domain.events import LoggedIn, LogInFailed
from cvscreen.domain.tokens import TokenPair
from cvscreen.ports.events import EventSink
from cvscreen.ports.tokens import SessionStart, TokenStore
from cvscreen.ports.users import UserChange, UserStore
from cvscreen.usecases.accounts.credentials import Credentials
from cvscreen.usecases.accounts.issuing import IssueTokens, new_id
from cvscreen.usecases.accounts.sessions import EndSessions
from cvscreen.usecases.accounts.throttle import GuessThrottle


class LogIn:
    """Starts a session for whoever knows the password. What it refuses, it refuses all alike: in text and in time."""

    def __init__(
        self,
        *,
        users: UserStore,
        tokens: TokenStore,
        credentials: Credentials,
        issue: IssueTokens,
        end: EndSessions,
        throttle: GuessThrottle,
        events: EventSink,
    ) -> None:
        self._users = users
        self._tokens = tokens
        self._credentials = credentials
        self._issue = issue
        self._end = end
        self._throttle = throttle
        self._events = events

    async def __call__(self, email: str, password: str, device: Device) -> TokenPair:
        """The tokens of a new session; the 51st ends the one unused longest. Raises InvalidCredentials, or RateLimited.

        An account that is unknown, deactivated or leaving is as a wrong password.
        """
        await self._throttle.log_in(email, device)
        user = await self._user(email)
        found = await self._credentials.verify(password, None if user is None else user.password_hash)
        if user is None or not user.may_log_in or not found.fits:
            await self._refuse(email, device)
        session = await self._started(user, device)
        # Whoever changes the password or the account ends its sessions afterwards: one that started meanwhile is
        # either among these, or sees the change here.
        if not await self._still_fits(user, password):
            await self._end.one(user.id, session.id)
            await self._refuse(email, device)
        await self._end_surplus(session)
        if found.outdated:
            await self._rehash(user, password)
        await self._events.emit(LoggedIn(user_id=user.id, session_id=session.id, ip=device.ip))
        return self._issue(user.id, session.id, session.token_id)

    async def _end_surplus(self, started: Session) -> None:
        sessions = await self._tokens.of_user(started.user_id)
        others = [session for session in sessions if session.id != started.id]
        for surplus in others[MAX_SESSIONS - 1 :]:
            await self._end.one(started.user_id, surplus.id)

    async def _user(self, email: str) -> User | None:
        try:
            return await self._users.by_email(check_email(email))
        except InvalidEmail:
            return None

    async def _started(self, user: User, device: Device) -> Session:
        start = SessionStart(id=new_id(), user_id=user.id, token_id=new_id(), device=device, lifetime=REFRESH_LIFETIME)
        return await self._tokens.start(start)

    async def _refuse(self, email: str, device: Device) -> NoReturn:
        await self._events.emit(LogInFailed(account=account_hash(email), ip=device.ip))
        raise InvalidCredentials("the e-mail address or the password is wrong")

    async def _still_fits(self, user: User, password: str) -> bool:
        now = await self._users.get(user.id)
        if now is None or not now.may_log_in:
            return False
        if now.password_hash == user.password_hash:
            return True
        return (await self._credentials.verify(password, now.password_hash)).fits

    async def _rehash(self, user: User, password: str) -> None:
        """Keep it by today's rules, unless the password was changed meanwhile."""
        rehashed = await self._credentials.rehashed(password)
        change = UserChange(password_hash=rehashed, if_password_hash=user.password_hash)
        await self._users.update(user.id, change)
