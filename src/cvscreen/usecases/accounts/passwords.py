"""Passwords of users who are logged in: asking for them, and changing them."""

from __future__ import annotations

from cvscreen.domain.accounts import Device, User
from cvscreen.domain.errors import InvalidCredentials
from cvscreen.domain.events import PasswordChanged
from cvscreen.domain.tokens import Caller
from cvscreen.ports.events import EventSink
from cvscreen.ports.users import UserChange, UserStore
from cvscreen.usecases.accounts.credentials import Credentials
from cvscreen.usecases.accounts.me import ReadUser
from cvscreen.usecases.accounts.sessions import EndSessions
from cvscreen.usecases.accounts.throttle import GuessThrottle
from cvscreen.usecases.cancelling import uninterrupted

_WRONG = "the password is wrong"


class ConfirmPassword:
    """Makes sure that a caller is who logged in, and not somebody at a device that was left open."""

    def __init__(self, read: ReadUser, credentials: Credentials, throttle: GuessThrottle) -> None:
        self._read = read
        self._credentials = credentials
        self._throttle = throttle

    async def __call__(self, caller: Caller, password: str) -> User:
        """The user. Raises InvalidCredentials, RateLimited, or InvalidToken if the account is gone."""
        await self._throttle.password(caller.user_id)
        user = await self._read(caller)
        if not (await self._credentials.verify(password, user.password_hash)).fits:
            raise InvalidCredentials(_WRONG)
        return user


class ChangePassword:
    """Gives an account a new password, and ends all its sessions but the caller's."""

    def __init__(
        self,
        *,
        confirm: ConfirmPassword,
        credentials: Credentials,
        users: UserStore,
        end: EndSessions,
        throttle: GuessThrottle,
        events: EventSink,
    ) -> None:
        self._confirm = confirm
        self._credentials = credentials
        self._users = users
        self._end = end
        self._throttle = throttle
        self._events = events

    async def __call__(self, caller: Caller, current: str, new: str, device: Device) -> None:
        """Change it. Once begun it is finished, also when cancelled.

        Raises InvalidCredentials for a wrong current one, WeakPassword, RateLimited, or InvalidToken.
        """
        await self._throttle.from_address("password", device)
        user = await self._confirm(caller, current)
        hashed = await self._credentials.hashed(new, user.email)
        await uninterrupted(self._change(caller, user, hashed))

    async def _change(self, caller: Caller, user: User, hashed: str) -> None:
        change = UserChange(password_hash=hashed, if_password_hash=user.password_hash)
        if await self._users.update(user.id, change) is None:
            raise InvalidCredentials(_WRONG)  # by now: it was changed meanwhile
        await self._end.all_of(user.id, but=caller.session_id)
        await self._events.emit(PasswordChanged(user_id=user.id, session_id=caller.session_id))
