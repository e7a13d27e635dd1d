"""Keeping sessions, and the one refresh token that each may use next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto
from typing import Protocol

from cvscreen.domain.accounts import Device, Session
from cvscreen.ports.health import Pings


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionStart:
    """A session that begins: its id, whose it is, its first refresh token, and how long it lasts unused."""

    id: str
    user_id: str
    token_id: str
    device: Device
    lifetime: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation:
    """A refresh token is used: `used` makes way for `next`, and the session lasts `lifetime` from now."""

    session_id: str
    used: str
    next: str
    device: Device
    lifetime: timedelta


class Rotated(Enum):
    """What became of a rotation."""

    DONE = auto()
    REUSED = auto()
    """The session lives, but that token is not the one it may use next: it was used before."""
    UNKNOWN = auto()
    """There is no such session, or it has expired."""


class TokenStore(Pings, Protocol):
    """Keeps sessions. Its own clock decides when they expire. Every method raises TokenStoreUnavailable."""

    async def start(self, session: SessionStart) -> Session:
        """Store a new session, used just now. Raises StorageError if its id is taken."""
        ...

    async def rotate(self, rotation: Rotation) -> Rotated:
        """Replace the session's refresh token, if it is the one in use. Atomic: of many callers one gets DONE.

        A REUSED one changes nothing: whoever calls ends the session.
        """
        ...

    async def get(self, session_id: str) -> Session | None:
        """The session if it lives, else None."""
        ...

    async def of_user(self, user_id: str) -> tuple[Session, ...]:
        """The user's sessions that live, the last used first."""
        ...

    async def end(self, session_id: str) -> bool:
        """Remove a session. False if there is none."""
        ...

    async def end_all(self, user_id: str, but: str | None = None) -> tuple[str, ...]:
        """Remove the user's sessions, except the one named, and return the ids of those removed.

        Of several who do so at once, more than one may name the same session.
        """
        ...

    async def forget_expired(self, limit: int) -> int:
        """Remove up to `limit` sessions that have expired, and return how many they were."""
        ...
