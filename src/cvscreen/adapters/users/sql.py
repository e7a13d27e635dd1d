"""Users in a SQL database: every change is one statement."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, delete, func, insert, select, true, update

from cvscreen.adapters.sql.database import SqlDatabase
from cvscreen.adapters.sql.tables import departed_users, users
from cvscreen.adapters.sql.times import Times
from cvscreen.adapters.users.changes import changed_fields
from cvscreen.domain.accounts import User, email_key
from cvscreen.domain.errors import DuplicateUser, EmailTaken
from cvscreen.ports.health import Health
from cvscreen.ports.users import UserChange, UserCounts, UserPage

_NOW = timedelta(0)
_FIELDS = tuple(column.name for column in users.columns if column.name != "email_key")

# Made once: to build a statement takes about as long as to run it.
_BY_ID = select(users).where(users.c.id == bindparam("id"))


class SqlUserStore:
    """Users behind an engine that commits each statement by itself."""

    def __init__(self, database: SqlDatabase, times: Times) -> None:
        self._database = database
        self._after = times.after

    async def add(self, user: User) -> None:
        """Store a new user. Raises EmailTaken, or DuplicateUser for a taken id."""
        values = {name: getattr(user, name) for name in _FIELDS} | {"email_key": email_key(user.email)}
        if await self._database.added(insert(users).values(values)):
            return
        # Databases tell in words of their own which value was not unique; whether the id is there, all tell alike.
        if await self.get(user.id) is not None:
            raise DuplicateUser(f"there is a user {user.id!r} already: give this one another id")
        raise EmailTaken("there is an account with that e-mail address: log in, or use another one")

    async def get(self, user_id: str) -> User | None:
        """The user, or None."""
        row = await self._database.row(_BY_ID, {"id": user_id})
        return None if row is None else _user(row)

    async def by_email(self, email: str) -> User | None:
        """The user with that address, in whatever case it is written, or None."""
        return await self._one(users.c.email_key == email_key(email))

    async def update(self, user_id: str, change: UserChange) -> User | None:
        """The user as it is after the change; None if there is none, or its password hash is another."""
        wanted = users.c.id == user_id
        if change.if_password_hash is not None:
            wanted = and_(wanted, users.c.password_hash == change.if_password_hash)
        values = changed_fields(change)
        if not values:
            return await self._one(wanted)
        changing = update(users).where(wanted).values(values)
        # Executed twice, one that asks for the old hash would find the new one.
        change_rows = self._database.settled if change.if_password_hash is None else self._database.changed
        return await self.get(user_id) if await change_rows(changing) else None

    async def remove(self, user_id: str) -> bool:
        """Remove the user, and remember that there was one. False if there is none."""
        if await self.get(user_id) is None:
            return False
        departing = insert(departed_users).values(id=user_id, departed_at=self._after(_NOW))
        await self._database.added(departing)
        return bool(await self._database.changed(delete(users).where(users.c.id == user_id)))

    async def page(self, page: int, size: int) -> UserPage:
        """Users, newest first."""
        count = (await self._database.rows(select(func.count().label("count")).select_from(users)))[0]["count"]
        offset = (page - 1) * size
        if offset >= count:
            return UserPage(count, ())
        newest = users.c.created_at.desc(), users.c.id.desc()
        rows = await self._database.rows(select(users).order_by(*newest).limit(size).offset(offset))
        return UserPage(count, tuple(_user(row) for row in rows))

    async def erasing(self, limit: int) -> tuple[str, ...]:
        """Ids of users that are marked as erasing."""
        rows = await self._database.rows(select(users.c.id).where(users.c.erasing == true()).limit(limit))
        return tuple(row["id"] for row in rows)

    async def departed(self, after: str, limit: int) -> tuple[str, ...]:
        """Ids of users that were removed, in their order, those behind `after`."""
        found = select(departed_users.c.id).where(departed_users.c.id > after).order_by(departed_users.c.id)
        return tuple(row["id"] for row in await self._database.rows(found.limit(limit)))

    async def forget_departed(self, age: timedelta) -> int:
        """Forget the ids of users that were removed so long ago."""
        old = departed_users.c.departed_at <= self._after(-age)
        return await self._database.changed(delete(departed_users).where(old))

    async def counts(self) -> UserCounts:
        """How many there are."""
        may_log_in = and_(users.c.active.is_(True), users.c.erasing.is_(False))
        counted = select(
            func.count().label("total"),
            _count(may_log_in).label("active"),
            _count(and_(may_log_in, users.c.admin.is_(True))).label("admins"),
        )
        return UserCounts(**(await self._database.rows(counted.select_from(users)))[0])

    async def ping(self) -> Health:
        """Whether the database answers and has the tables that we know."""
        return await self._database.ping()

    async def migrate(self) -> str:
        """Bring the tables up to date."""
        return await self._database.migrate()

    async def _one(self, condition: ColumnElement[bool]) -> User | None:
        rows = await self._database.rows(select(users).where(condition))
        return _user(rows[0]) if rows else None


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    # FILTER would say it too, but not every database knows it.
    return func.count(case((condition, 1)))


def _user(row: Mapping[str, Any]) -> User:
    return User(**{name: row[name] for name in _FIELDS})
