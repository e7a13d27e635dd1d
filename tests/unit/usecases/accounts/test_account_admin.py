"""Admins see accounts and counts, and close the door to one at once; others see nothing of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest
from account_house import EMAIL, HOME, PASSWORD, PHONE, AccountHouse
from memory_house import cancelled_at

from cvscreen.adapters.registry import Opening, open_adapter
from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.errors import (
    AccountNotFound,
    EmailTaken,
    Forbidden,
    InvalidCredentials,
    InvalidEmail,
    InvalidPage,
    InvalidToken,
    TokenStoreUnavailable,
    WeakPassword,
)
from cvscreen.domain.evaluations import Status
from cvscreen.domain.events import Registered, UserActivated, UserDeactivated
from cvscreen.domain.tokens import Caller
from cvscreen.ports.users import UserChange
from cvscreen.usecases.accounts.admin import ListUsers

Call = Callable[[AccountHouse, Caller], Awaitable[object]]
CALLS: dict[str, Call] = {
    "require": lambda house, caller: house.require_admin(caller),
    "list": lambda house, caller: house.list_users(caller),
    "deactivate": lambda house, caller: house.set_active(caller, "somebody", active=False),
    "activate oneself": lambda house, caller: house.set_active(caller, caller.user_id, active=True),
    "statistics": lambda house, caller: house.statistics(caller),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
async def test_whoever_is_no_admin_may_do_nothing_of_it(call: Call) -> None:
    house = AccountHouse()
    await house.registered()
    with pytest.raises(Forbidden):
        await call(house, await house.caller())


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
async def test_who_was_an_admin_at_log_in_may_be_none_now(call: Call) -> None:
    house = AccountHouse()
    admin = await house.admin()
    await house.users.update(admin.user_id, UserChange(admin=False))
    with pytest.raises(Forbidden):
        await call(house, admin)


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
@pytest.mark.parametrize("change", [UserChange(active=False), UserChange(erasing=True)], ids=["inactive", "leaving"])
async def test_an_admin_who_may_not_log_in_is_none(call: Call, change: UserChange) -> None:
    house = AccountHouse()
    admin = await house.admin()
    await house.users.update(admin.user_id, change)
    with pytest.raises(InvalidToken):
        await call(house, admin)


async def test_an_admin_lists_accounts_newest_first() -> None:
    house = AccountHouse()
    admin = await house.admin()
    for n in range(3):
        house.clock.advance(timedelta(seconds=1))
        await house.registered(f"ada{n}@example.com")
    page = await house.list_users(admin, page=1, size=2)
    assert (page.count, [user.email for user in page.users]) == (4, ["ada2@example.com", "ada1@example.com"])
    assert [user.email for user in (await house.list_users(admin, page=2, size=2)).users][1] == "root@example.com"


@pytest.mark.parametrize("page", [3, 10**9, 10**30])
async def test_a_page_past_the_end_is_empty_however_far(page: int) -> None:
    house = AccountHouse()
    found = await house.list_users(await house.admin(), page=page)
    assert (found.count, found.users) == (1, ())


async def test_a_page_is_never_too_far_for_a_database(tmp_path: Path) -> None:
    house = AccountHouse()
    admin = await house.admin()
    database = Opening(url=AdapterURL(f"sqlite:///{tmp_path}/house.db"), clock=house.clock)
    async with open_adapter("users", database) as users:
        found = await ListUsers(house.require_admin, users)(admin, page=10**30, size=100)
    assert (found.count, found.users) == (0, ())


@pytest.mark.parametrize(("page", "size"), [(0, 20), (-1, 20), (1, 0), (1, 101), (1, 10**6)])
async def test_a_page_out_of_range_is_refused(page: int, size: int) -> None:
    house = AccountHouse()
    admin = await house.admin()
    with pytest.raises(InvalidPage):
        await house.list_users(admin, page=page, size=size)


async def test_a_deactivated_account_is_out_at_once_until_it_is_let_in_again() -> None:
    house = AccountHouse()
    admin = await house.admin()
    user = await house.registered()
    pairs = [await house.logged_in(), await house.logged_in(device=PHONE)]
    for pair in pairs:
        await house.authenticate(pair.access)
    assert not (await house.set_active(admin, user.id, active=False)).active
    for pair in pairs:
        with pytest.raises(InvalidToken):
            await house.authenticate(pair.access)
        with pytest.raises(InvalidToken):
            await house.refresh(pair.refresh, HOME)
    with pytest.raises(InvalidCredentials):
        await house.logged_in()
    assert (await house.set_active(admin, user.id, active=True)).active
    for pair in pairs:
        with pytest.raises(InvalidToken):
            await house.refresh(pair.refresh, HOME)
    await house.logged_in()
    assert house.heard(UserDeactivated) == [UserDeactivated(user_id=user.id, admin_id=admin.user_id)]
    assert house.heard(UserActivated) == [UserActivated(user_id=user.id, admin_id=admin.user_id)]


async def test_nobody_locks_the_own_door() -> None:
    house = AccountHouse()
    admin = await house.admin()
    with pytest.raises(Forbidden, match="another admin"):
        await house.set_active(admin, admin.user_id, active=False)
    await house.require_admin(admin)
    await house.set_active(admin, admin.user_id, active=True)


async def test_an_admin_may_deactivate_another() -> None:
    house = AccountHouse()
    one, other = await house.admin(), await house.admin("root2@example.com")
    await house.set_active(one, other.user_id, active=False)
    with pytest.raises(InvalidToken):
        await house.require_admin(other)


async def test_letting_in_does_not_stop_who_is_leaving() -> None:
    house = AccountHouse()
    admin = await house.admin()
    user = await house.registered()
    await house.users.update(user.id, UserChange(erasing=True))
    await house.set_active(admin, user.id, active=True)
    with pytest.raises(InvalidCredentials):
        await house.logged_in()


@pytest.mark.parametrize("user_id", ["nobody", "", "../1", "1' or '1'='1"])
@pytest.mark.parametrize("active", [True, False])
async def test_an_account_that_is_not_there_is_not_found(user_id: str, *, active: bool) -> None:
    house = AccountHouse()
    admin = await house.admin()
    with pytest.raises(AccountNotFound):
        await house.set_active(admin, user_id, active=active)
    assert house.heard(UserDeactivated) == []


async def test_a_deactivation_whose_sessions_could_not_be_ended_can_be_said_again() -> None:
    house = AccountHouse()
    admin = await house.admin()
    user = await house.registered()
    pair = await house.logged_in()
    house.tokens.down.add("end_all")
    with pytest.raises(TokenStoreUnavailable):
        await house.set_active(admin, user.id, active=False)
    house.tokens.down.clear()
    await house.set_active(admin, user.id, active=False)
    with pytest.raises(InvalidToken):
        await house.authenticate(pair.access)


@pytest.mark.parametrize("steps", range(20))
async def test_a_deactivation_that_began_is_finished_whoever_goes_away(steps: int) -> None:
    house = AccountHouse()
    admin = await house.admin()
    user = await house.registered()
    pair = await house.logged_in()
    await house.authenticate(pair.access)
    await cancelled_at(asyncio.create_task(house.set_active(admin, user.id, active=False)), steps)
    assert await house.gate.alive(house.session_of(pair)) is (await house.stored(user)).active


async def test_statistics_count_and_tell_nothing_else() -> None:
    house = AccountHouse()
    admin = await house.admin()
    user = await house.registered()
    await house.registered("eve@example.com")
    await house.set_active(admin, user.id, active=False)
    await house.submitted(user.id)
    await house.house.run((await house.submitted(user.id)).id)
    found = await house.statistics(admin)
    assert (found.users.total, found.users.active, found.users.admins) == (3, 2, 1)
    assert found.evaluations == {
        Status.PENDING: 1,
        Status.PROCESSING: 0,
        Status.COMPLETED: 1,
        Status.FAILED: 0,
    }


async def test_an_admin_is_made_by_who_runs_the_house_and_logs_in_like_everybody() -> None:
    house = AccountHouse()
    user = await house.create_admin(" Root@example.com ", PASSWORD)
    assert (user.admin, user.email, user.may_log_in) == (True, "Root@example.com", True)
    assert (await house.require_admin(await house.caller("root@example.com"))).id == user.id
    assert house.heard(Registered) == [Registered(user_id=user.id, admin=True)]


async def test_an_account_that_is_there_is_not_made_an_admin() -> None:
    house = AccountHouse()
    user = await house.registered()
    with pytest.raises(EmailTaken):
        await house.create_admin(EMAIL.upper(), "another four good words")
    assert await house.stored(user) == user


@pytest.mark.parametrize(
    ("email", "password", "error"), [("root", PASSWORD, InvalidEmail), (EMAIL, "password123", WeakPassword)]
)
async def test_an_admin_keeps_the_rules_too(email: str, password: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        await AccountHouse().create_admin(email, password)


async def test_users_read_themselves() -> None:
    house = AccountHouse()
    user = await house.registered()
    assert await house.read_user(await house.caller()) == user


@pytest.mark.parametrize("change", [UserChange(active=False), UserChange(erasing=True)], ids=["inactive", "leaving"])
async def test_who_may_not_log_in_reads_nothing(change: UserChange) -> None:
    house = AccountHouse()
    user = await house.registered()
    caller = await house.caller()
    await house.users.update(user.id, change)
    with pytest.raises(InvalidToken):
        await house.read_user(caller)
