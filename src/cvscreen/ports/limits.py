"""Counting calls."""

from __future__ import annotations

from typing import Protocol

from cvscreen.domain.limits import Allowance, Rate
from cvscreen.ports.health import Pings


class RateLimiter(Pings, Protocol):
    """Counts what is done under a key, exactly: never more than the rate allows in any period of its length.

    Each rate counts its own calls: those under another rate use nothing up, though the key be the same.
    """

    async def hit(self, key: str, rate: Rate) -> Allowance:
        """Count one call if it is allowed. Atomic; a refused one is not counted. Raises LimiterUnavailable."""
        ...
