"""Nobody calls more often than the rate allows, and whoever does hears when to come back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from account_house import AccountHouse

from cvscreen.domain.errors import LimiterUnavailable, RateLimited
from cvscreen.domain.limits import Rate
from cvscreen.usecases.accounts.throttle import Throttle

TWICE = Rate(2, timedelta(seconds=90))


async def test_what_is_left_is_told_and_what_is_too_much_is_refused() -> None:
    house = AccountHouse()
    throttle = Throttle(house.limits)
    first, second = await throttle.check("key", TWICE), await throttle.check("key", TWICE)
    assert first is not None
    assert second is not None
    assert (first.remaining, second.remaining) == (1, 0)
    house.clock.advance(timedelta(seconds=29.5))
    with pytest.raises(RateLimited) as caught:
        await throttle.check("key", TWICE)
    assert caught.value.retry_after == 60.5
    assert caught.value.detail == "too many calls: try again in 61 seconds"
    assert caught.value.retryable


async def test_keys_are_counted_apart() -> None:
    throttle = Throttle(AccountHouse().limits)
    for key in ("a", "b"):
        for _ in range(2):
            await throttle.check(key, TWICE)


async def test_without_a_rate_nothing_is_counted() -> None:
    house = AccountHouse()
    house.limits.down.add("hit")
    assert await Throttle(house.limits).check("key", None) is None
    assert house.limits.calls == []


async def test_without_a_limiter_nothing_passes() -> None:
    house = AccountHouse()
    house.limits.down.add("hit")
    with pytest.raises(LimiterUnavailable):
        await Throttle(house.limits).check("key", TWICE)


async def test_without_a_rate_accounts_are_not_throttled() -> None:
    house = AccountHouse(rate=None)
    await house.registered()
    for _ in range(100):
        await house.logged_in()
