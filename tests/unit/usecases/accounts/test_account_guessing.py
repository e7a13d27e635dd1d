"""Who guesses is slowed down, whether the account exists or not, and cannot lock others out from one address."""

from __future__ import annotations

import pytest
from account_house import EMAIL, HOME, PASSWORD, PHONE, RATE, AccountHouse

from cvscreen.domain.accounts import Device, account_hash
from cvscreen.domain.errors import InvalidCredentials, LimiterUnavailable, RateLimited

UNKNOWN = "nobody@example.com"


@pytest.mark.parametrize("email", [EMAIL, UNKNOWN])
async def test_tries_on_one_account_are_throttled_whether_it_exists_or_not(email: str) -> None:
    house = AccountHouse()
    await house.registered()
    spellings = [email, email.upper(), f" {email}", email.replace("a", "ａ"), email.replace("o", "ⓞ")]
    for n in range(RATE.times):
        with pytest.raises(InvalidCredentials):
            await house.log_in(spellings[n % 5], f"guess {n}", Device(ip=f"198.51.100.{n}"))
    verified = len(house.hasher.verified)
    with pytest.raises(RateLimited) as caught:
        await house.log_in(email.title(), PASSWORD, Device(ip="192.0.2.1"))
    assert caught.value.retry_after == RATE.period.total_seconds()
    assert str(email) not in caught.value.detail
    assert len(house.hasher.verified) == verified
    house.clock.advance(RATE.period)
    with pytest.raises(InvalidCredentials):
        await house.log_in(email, "guess", HOME)


async def test_one_address_cannot_try_a_password_on_many_accounts() -> None:
    house = AccountHouse()
    for n in range(50):
        with pytest.raises(InvalidCredentials):
            await house.log_in(f"user{n}@example.com", PASSWORD, Device(ip=f"2001:db8::{n:x}"))
    with pytest.raises(RateLimited):
        await house.log_in("user50@example.com", PASSWORD, Device(ip="2001:db8::abcd"))


async def test_an_address_that_is_used_up_cannot_lock_an_account() -> None:
    house = AccountHouse()
    await house.registered()
    for n in range(200):
        with pytest.raises((InvalidCredentials, RateLimited)):
            await house.log_in(f"user{n}@example.com", PASSWORD, PHONE)
    for _ in range(50):
        with pytest.raises(RateLimited):
            await house.log_in(EMAIL, "wrong", PHONE)
    await house.logged_in()


async def test_nobody_guesses_uncounted() -> None:
    house = AccountHouse()
    await house.registered()
    house.limits.down.add("hit")
    with pytest.raises(LimiterUnavailable):
        await house.log_in(EMAIL, PASSWORD, HOME)
    assert house.hasher.verified == []


async def test_the_limiter_is_told_no_address_of_a_person() -> None:
    house = AccountHouse()
    with pytest.raises(InvalidCredentials):
        await house.log_in(EMAIL, PASSWORD, HOME)
    keys: list[str] = []
    real = house.limits.adapter.hit

    async def hit(key: str, rate: object) -> object:
        keys.append(key)
        return await real(key, rate)

    house.limits.adapter.hit = hit
    with pytest.raises(InvalidCredentials):
        await house.log_in(EMAIL, PASSWORD, HOME)
    assert keys == [f"login:address:{HOME.ip}", f"login:account:{account_hash(EMAIL)}"]
