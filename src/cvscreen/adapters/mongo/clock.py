"""The server's time: what it told last, and what has passed since then."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

FRESH_SECONDS = 60.0
"""So long our own clock may tick on from what the server told."""

TOLERANCE = 10_000
"""Two answers may differ by so many microseconds, and the time it took; it is no reason to turn the time back."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

After = Callable[[timedelta], int]
"""The time that lies so far ahead, in microseconds since 1970."""


def micros(time_: datetime) -> int:
    """Microseconds since 1970, exactly. Raises TypeError for a time without a zone."""
    return (time_ - _EPOCH) // _MICROSECOND


def moment(microseconds: int) -> datetime:
    """The time that many microseconds after 1970, in UTC."""
    return _EPOCH + timedelta(microseconds=microseconds)


class ServerClock:
    """Goes by the server, not by the time of day on this machine, which nobody may have set right.

    `ask` tells the server's time. `ticks` are seconds that only ever grow.
    """

    def __init__(self, ask: Callable[[], Awaitable[datetime]], ticks: Callable[[], float] = time.monotonic) -> None:
        self._ask = ask
        self._ticks = ticks
        self._asked_at = -math.inf
        self._ahead = 0
        self._one_at_a_time = asyncio.Lock()

    async def after(self) -> After:
        """What tells times from now on. Raises what `ask` raises."""
        if not self._is_fresh():
            async with self._one_at_a_time:
                if not self._is_fresh():
                    await self.set()
        now = self._ahead + self._now()
        return lambda duration: now + duration // _MICROSECOND

    async def set(self) -> None:
        """Ask the server. Raises what `ask` raises."""
        begun = self._now()
        told = micros(await self._ask())
        ended = self._now()
        ahead = told - (begun + ended) // 2
        if self._asked_at == -math.inf or abs(ahead - self._ahead) > TOLERANCE + (ended - begun):
            self._ahead = ahead
        self._asked_at = self._ticks()

    def forget(self) -> None:
        """Ask anew before the next time is told: another server may answer."""
        self._asked_at = min(self._asked_at, self._ticks() - FRESH_SECONDS)

    def _is_fresh(self) -> bool:
        return self._ticks() - self._asked_at < FRESH_SECONDS

    def _now(self) -> int:
        return int(self._ticks() * 1_000_000)
