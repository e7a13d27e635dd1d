"""What every rate limiter promises. Periods are short, and time is real."""

from __future__ import annotations

import asyncio
import uuid
from datetime import timedelta

import pytest

from cvscreen.domain.limits import Allowance, Rate
from cvscreen.ports.limits import RateLimiter
from cvscreen.testing.samples import AWKWARD

HOUR = timedelta(hours=1)
SHORT = timedelta(seconds=0.4)
NONE = timedelta(0)
A_LITTLE = timedelta(minutes=1)
ROUNDING = 0.02
"""Seconds: a server's clock may be read in milliseconds, and run a little differently."""


async def hits(limiter: RateLimiter, key: str, rate: Rate, count: int) -> list[Allowance]:
    """So many calls, one after the other."""
    return [await limiter.hit(key, rate) for _ in range(count)]


@pytest.mark.asyncio
class RateLimiterContract:
    """Needs a fixture `limiter` that is a RateLimiter. Each test has keys of its own."""

    async def test_so_many_calls_are_allowed_and_no_more(self, limiter: RateLimiter) -> None:
        said = await hits(limiter, _key(), Rate(3, HOUR), 5)
        assert [one.allowed for one in said] == [True, True, True, False, False]
        assert [one.remaining for one in said] == [2, 1, 0, 0, 0]
        assert {one.rate for one in said} == {Rate(3, HOUR)}

    async def test_an_allowed_call_need_not_wait(self, limiter: RateLimiter) -> None:
        for allowed in await hits(limiter, _key(), Rate(2, HOUR), 2):
            assert allowed.retry_after == NONE
            assert HOUR - A_LITTLE <= allowed.reset_after <= HOUR

    async def test_a_refused_call_is_told_when_to_come_back(self, limiter: RateLimiter) -> None:
        refused = (await hits(limiter, _key(), Rate(2, HOUR), 3))[-1]
        assert HOUR - A_LITTLE <= refused.retry_after <= refused.reset_after <= HOUR

    async def test_whoever_comes_back_then_is_allowed(self, limiter: RateLimiter) -> None:
        key, rate = _key(), Rate(2, SHORT)
        await limiter.hit(key, rate)
        await asyncio.sleep(SHORT.total_seconds() / 3)
        refused = (await hits(limiter, key, rate, 2))[-1]
        assert not refused.allowed
        assert NONE < refused.retry_after < refused.reset_after
        await asyncio.sleep(refused.retry_after.total_seconds() + ROUNDING)
        assert (await limiter.hit(key, rate)).allowed

    async def test_whoever_comes_back_sooner_is_refused(self, limiter: RateLimiter) -> None:
        key, rate = _key(), Rate(1, timedelta(seconds=1))
        refused = (await hits(limiter, key, rate, 2))[-1]
        over = _time() + refused.retry_after.total_seconds()
        await asyncio.sleep(refused.retry_after.total_seconds() / 2)
        again = await limiter.hit(key, rate)
        assert not again.allowed or _time() > over - ROUNDING
        assert again.retry_after < refused.retry_after or again.allowed

    async def test_all_calls_are_back_when_it_said_so(self, limiter: RateLimiter) -> None:
        key, rate = _key(), Rate(2, SHORT)
        await limiter.hit(key, rate)
        await asyncio.sleep(SHORT.total_seconds() / 3)
        last = (await hits(limiter, key, rate, 2))[-1]
        await asyncio.sleep(last.reset_after.total_seconds() + ROUNDING)
        assert (await limiter.hit(key, rate)).remaining == 1

    async def test_refused_calls_do_not_put_the_next_one_off(self, limiter: RateLimiter) -> None:
        key, rate = _key(), Rate(1, SHORT)
        await limiter.hit(key, rate)
        async with asyncio.timeout(10):
            while not (await limiter.hit(key, rate)).allowed:  # noqa: ASYNC110 - only the limiter knows when
                await asyncio.sleep(0.01)

    async def test_no_more_are_allowed_around_the_turn_of_a_period(self, limiter: RateLimiter) -> None:
        key, rate, allowed = _key(), Rate(4, SHORT), list[tuple[float, float]]()
        end = _time() + 5 * SHORT.total_seconds()
        while (before := _time()) < end:
            if (await limiter.hit(key, rate)).allowed:
                allowed.append((before, _time()))
            await asyncio.sleep(0.005)
        assert len(allowed) > rate.times
        # Each call was counted at some time between two readings of our clock.
        for (before, _), (_, after) in zip(allowed, allowed[rate.times :], strict=False):
            assert after - before >= SHORT.total_seconds() - ROUNDING

    async def test_it_is_exact_however_many_come_at_once(self, limiter: RateLimiter) -> None:
        key, rate = _key(), Rate(50, HOUR)
        said = await asyncio.gather(*(limiter.hit(key, rate) for _ in range(200)))
        allowed = [one for one in said if one.allowed]
        assert len(allowed) == 50
        assert sorted(one.remaining for one in allowed) == list(range(50))

    async def test_keys_are_counted_apart(self, limiter: RateLimiter) -> None:
        start, rate = _key(), Rate(1, HOUR)
        for key in (start, start.upper(), f"{start}:", f"{start}:1", f"{start} {AWKWARD}", f"{start}{'x' * 1_000}"):
            assert [one.allowed for one in await hits(limiter, key, rate, 2)] == [True, False]

    async def test_rates_are_counted_apart(self, limiter: RateLimiter) -> None:
        key = _key()
        for rate in (Rate(2, HOUR), Rate(3, HOUR), Rate(2, timedelta(days=1))):
            said = await hits(limiter, key, rate, rate.times + 1)
            assert [one.allowed for one in said] == [True] * rate.times + [False]

    async def test_it_answers_a_ping(self, limiter: RateLimiter) -> None:
        assert (await limiter.ping()).detail


def _time() -> float:
    return asyncio.get_running_loop().time()


def _key() -> str:
    return str(uuid.uuid4())
