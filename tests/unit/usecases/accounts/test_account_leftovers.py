"""What a crash leaves of an account that is gone is erased; what is nobody's account is never touched."""

from __future__ import annotations

from datetime import timedelta

import pytest
from account_house import PASSWORD, AccountHouse
from disturbed_stores import Crash
from leaving import lived_in, remains
from memory_house import a_submission

from cvscreen.domain.accounts import User
from cvscreen.domain.errors import StorageError
from cvscreen.usecases.accounts import erase
from cvscreen.usecases.accounts.erase import DEPARTED_LIFETIME

HOUR = timedelta(hours=1)


async def left_behind() -> tuple[AccountHouse, User]:
    """A house in which the process ended between an upload's record and the look at its account, which is gone."""
    house, user, caller = await lived_in()

    async def leave_and_crash() -> None:
        await house.erase_account(caller, PASSWORD)
        house.fuse.reset(after=1)

    house.evaluations.before["add"] = leave_and_crash
    with pytest.raises(Crash):
        await house.submit(a_submission(owner=user.id))
    house.fuse.reset()
    assert await remains(house, user) == ["evaluations", "files"]
    return house, user


async def test_what_was_stored_for_an_account_that_was_gone_already_is_erased() -> None:
    house, user = await left_behind()
    await house.resume()
    await house.erase_leftovers()
    assert await remains(house, user) == []
    assert len(await house.users.departed("", 10)) == 1


async def test_it_is_erased_however_long_the_service_was_away() -> None:
    house, user = await left_behind()
    house.clock.advance(DEPARTED_LIFETIME * 30)
    await house.erase_leftovers()
    assert await remains(house, user) == []
    assert await house.users.departed("", 10) == ()


async def test_who_is_here_and_owners_without_an_account_keep_all() -> None:
    house, user, caller = await lived_in()
    await house.submitted("a program's own owner")
    await house.erase_account(caller, PASSWORD)
    for _ in range(30):
        house.clock.advance(HOUR)
        await house.erase_leftovers()
    assert await house.evaluations.count("a program's own owner") == 1
    eve = await house.users.by_email("eve@example.com")
    assert await house.evaluations.count(eve.id) == 2
    assert await house.users.get(user.id) is None


async def test_a_departure_is_remembered_for_as_long_as_an_upload_may_take() -> None:
    house, _, caller = await lived_in()
    await house.erase_account(caller, PASSWORD)
    house.clock.advance(DEPARTED_LIFETIME - timedelta(seconds=1))
    await house.erase_leftovers()
    assert len(await house.users.departed("", 10)) == 1
    house.clock.advance(timedelta(seconds=1))
    await house.erase_leftovers()
    assert await house.users.departed("", 10) == ()


async def test_a_store_that_is_away_lets_no_departure_be_forgotten() -> None:
    house, user = await left_behind()
    house.clock.advance(DEPARTED_LIFETIME)
    house.evaluations.down.add("summaries")
    with pytest.raises(StorageError):
        await house.erase_leftovers()
    house.evaluations.down.clear()
    await house.erase_leftovers()
    assert await remains(house, user) == []


async def test_more_departures_than_are_read_at_once_are_all_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erase, "AT_ONCE", 2)
    house = AccountHouse(rate=None)
    users = [await house.registered(f"{n}@example.com") for n in range(5)]
    for user in users:
        await house.users.remove(user.id)
        await house.submitted(user.id)
    await house.erase_leftovers()
    assert [await house.evaluations.count(user.id) for user in users] == [0] * 5
