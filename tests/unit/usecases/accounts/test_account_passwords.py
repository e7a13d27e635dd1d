"""A new password ends what the old one opened, and only who knows the old one gives a new one."""

from __future__ import annotations

import asyncio

import pytest
from account_house import EMAIL, HOME, OTHER_PASSWORD, PASSWORD, PHONE, RATE, AccountHouse
from memory_house import cancelled_at

from cvscreen.domain.accounts import Device
from cvscreen.domain.errors import (
    InvalidCredentials,
    InvalidToken,
    RateLimited,
    TokenStoreUnavailable,
    WeakPassword,
)
from cvscreen.domain.events import PasswordChanged


async def test_the_new_password_opens_and_the_old_one_does_not() -> None:
    house = AccountHouse()
    await house.registered()
    caller = await house.caller()
    await house.change_password(caller, PASSWORD, OTHER_PASSWORD, HOME)
    await house.logged_in(password=OTHER_PASSWORD)
    with pytest.raises(InvalidCredentials):
        await house.logged_in(password=PASSWORD)
    changed = PasswordChanged(user_id=caller.user_id, session_id=caller.session_id)
    assert house.heard(PasswordChanged) == [changed]


async def test_every_other_session_ends_at_once_and_this_one_stays() -> None:
    house = AccountHouse()
    await house.registered()
    await house.registered("eve@example.com")
    here, others = await house.logged_in(), [await house.logged_in(device=PHONE) for _ in range(3)]
    eve = await house.logged_in("eve@example.com")
    for pair in (here, *others):
        await house.authenticate(pair.access)
    await house.change_password(await house.authenticate(here.access), PASSWORD, OTHER_PASSWORD, HOME)
    for pair in others:
        with pytest.raises(InvalidToken):
            await house.authenticate(pair.access)
        with pytest.raises(InvalidToken):
            await house.refresh(pair.refresh, PHONE)
    await house.authenticate(here.access)
    await house.refresh(here.refresh, HOME)
    await house.authenticate(eve.access)


@pytest.mark.parametrize(
    ("current", "new", "error"),
    [
        ("wrong", OTHER_PASSWORD, InvalidCredentials),
        ("wrong", "short", InvalidCredentials),
        (PASSWORD, "short", WeakPassword),
        (PASSWORD, "password123", WeakPassword),
        (PASSWORD, EMAIL, WeakPassword),
    ],
)
async def test_nothing_changes_with_a_wrong_one_or_a_weak_one(current: str, new: str, error: type[Exception]) -> None:
    house = AccountHouse()
    user = await house.registered()
    other = await house.logged_in(device=PHONE)
    with pytest.raises(error):
        await house.change_password(await house.caller(), current, new, HOME)
    assert await house.stored(user) == user
    await house.authenticate(other.access)
    assert house.heard(PasswordChanged) == []


async def test_guessing_with_a_stolen_session_is_throttled_over_all_uses_of_the_password() -> None:
    house = AccountHouse()
    await house.registered()
    caller = await house.caller()
    for n in range(RATE.times // 2):
        with pytest.raises(InvalidCredentials):
            await house.change_password(caller, "wrong", OTHER_PASSWORD, Device(ip=f"198.51.100.{n}"))
        with pytest.raises(InvalidCredentials):
            await house.erase_account(caller, "wrong")
    with pytest.raises(RateLimited):
        await house.change_password(caller, PASSWORD, OTHER_PASSWORD, HOME)
    with pytest.raises(RateLimited):
        await house.erase_account(caller, PASSWORD)


async def test_whoever_guesses_from_outside_cannot_keep_the_owner_from_changing_it() -> None:
    house = AccountHouse()
    await house.registered()
    caller = await house.caller()
    for _ in range(2 * RATE.times):
        with pytest.raises((InvalidCredentials, RateLimited)):
            await house.log_in(EMAIL, "wrong", PHONE)
    await house.change_password(caller, PASSWORD, OTHER_PASSWORD, HOME)


async def test_one_address_cannot_guess_for_many_sessions() -> None:
    house = AccountHouse()
    callers = []
    for n in range(6):
        await house.registered(f"ada{n}@example.com")
        callers.append(await house.caller(f"ada{n}@example.com"))
    for n in range(50):
        with pytest.raises(InvalidCredentials):
            await house.change_password(callers[n % 6], "wrong", OTHER_PASSWORD, PHONE)
    with pytest.raises(RateLimited):
        await house.change_password(callers[5], PASSWORD, OTHER_PASSWORD, PHONE)


async def test_of_two_changes_at_once_one_counts() -> None:
    house = AccountHouse()
    user = await house.registered()
    callers = [await house.caller(), await house.caller(device=PHONE)]
    passwords = [OTHER_PASSWORD, "and a third set of words"]
    results = await asyncio.gather(
        *(house.change_password(caller, PASSWORD, new, HOME) for caller, new in zip(callers, passwords, strict=True)),
        return_exceptions=True,
    )
    assert [type(result) for result in results if result is not None] == [InvalidCredentials]
    winner = results.index(None)
    assert (await house.hasher.verify(passwords[winner], (await house.stored(user)).password_hash)).fits
    assert await house.gate.alive(callers[winner].session_id)
    assert not await house.gate.alive(callers[1 - winner].session_id)


async def test_an_account_that_is_gone_has_no_password() -> None:
    house = AccountHouse()
    user = await house.registered()
    caller = await house.caller()
    await house.users.remove(user.id)
    with pytest.raises(InvalidToken):
        await house.change_password(caller, PASSWORD, OTHER_PASSWORD, HOME)


async def test_after_a_store_failed_to_end_the_sessions_the_new_password_ends_them() -> None:
    house = AccountHouse()
    await house.registered()
    other = await house.logged_in(device=PHONE)
    caller = await house.caller()
    house.tokens.down.add("end_all")
    with pytest.raises(TokenStoreUnavailable):
        await house.change_password(caller, PASSWORD, OTHER_PASSWORD, HOME)
    house.tokens.down.clear()
    await house.change_password(caller, OTHER_PASSWORD, OTHER_PASSWORD, HOME)
    with pytest.raises(InvalidToken):
        await house.authenticate(other.access)


@pytest.mark.parametrize("steps", range(24))
async def test_a_change_that_began_is_finished_whoever_goes_away(steps: int) -> None:
    house = AccountHouse()
    user = await house.registered()
    other = await house.logged_in(device=PHONE)
    caller = await house.caller()
    await house.authenticate(other.access)
    change = house.change_password(caller, PASSWORD, OTHER_PASSWORD, HOME)
    await cancelled_at(asyncio.create_task(change), steps)
    changed = await house.stored(user) != user
    assert await house.gate.alive(house.session_of(other)) is not changed
    assert len(house.heard(PasswordChanged)) == int(changed)
