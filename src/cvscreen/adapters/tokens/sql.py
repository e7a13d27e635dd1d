"""Sessions in a SQL database.

Every transition is one conditional statement, whose row count tells whether it took place; so no transaction spans
two statements, and databases without RETURNING will do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, insert, select, update

from cvscreen.adapters.sql.database import SqlDatabase
from cvscreen.adapters.sql.tables import sessions
from cvscreen.adapters.sql.times import Times
from cvscreen.domain.accounts import Device, Session
from cvscreen.domain.errors import StorageError, TokenStoreUnavailable
from cvscreen.ports.health import Health
from cvscreen.ports.tokens import Rotated, Rotation, SessionStart

NOW = timedelta(0)
_IDS_AT_ONCE = 500
"""Databases limit how many values one statement may carry."""


class SqlTokenStore:
    """Sessions behind an engine that commits each statement by itself."""

    def __init__(self, database: SqlDatabase, times: Times) -> None:
        self._database = database
        self._after = times.after

    async def start(self, session: SessionStart) -> Session:
        """Store a new session, used just now. Raises StorageError if its id is taken."""
        values = self._used(session.token_id, session.device, session.lifetime)
        values |= {"id": session.id, "user_id": session.user_id, "created_at": values["last_used_at"]}
        if not await self._database.added(insert(sessions).values(values)):
            raise StorageError(f"there is a session {session.id!r} already: give this one another id")
        found = await self._found(sessions.c.id == session.id)
        if not found:
            raise TokenStoreUnavailable("the session was ended while it began: log in again")
        return found[0]

    async def rotate(self, rotation: Rotation) -> Rotated:
        """Replace the session's refresh token, if it is the one in use."""
        in_use = and_(self._living(rotation.session_id), sessions.c.token_id == rotation.used)
        values = self._used(rotation.next, rotation.device, rotation.lifetime)
        if await self._database.changed(update(sessions).where(in_use).values(values)):
            return Rotated.DONE
        return Rotated.UNKNOWN if await self.get(rotation.session_id) is None else Rotated.REUSED

    async def get(self, session_id: str) -> Session | None:
        """The session if it lives, else None."""
        found = await self._found(self._living(session_id))
        return found[0] if found else None

    async def of_user(self, user_id: str) -> tuple[Session, ...]:
        """The user's sessions that live, the last used first."""
        return await self._found(and_(sessions.c.user_id == user_id, sessions.c.expires_at > self._after(NOW)))

    async def end(self, session_id: str) -> bool:
        """Remove a session. False if there is none."""
        return bool(await self._database.changed(delete(sessions).where(sessions.c.id == session_id)))

    async def end_all(self, user_id: str, but: str | None = None) -> tuple[str, ...]:
        """Remove the user's sessions, except the one named, and return the ids of those removed."""
        rows = await self._database.rows(select(sessions.c.id).where(sessions.c.user_id == user_id))
        ids = tuple(row["id"] for row in rows if row["id"] != but)
        await self._remove(ids)
        return ids

    async def forget_expired(self, limit: int) -> int:
        """Remove up to `limit` sessions that have expired."""
        expired = sessions.c.expires_at <= self._after(NOW)
        oldest = select(sessions.c.id).where(expired).order_by(sessions.c.expires_at).limit(limit)
        return await self._remove([row["id"] for row in await self._database.rows(oldest)])

    async def ping(self) -> Health:
        """Whether the database answers and has the tables that we know."""
        return await self._database.ping()

    async def migrate(self) -> str:
        """Bring the tables up to date."""
        return await self._database.migrate()

    def _living(self, session_id: str) -> ColumnElement[bool]:
        return and_(sessions.c.id == session_id, sessions.c.expires_at > self._after(NOW))

    def _used(self, token_id: str, device: Device, lifetime: timedelta) -> dict[str, Any]:
        times = {"last_used_at": self._after(NOW), "expires_at": self._after(lifetime)}
        return {"token_id": token_id, "ip": device.ip, "user_agent": device.user_agent} | times

    async def _found(self, condition: ColumnElement[bool]) -> tuple[Session, ...]:
        last_used = sessions.c.last_used_at.desc(), sessions.c.id.desc()
        return tuple(map(_session, await self._database.rows(select(sessions).where(condition).order_by(*last_used))))

    async def _remove(self, ids: Sequence[str]) -> int:
        """How many were there to remove; a session is nobody else's, and none that expired comes back."""
        removed = 0
        for start in range(0, len(ids), _IDS_AT_ONCE):
            some = sessions.c.id.in_(ids[start : start + _IDS_AT_ONCE])
            removed += await self._database.changed(delete(sessions).where(some))
        return removed


def _session(row: Mapping[str, Any]) -> Session:
    return Session(
        id=row["id"],
        user_id=row["user_id"],
        token_id=row["token_id"],
        device=Device(row["ip"], row["user_agent"]),
        created_at=row["created_at"],
        last_used_at=row["last_used_at"],
        expires_at=row["expires_at"],
    )
