"""What every adapter tells of itself, and what some can do to get ready."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class Health:
    """The state of an adapter that answers: `detail` says what it is, `advice` what to improve, if anything.

    `degraded`: it does not do all of its work for the moment, and `advice` says why; anybody may read that.
    """

    detail: str
    advice: str | None = None
    degraded: bool = False


class Pings(Protocol):
    """Something that can say whether it is well."""

    async def ping(self) -> Health:
        """The adapter's health. Raises the port's own error if it cannot work."""
        ...


@runtime_checkable
class Migrates(Protocol):
    """An adapter that has a schema, a bucket or an index to prepare."""

    async def migrate(self) -> str:
        """Bring it up to date and say what it is now. Safe to repeat."""
        ...
