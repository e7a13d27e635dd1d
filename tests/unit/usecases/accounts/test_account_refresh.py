"""Refresh tokens are for one use; one that comes back ends its whole family, and no token passes for another."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from account_house import EMAIL, HOME, PHONE, AccountHouse
from hypothesis import given
from hypothesis import strategies as st

from cvscreen.adapters.signers.plain import PlainSigner
from cvscreen.domain.accounts import REFRESH_LIFETIME
from cvscreen.domain.errors import (
    InvalidToken,
    TokenExpired,
    TokenReused,
    TokenStoreUnavailable,
    UserStoreUnavailable,
)
from cvscreen.domain.events import SessionEnded, TokenReuseDetected
from cvscreen.domain.tokens import TokenPair
from cvscreen.ports.users import UserChange
from cvscreen.usecases.accounts.issuing import IssueTokens


async def logged_in() -> tuple[AccountHouse, TokenPair]:
    house = AccountHouse()
    await house.registered()
    return house, await house.logged_in()


async def test_a_refresh_gives_a_new_pair_of_the_same_session() -> None:
    house, pair = await logged_in()
    house.clock.advance(timedelta(days=3))
    renewed = await house.refresh(pair.refresh, PHONE)
    assert renewed.expires_in == 900
    caller = await house.authenticate(renewed.access)
    assert house.session_of(renewed) == house.session_of(pair) == caller.session_id
    (session,) = await house.list_sessions(caller)
    assert (session.device, session.last_used_at) == (PHONE, house.clock.now())


async def test_each_refresh_gives_another_seven_days() -> None:
    house, pair = await logged_in()
    for _ in range(4):
        house.clock.advance(REFRESH_LIFETIME - timedelta(seconds=1))
        pair = await house.refresh(pair.refresh, HOME)
    house.clock.advance(REFRESH_LIFETIME)
    with pytest.raises(TokenExpired):
        await house.refresh(pair.refresh, HOME)


async def test_a_used_token_that_comes_back_ends_the_whole_family_at_once() -> None:
    house, stolen = await logged_in()
    owner = await house.refresh(stolen.refresh, HOME)
    owner = await house.refresh(owner.refresh, HOME)
    caller = await house.authenticate(owner.access)
    with pytest.raises(TokenReused):
        await house.refresh(stolen.refresh, PHONE)
    for pair in (stolen, owner):
        with pytest.raises(InvalidToken):
            await house.authenticate(pair.access)
        with pytest.raises(InvalidToken):
            await house.refresh(pair.refresh, HOME)
    detected = TokenReuseDetected(user_id=caller.user_id, session_id=caller.session_id)
    assert house.heard(TokenReuseDetected) == [detected]
    assert len(house.heard(SessionEnded)) == 1


async def test_other_sessions_of_the_user_live_on_after_a_reuse() -> None:
    house, stolen = await logged_in()
    other = await house.logged_in(device=PHONE)
    await house.refresh(stolen.refresh, HOME)
    with pytest.raises(TokenReused):
        await house.refresh(stolen.refresh, PHONE)
    await house.authenticate(other.access)
    await house.refresh(other.refresh, PHONE)


async def test_a_thief_who_is_first_is_found_out_by_the_owner() -> None:
    house, pair = await logged_in()
    thief = await house.refresh(pair.refresh, PHONE)
    with pytest.raises(TokenReused):
        await house.refresh(pair.refresh, HOME)
    with pytest.raises(InvalidToken):
        await house.authenticate(thief.access)


async def test_of_many_refreshes_at_once_one_gets_tokens_and_the_rest_end_the_session() -> None:
    house, pair = await logged_in()
    results = await asyncio.gather(*(house.refresh(pair.refresh, HOME) for _ in range(20)), return_exceptions=True)
    given = [result for result in results if isinstance(result, TokenPair)]
    assert len(given) == 1
    assert {type(result) for result in results} <= {TokenPair, TokenReused, InvalidToken}
    with pytest.raises(InvalidToken):
        await house.authenticate(given[0].access)
    assert len(house.heard(SessionEnded)) == 1


async def test_a_reuse_that_a_store_stopped_is_caught_the_next_time() -> None:
    house, stolen = await logged_in()
    owner = await house.refresh(stolen.refresh, HOME)
    house.tokens.down.add("end")
    with pytest.raises(TokenStoreUnavailable):
        await house.refresh(stolen.refresh, PHONE)
    house.tokens.down.clear()
    with pytest.raises(TokenReused):
        await house.refresh(stolen.refresh, PHONE)
    with pytest.raises(InvalidToken):
        await house.refresh(owner.refresh, HOME)


async def test_an_access_token_refreshes_nothing_and_a_refresh_token_opens_nothing() -> None:
    house, pair = await logged_in()
    with pytest.raises(InvalidToken):
        await house.refresh(pair.access, HOME)
    with pytest.raises(InvalidToken):
        await house.log_out(pair.access)
    with pytest.raises(InvalidToken):
        await house.authenticate(pair.refresh)
    await house.refresh(pair.refresh, HOME)


async def test_tokens_of_another_house_are_foreign() -> None:
    house, _ = await logged_in()
    forged = IssueTokens(PlainSigner(b"another secret", clock=house.clock), house.clock)("1", "2", "3")
    for use in (house.refresh(forged.refresh, HOME), house.log_out(forged.refresh), house.authenticate(forged.access)):
        with pytest.raises(InvalidToken):
            await use


@pytest.mark.parametrize("change", [UserChange(active=False), UserChange(erasing=True)], ids=["deactivated", "leaving"])
async def test_whoever_may_not_log_in_may_not_stay_either(change: UserChange) -> None:
    house, pair = await logged_in()
    user = await house.users.by_email(EMAIL)
    await house.users.update(user.id, change)
    with pytest.raises(InvalidToken):
        await house.refresh(pair.refresh, HOME)


async def test_a_user_who_is_gone_gets_no_tokens() -> None:
    house, pair = await logged_in()
    await house.users.remove((await house.users.by_email(EMAIL)).id)
    with pytest.raises(InvalidToken):
        await house.refresh(pair.refresh, HOME)


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_a_refresh_under_way_does_not_survive_a_deactivation(moment: str) -> None:
    house, pair = await logged_in()
    admin = await house.admin()
    user = await house.users.by_email(EMAIL)
    getattr(house.tokens, moment)["rotate"] = lambda: house.set_active(admin, user.id, active=False)
    try:
        renewed = await house.refresh(pair.refresh, HOME)
    except InvalidToken:
        return
    with pytest.raises(InvalidToken):
        await house.authenticate(renewed.access)
    with pytest.raises(InvalidToken):
        await house.refresh(renewed.refresh, HOME)


async def test_a_store_that_is_away_takes_no_token_away() -> None:
    house, pair = await logged_in()
    for store, method, error in (
        (house.users, "get", UserStoreUnavailable),
        (house.tokens, "rotate", TokenStoreUnavailable),
    ):
        store.down.add(method)
        with pytest.raises(error):
            await house.refresh(pair.refresh, HOME)
        store.down.clear()
    await house.refresh(pair.refresh, HOME)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 30)), max_size=12))
def test_whatever_comes_in_what_order_a_family_lives_until_its_first_reuse(steps: list[tuple[int, int]]) -> None:
    async def story() -> None:
        house, pair = await logged_in()
        given, alive = [pair], True
        for kind, which in steps:
            token = given[-1] if kind else given[which % len(given)]
            try:
                given.append(await house.refresh(token.refresh, HOME))
            except (TokenReused, InvalidToken):
                assert token is not given[-1] or not alive
                alive = False
            else:
                assert alive
                assert token is given[-2]
        if alive:
            await house.authenticate(given[-1].access)
        else:
            with pytest.raises(InvalidToken):
                await house.authenticate(given[-1].access)

    asyncio.run(story())


async def test_a_pair_does_not_show_its_tokens() -> None:
    _, pair = await logged_in()
    assert pair.access not in repr(pair)
    assert pair.refresh not in repr(pair)
