"""Turning passwords into something that can be kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Verification:
    """Whether the password fits the hash, and whether the hash is made by older rules than today's."""

    fits: bool
    outdated: bool = False


class PasswordHasher(Protocol):
    """Hashes passwords slowly, on purpose, and never on the event loop."""

    async def hash(self, password: str) -> str:
        """The hash, another one each time."""
        ...

    async def verify(self, password: str, hashed: str) -> Verification:
        """Whether they fit; a hash that is none of ours fits nothing."""
        ...
