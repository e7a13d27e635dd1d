"""Counting calls in Redis, for all processes together."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from cvscreen.adapters.limits.memory import MemoryRateLimiter
from cvscreen.adapters.redis.client import RedisClient, shared_redis
from cvscreen.adapters.redis.scripts import Script
from cvscreen.adapters.registry import Opening
from cvscreen.domain.errors import LimiterUnavailable
from cvscreen.domain.limits import Allowance, Rate
from cvscreen.ports.health import Health

_MICROSECOND = timedelta(microseconds=1)

_HIT = Script("""
local hits, times, period = KEYS[1], tonumber(ARGV[1]), tonumber(ARGV[2])
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local last = tonumber(redis.call('LINDEX', hits, -1) or 0)
-- A clock that was set back must not put calls out of order.
if last > now then now = last end
local first = tonumber(redis.call('LINDEX', hits, 0) or now)
while first <= now - period do
  redis.call('LPOP', hits)
  first = tonumber(redis.call('LINDEX', hits, 0) or now)
end
local left = times - redis.call('LLEN', hits)
if left <= 0 then return {0, 0, last + period - now, first + period - now} end
redis.call('RPUSH', hits, string.format('%.0f', now))
redis.call('PEXPIRE', hits, math.ceil(period / 1000))
return {1, left - 1, period, 0}
""")
"""The times of the calls that were allowed in the last period, in microseconds of the server's clock.

Answers whether this one is, how many are left, and when all and when one will be back.
"""


class RedisRateLimiter:
    """A window that slides, exact to the microsecond over all processes: a list of times for each key and rate.

    In an outage each process counts for itself: up to as many times the rate pass as there are processes.
    """

    def __init__(self, client: RedisClient, alone: MemoryRateLimiter) -> None:
        self._client = client
        self._alone = alone
        client.meanwhile("limits are counted by each process alone")

    async def hit(self, key: str, rate: Rate) -> Allowance:
        """Count one call if it is allowed."""
        try:
            return await self._hit(key, rate)
        except LimiterUnavailable:
            return await self._alone.hit(key, rate)

    async def ping(self) -> Health:
        """What server it is. Raises LimiterUnavailable if each process counts alone."""
        version = await self._client.version(LimiterUnavailable)
        await self._hit("ping", Rate(1, timedelta(milliseconds=1)))
        return Health(f"calls are counted in {version}")

    async def _hit(self, key: str, rate: Rate) -> Allowance:
        period = rate.period // _MICROSECOND
        name = self._client.key("limit", str(rate.times), str(period), key)
        async with self._client.reached(LimiterUnavailable) as redis:
            allowed, left, reset, retry = await _HIT(redis, [name], rate.times, period)
        return Allowance(
            allowed=bool(allowed),
            rate=rate,
            remaining=left,
            reset_after=reset * _MICROSECOND,
            retry_after=retry * _MICROSECOND,
        )


@asynccontextmanager
async def open(opening: Opening) -> AsyncIterator[RedisRateLimiter]:  # noqa: A001 - every adapter module has an open
    """The limiter in `redis://…`, which may be away."""
    async with shared_redis(opening) as client:
        yield RedisRateLimiter(client, MemoryRateLimiter(opening.clock))
