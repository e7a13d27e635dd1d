"""Keeping accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from cvscreen.domain.accounts import User
from cvscreen.ports.health import Pings


@dataclass(frozen=True, slots=True, kw_only=True)
class UserChange:
    """What to change about a user; None leaves it as it is.

    With `if_password_hash`, only a user whose password hash is still that one is changed.
    """

    password_hash: str | None = None
    active: bool | None = None
    erasing: bool | None = None
    admin: bool | None = None
    if_password_hash: str | None = None


@dataclass(frozen=True, slots=True)
class UserPage:
    """One page of users, newest first, and how many there are over all pages."""

    count: int
    users: tuple[User, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UserCounts:
    """How many accounts there are: all, those that may log in, and admins among these."""

    total: int
    active: int
    admins: int


class UserStore(Pings, Protocol):
    """Keeps users. E-mail addresses are unique by `email_key`.

    Its own clock tells how long ago something was. Every method raises UserStoreUnavailable.
    """

    async def add(self, user: User) -> None:
        """Store a new user. Raises EmailTaken if there is one of that `email_key`, DuplicateUser for a taken id."""
        ...

    async def get(self, user_id: str) -> User | None:
        """The user, or None."""
        ...

    async def by_email(self, email: str) -> User | None:
        """The user with that address, in whatever case it is written, or None."""
        ...

    async def update(self, user_id: str, change: UserChange) -> User | None:
        """The user as it is after the change, which is atomic.

        None, and nothing changes, if there is none, or if its password hash is not the one the change asks for.
        """
        ...

    async def remove(self, user_id: str) -> bool:
        """Remove the user, whose address is free from then on. False if there is none.

        The id, and nothing else, is remembered first: whoever finds the user gone finds it among the departed.
        """
        ...

    async def departed(self, after: str, limit: int) -> tuple[str, ...]:
        """Ids of up to `limit` users that were removed, in their order, those behind the id `after`."""
        ...

    async def forget_departed(self, age: timedelta) -> int:
        """Forget the ids of users that were removed so long ago, and return how many they were."""
        ...

    async def page(self, page: int, size: int) -> UserPage:
        """Users, newest first (by creation, then id); pages count from 1, one past the end is empty."""
        ...

    async def erasing(self, limit: int) -> tuple[str, ...]:
        """Ids of up to `limit` users that are marked as erasing."""
        ...

    async def counts(self) -> UserCounts:
        """How many there are."""
        ...
