"""Who leaves takes everything along, wherever a crash or a store stops it on the way."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from account_house import HOME, PASSWORD, PHONE
from disturbed_stores import Crash
from leaving import EVE, TTL, lived_in, remains
from memory_house import cancelled_at

from cvscreen.domain.errors import EvaluationNotFound, InvalidCredentials, InvalidToken, StorageError
from cvscreen.domain.events import AccountErased, Erased
from cvscreen.ports.evaluations import PageRequest
from cvscreen.ports.tokens import SessionStart
from cvscreen.ports.users import UserChange


async def test_nothing_is_left_of_who_leaves_and_everything_of_others() -> None:
    house, user, caller = await lived_in()
    await house.erase_account(caller, PASSWORD)
    assert await remains(house, user) == []
    assert house.heard(AccountErased) == [AccountErased(user_id=user.id)]
    assert len(house.heard(Erased)) == 2
    other = await house.users.by_email(EVE)
    assert len(await remains(house, other)) == 7
    await house.logged_in(EVE)


async def test_its_tokens_die_at_once() -> None:
    house, _, _ = await lived_in()
    pair, phone = await house.logged_in(), await house.logged_in(device=PHONE)
    caller = await house.authenticate(pair.access)
    await house.authenticate(phone.access)
    await house.erase_account(caller, PASSWORD)
    for gone in (pair, phone):
        with pytest.raises(InvalidToken):
            await house.authenticate(gone.access)
        with pytest.raises(InvalidToken):
            await house.refresh(gone.refresh, HOME)
    with pytest.raises(InvalidToken):
        await house.read_user(caller)
    with pytest.raises(InvalidToken):
        await house.erase_account(caller, PASSWORD)


async def test_the_address_is_free_again_for_an_account_that_inherits_nothing() -> None:
    house, user, caller = await lived_in()
    await house.erase_account(caller, PASSWORD)
    again = await house.registered()
    assert again.id != user.id
    assert await house.evaluations.count(again.id) == 0


async def test_its_tokens_are_dead_before_the_first_evaluation_is_erased() -> None:
    house, user, caller = await lived_in()
    left: list[object] = []

    async def look() -> None:
        left.extend([*await house.tokens.of_user(user.id), await house.gate.alive(caller.session_id)])

    house.evaluations.before["summaries"] = look
    await house.erase_account(caller, PASSWORD)
    assert left == [False]


async def test_a_session_that_starts_in_the_middle_does_not_stay() -> None:
    house, user, caller = await lived_in()
    start = SessionStart(id="late", user_id=user.id, token_id="1", device=HOME, lifetime=TTL)
    house.evaluations.after["forget_owner_keys"] = lambda: house.tokens.start(start)
    await house.erase_account(caller, PASSWORD)
    assert await remains(house, user) == []
    assert not await house.gate.alive("late")


async def test_an_evaluation_that_another_call_erases_meanwhile_stops_nothing() -> None:
    house, user, caller = await lived_in()
    (first, _) = await house.evaluations.summaries(PageRequest(owner=user.id, page=1, size=2))
    house.evaluations.after["summaries"] = lambda: house.house.erase(user.id, first.id)
    await house.erase_account(caller, PASSWORD)
    assert await remains(house, user) == []


async def test_a_wrong_password_erases_nothing() -> None:
    house, user, caller = await lived_in()
    with pytest.raises(InvalidCredentials):
        await house.erase_account(caller, "wrong")
    assert len(await remains(house, user)) == 8
    assert await house.stored(user) == user


async def test_more_evaluations_than_a_page_holds_are_erased() -> None:
    house, user, caller = await lived_in(evaluations=0)
    for _ in range(205):
        await house.submitted(user.id)
    await house.erase_account(caller, PASSWORD)
    assert await remains(house, user) == []


async def calls_of_an_erasure() -> int:
    house, _, caller = await lived_in()
    await house.erase_account(caller, PASSWORD)
    return house.fuse.calls


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_wherever_the_process_ends_the_sweeper_finishes_or_nothing_has_begun(moment: str) -> None:
    calls = await calls_of_an_erasure()
    assert calls > 15
    begun = 0
    for call in range(1, calls + 1):
        house, user, caller = await lived_in()
        house.fuse.reset(**{moment: call})
        with pytest.raises(Crash):
            await house.erase_account(caller, PASSWORD)
        house.fuse.reset()
        if await house.users.get(user.id) == user:
            await house.resume()
            assert len(await remains(house, user)) == 8
            continue
        begun += 1
        with pytest.raises((InvalidCredentials, InvalidToken)):
            await house.caller()
        await house.resume()
        assert await remains(house, user) == []
    assert begun >= calls - 3


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_a_sweeper_that_ends_itself_leaves_the_rest_to_the_next(moment: str) -> None:
    house, user, _ = await lived_in()
    await house.users.update(user.id, UserChange(erasing=True))
    for call in range(1, 60):
        house.fuse.reset(**{moment: call})
        try:
            await house.resume()
        except Crash:
            continue
        break
    assert await remains(house, user) == []


@pytest.mark.parametrize(
    ("store", "method"),
    [
        ("users", "update"),
        ("tokens", "end_all"),
        ("evaluations", "summaries"),
        ("evaluations", "get"),
        ("evaluations", "erase"),
        ("evaluations", "forget_owner_keys"),
        ("files", "delete"),
        ("users", "remove"),
    ],
)
async def test_a_store_that_is_away_stops_it_and_once_it_is_back_it_goes_on(store: str, method: str) -> None:
    house, user, caller = await lived_in()
    getattr(house, store).down.add(method)
    with pytest.raises(StorageError):
        await house.erase_account(caller, PASSWORD)
    assert house.heard(AccountErased) == []
    if method != "update":
        with pytest.raises(StorageError):
            await house.resume()
    getattr(house, store).down.clear()
    if method == "update":
        await house.erase_account(caller, PASSWORD)
    await house.resume()
    assert await remains(house, user) == []
    assert len(house.heard(AccountErased)) == 1


async def test_a_cache_that_is_away_stops_nothing() -> None:
    house, user, caller = await lived_in()
    house.cache.down.add("*")
    await house.erase_account(caller, PASSWORD)
    house.cache.down.clear()
    assert await remains(house, user) == ["lists", "evaluation"]
    house.clock.advance(TTL)
    assert await remains(house, user) == []


async def test_one_account_that_cannot_be_erased_keeps_no_other_from_it() -> None:
    house, user, _ = await lived_in()
    stuck = await house.users.by_email(EVE)
    for one in (stuck, user):
        await house.users.update(one.id, UserChange(erasing=True))
    real, owned = house.evaluations.adapter.forget_owner_keys, stuck.id

    async def forget(owner: str) -> None:
        if owner == owned:
            raise StorageError("a page of the disk is broken")
        await real(owner)

    house.evaluations.adapter.forget_owner_keys = forget
    with pytest.raises(StorageError):
        await house.resume()
    assert await house.users.get(user.id) is None
    assert await house.users.get(stuck.id)


async def test_without_anybody_who_leaves_the_sweeper_does_nothing() -> None:
    house, _, _ = await lived_in()
    await house.resume()
    assert house.fuse.calls == 1


@pytest.mark.parametrize("steps", range(0, 90, 3))
async def test_an_erasure_that_began_is_finished_whoever_goes_away(steps: int) -> None:
    house, user, caller = await lived_in()
    await cancelled_at(asyncio.create_task(house.erase_account(caller, PASSWORD)), steps)
    assert len(await remains(house, user)) in {0, 8}


async def test_several_at_once_erase_it_once() -> None:
    house, user, caller = await lived_in(evaluations=5)
    work = [
        house.erase_account(caller, PASSWORD),
        house.erase_account(caller, PASSWORD),
        house.resume(),
        house.resume(),
    ]
    results = await asyncio.gather(*work, return_exceptions=True)
    assert {type(result) for result in results} <= {type(None), InvalidToken}
    assert await remains(house, user) == []
    assert len(house.heard(AccountErased)) == 1
    assert len(house.heard(Erased)) == 5


async def test_the_work_on_an_evaluation_of_who_left_writes_nothing() -> None:
    house, user, caller = await lived_in(evaluations=1)
    (evaluation,) = await house.house.evaluations.due(1)
    assert await house.evaluations.claim(evaluation, timedelta(minutes=1))
    await house.erase_account(caller, PASSWORD)
    await house.house.run(evaluation)
    assert await remains(house, user) == []
    with pytest.raises(EvaluationNotFound):
        await house.house.read(user.id, evaluation)
