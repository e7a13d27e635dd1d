"""Who registers gets an account, once an address, and nothing that would be guessed or would break a line."""

from __future__ import annotations

import asyncio

import pytest
from account_house import EMAIL, HOME, PASSWORD, PHONE, RATE, AccountHouse

from cvscreen.domain.accounts import Device
from cvscreen.domain.errors import (
    EmailTaken,
    InvalidEmail,
    InvalidName,
    LimiterUnavailable,
    RateLimited,
    UserStoreUnavailable,
    WeakPassword,
)
from cvscreen.domain.events import Registered
from cvscreen.usecases.accounts.register import Registration
from cvscreen.usecases.accounts.throttle import PER_ADDRESS


async def test_a_registration_makes_a_user_who_is_no_admin() -> None:
    house = AccountHouse()
    user = await house.registered(f" {EMAIL} ", first_name=" Ada ", last_name="")
    assert (user.email, user.first_name, user.last_name) == (EMAIL, "Ada", "")
    assert (user.admin, user.may_log_in, user.created_at) == (False, True, house.clock.now())
    assert await house.stored(user) == user
    assert house.heard(Registered) == [Registered(user_id=user.id)]


async def test_the_password_is_kept_as_a_hash_only() -> None:
    house = AccountHouse()
    user = await house.registered()
    assert user.password_hash != PASSWORD
    assert (await house.hasher.verify(PASSWORD, user.password_hash)).fits


@pytest.mark.parametrize("spelling", [EMAIL, "ADA@Example.COM", "ａda@example.com", f"  {EMAIL}\n", "ada@example．com"])
async def test_an_address_has_one_account_however_it_is_written(spelling: str) -> None:
    house = AccountHouse()
    user = await house.registered()
    with pytest.raises(EmailTaken):
        await house.registered(spelling, password="another four good words")
    assert await house.stored(user) == user


async def test_of_many_who_register_one_address_at_once_one_gets_it() -> None:
    house = AccountHouse()
    spellings = [EMAIL, EMAIL.upper(), "Ada@example.com", "ａda@example.com"]
    results = await asyncio.gather(*(house.registered(email) for email in spellings), return_exceptions=True)
    assert sum(isinstance(result, EmailTaken) for result in results) == 3


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"email": "ada"}, InvalidEmail),
        ({"email": "ada\x00@example.com"}, InvalidEmail),
        ({"first_name": "A\nda"}, InvalidName),
        ({"last_name": "x" * 151}, InvalidName),
        ({"password": "short"}, WeakPassword),
        ({"password": "password123"}, WeakPassword),
        ({"password": EMAIL.upper()}, WeakPassword),
        ({"password": "x1" * 200}, WeakPassword),
    ],
    ids=lambda value: str(value)[:30].encode("ascii", "backslashreplace").decode(),
)
async def test_what_is_not_fit_is_refused_and_nothing_is_kept(changes: dict[str, str], error: type[Exception]) -> None:
    house = AccountHouse()
    with pytest.raises(error):
        await house.registered(**changes)
    assert (await house.users.counts()).total == 0
    assert house.hasher.hashed == []
    assert house.events.events == []


async def test_registering_is_throttled_by_address_whatever_is_tried() -> None:
    house = AccountHouse()
    await house.registered()
    for n in range(PER_ADDRESS * RATE.times - 1):
        with pytest.raises((EmailTaken, InvalidEmail)):
            await house.registered(EMAIL if n % 2 else "no address")
    with pytest.raises(RateLimited) as caught:
        await house.registered("new@example.com")
    assert caught.value.retry_after == RATE.period.total_seconds()
    await house.registered("new@example.com", device=PHONE)
    house.clock.advance(RATE.period)
    await house.registered("other@example.com")


async def test_another_address_of_the_same_ipv6_network_is_no_way_around() -> None:
    house = AccountHouse()
    for n in range(PER_ADDRESS * RATE.times):
        await house.registered(f"ada{n}@example.com", device=Device(ip=f"2001:db8::{n:x}"))
    with pytest.raises(RateLimited):
        await house.registered(device=Device(ip="2001:db8::ffff:ffff:ffff:ffff"))
    await house.registered(device=Device(ip="2001:db8:0:1::1"))


async def test_nothing_is_registered_uncounted() -> None:
    house = AccountHouse()
    house.limits.down.add("hit")
    with pytest.raises(LimiterUnavailable):
        await house.registered()


async def test_a_store_that_is_away_says_so() -> None:
    house = AccountHouse()
    house.users.down.add("add")
    with pytest.raises(UserStoreUnavailable):
        await house.registered()
    assert house.events.events == []


def test_a_registration_shows_neither_password_nor_address() -> None:
    shown = repr(Registration(email=EMAIL, password=PASSWORD, first_name="Ada", last_name="Lovelace", device=HOME))
    assert not any(text in shown for text in (EMAIL, PASSWORD, "Ada", "Lovelace"))
