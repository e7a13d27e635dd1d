"""Users see the devices on which they are logged in, and end what they want to end: their own only."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from account_house import HOME, PHONE, AccountHouse
from memory_house import cancelled_at

from cvscreen.adapters.signers.plain import PlainSigner
from cvscreen.domain.accounts import MAX_SESSIONS, REFRESH_LIFETIME
from cvscreen.domain.errors import InvalidToken, SessionNotFound, TokenStoreUnavailable
from cvscreen.domain.events import SessionEnded
from cvscreen.domain.tokens import TokenKind
from cvscreen.ports.tokens import SessionStart
from cvscreen.usecases.accounts.issuing import new_id
from cvscreen.usecases.accounts.sessions import AT_ONCE, ForgetSessions

EVE = "eve@example.com"


async def test_devices_are_listed_the_last_used_first() -> None:
    house = AccountHouse()
    await house.registered()
    home = await house.logged_in(device=HOME)
    house.clock.advance(timedelta(minutes=1))
    caller = await house.caller(device=PHONE)
    assert [session.device for session in await house.list_sessions(caller)] == [PHONE, HOME]
    house.clock.advance(timedelta(minutes=1))
    await house.refresh(home.refresh, HOME)
    assert [session.device for session in await house.list_sessions(caller)] == [HOME, PHONE]


async def test_sessions_of_others_are_not_listed() -> None:
    house = AccountHouse()
    await house.registered()
    await house.registered(EVE)
    await house.caller()
    eve = await house.caller(EVE)
    assert [session.id for session in await house.list_sessions(eve)] == [eve.session_id]


async def test_a_revoked_device_is_out_at_once_and_the_others_stay() -> None:
    house = AccountHouse()
    await house.registered()
    lost = await house.logged_in(device=PHONE)
    await house.authenticate(lost.access)
    caller = await house.caller()
    await house.revoke(caller, house.session_of(lost))
    with pytest.raises(InvalidToken):
        await house.authenticate(lost.access)
    with pytest.raises(InvalidToken):
        await house.refresh(lost.refresh, PHONE)
    assert len(await house.list_sessions(caller)) == 1
    assert house.heard(SessionEnded) == [SessionEnded(user_id=caller.user_id, session_id=house.session_of(lost))]


async def test_somebody_elses_session_is_as_if_it_were_not_there() -> None:
    house = AccountHouse()
    await house.registered()
    await house.registered(EVE)
    ada, eve = await house.caller(), await house.caller(EVE)
    refusals = []
    for session_id in (ada.session_id, "no-such-id"):
        with pytest.raises(SessionNotFound) as caught:
            await house.revoke(eve, session_id)
        refusals.append(caught.value.detail.replace(session_id, "…"))
    assert refusals[0] == refusals[1]
    assert await house.gate.alive(ada.session_id)


async def test_a_session_is_revoked_once() -> None:
    house = AccountHouse()
    await house.registered()
    caller = await house.caller()
    await house.revoke(caller, caller.session_id)
    with pytest.raises(SessionNotFound):
        await house.revoke(caller, caller.session_id)


async def test_of_two_revocations_at_once_one_is_told() -> None:
    house = AccountHouse()
    await house.registered()
    caller = await house.caller()
    await asyncio.gather(*(house.revoke(caller, caller.session_id) for _ in range(3)), return_exceptions=True)
    assert len(house.heard(SessionEnded)) == 1


async def test_logging_out_ends_this_session_and_can_be_said_again() -> None:
    house = AccountHouse()
    await house.registered()
    pair, other = await house.logged_in(), await house.logged_in(device=PHONE)
    await house.authenticate(pair.access)
    await house.log_out(pair.refresh)
    await house.log_out(pair.refresh)
    with pytest.raises(InvalidToken):
        await house.authenticate(pair.access)
    with pytest.raises(InvalidToken):
        await house.refresh(pair.refresh, HOME)
    await house.authenticate(other.access)
    assert len(house.heard(SessionEnded)) == 1


async def test_a_used_refresh_token_logs_out_too() -> None:
    house = AccountHouse()
    await house.registered()
    used = await house.logged_in()
    pair = await house.refresh(used.refresh, HOME)
    await house.log_out(used.refresh)
    with pytest.raises(InvalidToken):
        await house.authenticate(pair.access)


async def test_an_expired_token_is_logged_out_already() -> None:
    house = AccountHouse()
    await house.registered()
    pair = await house.logged_in()
    house.clock.advance(REFRESH_LIFETIME)
    await house.log_out(pair.refresh)
    assert house.heard(SessionEnded) == []


async def test_a_foreign_token_logs_nobody_out() -> None:
    house = AccountHouse()
    await house.registered()
    caller = await house.caller()
    foreign = PlainSigner(b"another secret", clock=house.clock)
    claims = house.issue(caller.user_id, caller.session_id, "3")
    forged = foreign.sign(house.signer.verify(claims.refresh, TokenKind.REFRESH))
    with pytest.raises(InvalidToken):
        await house.log_out(forged)
    assert await house.gate.alive(caller.session_id)


async def test_a_log_out_that_the_store_refused_can_be_said_again() -> None:
    house = AccountHouse()
    await house.registered()
    pair = await house.logged_in()
    house.tokens.down.add("end")
    with pytest.raises(TokenStoreUnavailable):
        await house.log_out(pair.refresh)
    await house.authenticate(pair.access)
    house.tokens.down.clear()
    await house.log_out(pair.refresh)
    with pytest.raises(InvalidToken):
        await house.authenticate(pair.access)


@pytest.mark.parametrize("steps", range(14))
async def test_a_log_out_that_began_is_finished_whoever_goes_away(steps: int) -> None:
    house = AccountHouse()
    await house.registered()
    pair = await house.logged_in()
    caller = await house.authenticate(pair.access)
    await cancelled_at(asyncio.create_task(house.log_out(pair.refresh)), steps)
    lives = await house.tokens.get(caller.session_id) is not None
    assert await house.gate.alive(caller.session_id) is lives
    assert len(house.heard(SessionEnded)) == int(not lives)


async def test_sessions_that_nobody_can_use_any_more_are_forgotten_and_only_these() -> None:
    house = AccountHouse(rate=None)
    await house.registered()
    for _ in range(AT_ONCE + 1):
        await house.tokens.start(a_start())
    house.clock.advance(timedelta(seconds=1))
    caller = await house.caller()
    house.clock.advance(REFRESH_LIFETIME - timedelta(seconds=1))
    await ForgetSessions(house.tokens)()
    assert await house.tokens.forget_expired(AT_ONCE) == 0
    assert [session.id for session in await house.list_sessions(caller)] == [caller.session_id]


def a_start() -> SessionStart:
    return SessionStart(id=new_id(), user_id="1", token_id=new_id(), device=HOME, lifetime=REFRESH_LIFETIME)


async def test_one_log_in_too_many_ends_the_session_unused_longest() -> None:
    house = AccountHouse(rate=None)
    await house.registered()
    pairs = []
    for _ in range(MAX_SESSIONS):
        house.clock.advance(timedelta(seconds=1))
        pairs.append(await house.logged_in())
    first = await house.refresh(pairs[0].refresh, HOME)
    house.clock.advance(timedelta(seconds=1))
    caller = await house.caller()
    assert len(await house.list_sessions(caller)) == MAX_SESSIONS
    await house.authenticate(first.access)
    with pytest.raises(InvalidToken):
        await house.authenticate(pairs[1].access)
    await house.authenticate(pairs[2].access)


async def test_sessions_of_others_are_not_counted() -> None:
    house = AccountHouse(rate=None)
    await house.registered()
    await house.registered("eve@example.com")
    kept = await house.logged_in("eve@example.com")
    for _ in range(MAX_SESSIONS + 1):
        await house.logged_in()
    await house.authenticate(kept.access)


async def test_log_ins_at_once_leave_as_many_sessions_as_may_be() -> None:
    house = AccountHouse(rate=None)
    user = await house.registered()
    await asyncio.gather(*(house.logged_in() for _ in range(MAX_SESSIONS + 10)))
    assert len(await house.tokens.of_user(user.id)) <= MAX_SESSIONS
    await house.caller()
