"""Users in the memory of this process; they go when it goes."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta

import msgspec

from cvscreen.adapters.registry import Opening
from cvscreen.adapters.users.changes import changed_fields
from cvscreen.domain.accounts import User, email_key
from cvscreen.domain.errors import DuplicateUser, EmailTaken
from cvscreen.ports.clocks import Clock
from cvscreen.ports.health import Health
from cvscreen.ports.users import UserChange, UserCounts, UserPage


class MemoryOptions(msgspec.Struct, frozen=True):
    """There are none."""


class MemoryUserStore:
    """A dictionary behind a lock: safe for any number of tasks, threads and loops."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._users: dict[str, User] = {}
        self._ids: dict[str, str] = {}
        self._departed: dict[str, datetime] = {}

    async def add(self, user: User) -> None:
        """Store a new user. Raises EmailTaken or DuplicateUser."""
        key = email_key(user.email)
        with self._lock:
            if user.id in self._users:
                raise DuplicateUser(f"there is a user {user.id!r} already: give this one another id")
            if key in self._ids:
                raise EmailTaken("there is an account with that e-mail address: log in, or use another one")
            self._users[user.id] = user
            self._ids[key] = user.id

    async def get(self, user_id: str) -> User | None:
        """The user, or None."""
        with self._lock:
            return self._users.get(user_id)

    async def by_email(self, email: str) -> User | None:
        """The user with that address, or None."""
        with self._lock:
            return self._users.get(self._ids.get(email_key(email), ""))

    async def update(self, user_id: str, change: UserChange) -> User | None:
        """The user as it is after the change; None if there is none, or one with another password hash."""
        with self._lock:
            found = self._users.get(user_id)
            if found is None or change.if_password_hash not in {None, found.password_hash}:
                return None
            self._users[user_id] = changed = replace(found, **changed_fields(change))
            return changed

    async def remove(self, user_id: str) -> bool:
        """Remove the user, and remember that there was one. False if there is none."""
        with self._lock:
            removed = self._users.pop(user_id, None)
            if removed is None:
                return False
            del self._ids[email_key(removed.email)]
            self._departed[user_id] = self._clock.now()
            return True

    async def page(self, page: int, size: int) -> UserPage:
        """Users, newest first."""
        users = sorted(self._all(), key=lambda user: (user.created_at, user.id), reverse=True)
        start = (page - 1) * size
        return UserPage(len(users), tuple(users[start : start + size]))

    async def erasing(self, limit: int) -> tuple[str, ...]:
        """Ids of users that are marked as erasing."""
        return tuple(user.id for user in self._all() if user.erasing)[:limit]

    async def departed(self, after: str, limit: int) -> tuple[str, ...]:
        """Ids of users that were removed, in their order, those behind `after`."""
        with self._lock:
            return tuple(sorted(user_id for user_id in self._departed if user_id > after)[:limit])

    async def forget_departed(self, age: timedelta) -> int:
        """Forget the ids of users that were removed so long ago."""
        with self._lock:
            youngest = self._clock.now() - age
            old = [user_id for user_id, departed_at in self._departed.items() if departed_at <= youngest]
            for user_id in old:
                del self._departed[user_id]
            return len(old)

    async def counts(self) -> UserCounts:
        """How many there are."""
        users = self._all()
        active = [user for user in users if user.may_log_in]
        return UserCounts(total=len(users), active=len(active), admins=sum(user.admin for user in active))

    async def ping(self) -> Health:
        """Always well."""
        return Health("users are kept in memory", advice="they are lost when the process ends: use sqlite:///…")

    def _all(self) -> list[User]:
        with self._lock:
            return list(self._users.values())


@asynccontextmanager
async def open(opening: Opening) -> AsyncIterator[MemoryUserStore]:  # noqa: A001 - every adapter module has an open
    """A store of its own, empty."""
    opening.url.options(MemoryOptions)
    yield MemoryUserStore(opening.clock)
