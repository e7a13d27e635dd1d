"""What admins may: see accounts and counts, and close the door to one. Never what people uploaded."""

from __future__ import annotations

from dataclasses import dataclass

from cvscreen.domain.accounts import User
from cvscreen.domain.errors import AccountNotFound, Forbidden, InvalidPage
from cvscreen.domain.evaluations import Status
from cvscreen.domain.events import UserActivated, UserDeactivated
from cvscreen.domain.tokens import Caller
from cvscreen.ports.evaluations import EvaluationStore
from cvscreen.ports.events import EventSink
from cvscreen.ports.users import UserChange, UserCounts, UserPage, UserStore
from cvscreen.usecases.accounts.me import ReadUser
from cvscreen.usecases.accounts.register import OpenAccount, Registration
from cvscreen.usecases.accounts.sessions import EndSessions
from cvscreen.usecases.cancelling import uninterrupted
from cvscreen.usecases.owned import MAX_PAGE_SIZE


class RequireAdmin:
    """Lets admins pass. It asks the store each time: who was an admin when they logged in may be none now."""

    def __init__(self, read: ReadUser) -> None:
        self._read = read

    async def __call__(self, caller: Caller) -> User:
        """The admin. Raises Forbidden for others, InvalidToken if the account is gone."""
        user = await self._read(caller)
        if not user.admin:
            raise Forbidden("only admins may do this")
        return user


class ListUsers:
    """All users, page by page, newest first."""

    def __init__(self, require_admin: RequireAdmin, users: UserStore) -> None:
        self._require_admin = require_admin
        self._users = users

    async def __call__(self, caller: Caller, *, page: int = 1, size: int = 20) -> UserPage:
        """The page, counted from 1, of at most 100. Raises Forbidden, or InvalidPage; one past the end is empty."""
        await self._require_admin(caller)
        if page < 1:
            raise InvalidPage(f"there is no page {page}: pages count from 1")
        if not 1 <= size <= MAX_PAGE_SIZE:
            raise InvalidPage(f"a page cannot hold {size}: 1 to {MAX_PAGE_SIZE} are possible")
        return await self._users.page(page, size)


class SetActive:
    """Deactivates an account, whose tokens die at once, or lets it in again."""

    def __init__(self, require_admin: RequireAdmin, users: UserStore, end: EndSessions, events: EventSink) -> None:
        self._require_admin = require_admin
        self._users = users
        self._end = end
        self._events = events

    async def __call__(self, caller: Caller, user_id: str, *, active: bool) -> User:
        """The user as it is now. Once begun it is finished, also when cancelled.

        Raises Forbidden for others than admins, and for one who would lock the own door behind them;
        AccountNotFound.
        """
        admin = await self._require_admin(caller)
        if user_id == admin.id and not active:
            raise Forbidden("you cannot deactivate your own account: have another admin do it")
        return await uninterrupted(self._set(admin, user_id, active=active))

    async def _set(self, admin: User, user_id: str, *, active: bool) -> User:
        user = await self._users.update(user_id, UserChange(active=active))
        if user is None:
            raise AccountNotFound(f"there is no account {user_id!r}")
        if active:
            await self._events.emit(UserActivated(user_id=user_id, admin_id=admin.id))
            return user
        await self._end.all_of(user_id)
        await self._events.emit(UserDeactivated(user_id=user_id, admin_id=admin.id))
        return user


@dataclass(frozen=True, slots=True)
class Statistics:
    """How many users there are, and how many evaluations of each status."""

    users: UserCounts
    evaluations: dict[Status, int]


class ReadStatistics:
    """Counts over all users."""

    def __init__(self, require_admin: RequireAdmin, users: UserStore, evaluations: EvaluationStore) -> None:
        self._require_admin = require_admin
        self._users = users
        self._evaluations = evaluations

    async def __call__(self, caller: Caller) -> Statistics:
        """The counts. Raises Forbidden."""
        await self._require_admin(caller)
        return Statistics(await self._users.counts(), await self._evaluations.statistics())


class CreateAdmin:
    """Makes an account that is an admin; for whoever runs the house, so nobody is asked who they are."""

    def __init__(self, open_account: OpenAccount) -> None:
        self._open_account = open_account

    async def __call__(self, email: str, password: str) -> User:
        """The admin. Raises InvalidEmail, WeakPassword, or EmailTaken: an account that is there is not promoted."""
        return await self._open_account(Registration(email=email, password=password), admin=True)
