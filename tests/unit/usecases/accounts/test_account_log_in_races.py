"""Whatever happens to an account while somebody logs in counts, and nothing that was changed is undone."""

from __future__ import annotations

import asyncio

import pytest
from account_house import EMAIL, HOME, OTHER_PASSWORD, PASSWORD, PHONE, AccountHouse

from cvscreen.domain.errors import InvalidCredentials
from cvscreen.domain.events import LoggedIn, SessionEnded
from cvscreen.ports.users import UserChange


async def test_an_old_hash_is_made_anew_at_the_next_log_in() -> None:
    house = AccountHouse()
    user = await house.registered()
    house.hasher.change_rules()
    await house.logged_in()
    renewed = (await house.stored(user)).password_hash
    assert renewed.startswith("plain:2:")
    await house.logged_in()
    assert (await house.stored(user)).password_hash == renewed


async def test_an_old_hash_stays_when_the_password_is_wrong() -> None:
    house = AccountHouse()
    user = await house.registered()
    house.hasher.change_rules()
    with pytest.raises(InvalidCredentials):
        await house.log_in(EMAIL, "wrong", HOME)
    assert await house.stored(user) == user


async def test_two_log_ins_at_once_with_an_old_hash_both_get_in() -> None:
    house = AccountHouse()
    await house.registered()
    house.hasher.change_rules()
    pairs = await asyncio.gather(*(house.logged_in() for _ in range(4)))
    for pair in pairs:
        await house.authenticate(pair.access)


async def test_making_a_hash_anew_does_not_undo_a_change_of_the_password() -> None:
    house = AccountHouse()
    user = await house.registered()
    caller = await house.caller()
    house.hasher.change_rules()
    house.users.before["update"] = lambda: house.change_password(caller, PASSWORD, OTHER_PASSWORD, HOME)
    await house.logged_in()
    assert (await house.hasher.verify(OTHER_PASSWORD, (await house.stored(user)).password_hash)).fits


@pytest.mark.parametrize("moment", ["by_email", "start"])
async def test_a_log_in_under_way_does_not_survive_a_change_of_the_password(moment: str) -> None:
    house = AccountHouse()
    await house.registered()
    caller = await house.caller()

    async def change() -> None:
        await house.change_password(caller, PASSWORD, OTHER_PASSWORD, HOME)

    (house.users.after if moment == "by_email" else house.tokens.before)[moment] = change
    with pytest.raises(InvalidCredentials):
        await house.log_in(EMAIL, PASSWORD, PHONE)
    assert [session.id for session in await house.list_sessions(caller)] == [caller.session_id]
    assert house.heard(SessionEnded)


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("change", [UserChange(active=False), UserChange(erasing=True)], ids=["deactivated", "leaving"])
async def test_a_log_in_under_way_does_not_survive_the_end_of_the_account(moment: str, change: UserChange) -> None:
    house = AccountHouse()
    user = await house.registered()

    async def close() -> None:
        await house.users.update(user.id, change)
        await house.end.all_of(user.id)

    getattr(house.tokens, moment)["start"] = close
    with pytest.raises(InvalidCredentials):
        await house.log_in(EMAIL, PASSWORD, HOME)
    assert await house.tokens.of_user(user.id) == ()
    assert house.heard(LoggedIn) == []


async def test_a_hash_that_another_log_in_made_anew_meanwhile_is_no_other_password() -> None:
    house = AccountHouse()
    await house.registered()
    house.hasher.change_rules()
    house.tokens.before["start"] = house.logged_in
    pair = await house.logged_in()
    await house.authenticate(pair.access)
