"""Sessions in the memory of this process; they go when it goes."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import islice

import msgspec

from cvscreen.adapters.registry import Opening
from cvscreen.domain.accounts import Session
from cvscreen.domain.errors import StorageError
from cvscreen.ports.clocks import Clock
from cvscreen.ports.health import Health
from cvscreen.ports.tokens import Rotated, Rotation, SessionStart


class MemoryOptions(msgspec.Struct, frozen=True):
    """There are none."""


class MemoryTokenStore:
    """A dictionary behind a lock: safe for any number of tasks, threads and loops."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._sessions: dict[str, Session] = {}

    async def start(self, session: SessionStart) -> Session:
        """Store a new session, used just now. Raises StorageError if its id is taken."""
        now = self._clock.now()
        started = Session(
            id=session.id,
            user_id=session.user_id,
            token_id=session.token_id,
            device=session.device,
            created_at=now,
            last_used_at=now,
            expires_at=now + session.lifetime,
        )
        with self._lock:
            if session.id in self._sessions:
                raise StorageError(f"there is a session {session.id!r} already: give this one another id")
            self._sessions[session.id] = started
        return started

    async def rotate(self, rotation: Rotation) -> Rotated:
        """Replace the session's refresh token, if it is the one in use."""
        with self._lock:
            found = self._living(rotation.session_id)
            if found is None:
                return Rotated.UNKNOWN
            if found.token_id != rotation.used:
                return Rotated.REUSED
            now = self._clock.now()
            self._sessions[found.id] = replace(
                found,
                token_id=rotation.next,
                device=rotation.device,
                last_used_at=now,
                expires_at=now + rotation.lifetime,
            )
            return Rotated.DONE

    async def get(self, session_id: str) -> Session | None:
        """The session if it lives, else None."""
        with self._lock:
            return self._living(session_id)

    async def of_user(self, user_id: str) -> tuple[Session, ...]:
        """The user's sessions that live, the last used first."""
        now = self._clock.now()
        with self._lock:
            found = [s for s in self._sessions.values() if s.user_id == user_id and s.expires_at > now]
        return tuple(sorted(found, key=lambda session: (session.last_used_at, session.id), reverse=True))

    async def end(self, session_id: str) -> bool:
        """Remove a session. False if there is none."""
        with self._lock:
            return self._sessions.pop(session_id, None) is not None

    async def end_all(self, user_id: str, but: str | None = None) -> tuple[str, ...]:
        """Remove the user's sessions, except the one named, and return the ids of those removed."""
        with self._lock:
            return self._remove(s.id for s in self._sessions.values() if s.user_id == user_id and s.id != but)

    async def forget_expired(self, limit: int) -> int:
        """Remove up to `limit` sessions that have expired."""
        now = self._clock.now()
        with self._lock:
            expired = (s.id for s in self._sessions.values() if s.expires_at <= now)
            return len(self._remove(islice(expired, limit)))

    async def ping(self) -> Health:
        """Always well."""
        return Health("sessions are kept in memory", advice="they are lost when the process ends: use sqlite:///…")

    def _living(self, session_id: str) -> Session | None:
        found = self._sessions.get(session_id)
        return None if found is None or found.expires_at <= self._clock.now() else found

    def _remove(self, session_ids: Iterable[str]) -> tuple[str, ...]:
        removed = tuple(session_ids)
        for session_id in removed:
            del self._sessions[session_id]
        return removed


@asynccontextmanager
async def open(opening: Opening) -> AsyncIterator[MemoryTokenStore]:  # noqa: A001 - every adapter module has an open
    """A store of its own, empty."""
    opening.url.options(MemoryOptions)
    yield MemoryTokenStore(opening.clock)
