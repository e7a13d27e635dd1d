"""Counting calls in the memory of this process."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

import msgspec

from cvscreen.adapters.registry import Opening
from cvscreen.domain.limits import Allowance, Rate
from cvscreen.ports.clocks import Clock
from cvscreen.ports.health import Health

MAX_KEYS = 100_000
"""So many keys are counted for each rate.

With one more, that whose last allowed call lies back furthest starts anew. So whoever has used up a key gets it back by
calls under as many others: far more work than what they gain, as long as nobody may choose keys without being counted
under another one, such as their address.
"""

_Hits = deque[datetime]


class MemoryOptions(msgspec.Struct, frozen=True):
    """There are none."""


class MemoryRateLimiter:
    """The times of the calls that were allowed in the last period: a window that slides, exact to the microsecond.

    Each rate has its own keys, in the order of their last allowed call, so those with nothing left to count are found
    at the front: a call forgets two of them, and makes at most one.
    """

    def __init__(self, clock: Clock, max_keys: int = MAX_KEYS) -> None:
        self._clock = clock
        self._max_keys = max_keys
        self._lock = threading.Lock()
        self._keys: dict[Rate, OrderedDict[str, _Hits]] = {}

    async def hit(self, key: str, rate: Rate) -> Allowance:
        """Count one call if it is allowed."""
        with self._lock:
            now = self._clock.now()
            keys = self._keys.get(rate)
            if keys is None:
                keys = self._keys[rate] = OrderedDict()
            hits = keys.get(key)
            if hits is None:
                self._forget(keys, now - rate.period)
                hits = keys[key] = deque()
            return self._counted(keys, key, rate, now)

    def _counted(self, keys: OrderedDict[str, _Hits], key: str, rate: Rate, now: datetime) -> Allowance:
        hits, over = keys[key], now - rate.period
        while hits and hits[0] <= over:
            hits.popleft()
        left = rate.times - len(hits)
        if left <= 0:
            return _refused(hits, rate, now)
        hits.append(now)
        keys.move_to_end(key)
        return Allowance(allowed=True, rate=rate, remaining=left - 1, reset_after=rate.period)

    def _forget(self, keys: OrderedDict[str, _Hits], over: datetime) -> None:
        """Make room for one more key."""
        for _ in range(2):
            if not keys:
                return
            hits = keys[next(iter(keys))]
            if len(keys) < self._max_keys and hits[-1] > over:
                return
            keys.popitem(last=False)

    async def ping(self) -> Health:
        """Always well."""
        return Health("calls are counted in memory, for this process alone")


def _refused(hits: _Hits, rate: Rate, now: datetime) -> Allowance:
    """What is said to one call too many: the next one comes when the oldest no longer counts."""
    return Allowance(
        allowed=False,
        rate=rate,
        remaining=0,
        reset_after=hits[-1] + rate.period - now,
        retry_after=hits[0] + rate.period - now,
    )


@asynccontextmanager
async def open(opening: Opening) -> AsyncIterator[MemoryRateLimiter]:  # noqa: A001 - every adapter module has an open
    """A limiter of its own, with nothing counted."""
    opening.url.options(MemoryOptions)
    yield MemoryRateLimiter(opening.clock)
