"""A session that has ended is refused at once, whatever a cache remembers and however slow its readers are."""

from __future__ import annotations

from datetime import timedelta

import pytest
from account_house import PHONE, AccountHouse

from cvscreen.domain.accounts import ACCESS_LIFETIME
from cvscreen.domain.errors import InvalidToken, TokenExpired, TokenStoreUnavailable
from cvscreen.domain.tokens import TokenPair
from cvscreen.ports.caches import CacheKey
from cvscreen.usecases.accounts.gate import ALIVE_LIFETIME


async def logged_in() -> tuple[AccountHouse, TokenPair, str]:
    house = AccountHouse()
    await house.registered()
    pair = await house.logged_in()
    return house, pair, house.session_of(pair)


def mark(session_id: str) -> CacheKey:
    return CacheKey(f"session:{session_id}", "mark")


async def test_the_store_is_asked_once_a_minute() -> None:
    house, pair, _ = await logged_in()
    for _ in range(5):
        await house.authenticate(pair.access)
    assert house.tokens.calls.count("get") == 1
    house.clock.advance(timedelta(minutes=1))
    await house.authenticate(pair.access)
    assert house.tokens.calls.count("get") == 2


async def test_a_session_that_ended_is_refused_at_the_next_call_without_the_store() -> None:
    house, pair, session_id = await logged_in()
    caller = await house.authenticate(pair.access)
    await house.end.one(caller.user_id, session_id)
    house.tokens.calls.clear()
    with pytest.raises(InvalidToken):
        await house.authenticate(pair.access)
    assert house.tokens.calls == []


async def test_a_mark_lasts_as_long_as_an_access_token() -> None:
    house, pair, session_id = await logged_in()
    await house.log_out(pair.refresh)
    house.clock.advance(ACCESS_LIFETIME - timedelta(seconds=1))
    assert await house.cache.get(mark(session_id)) == b"ended"
    house.clock.advance(timedelta(seconds=1))
    with pytest.raises(TokenExpired):
        await house.authenticate(pair.access)
    assert not await house.gate.alive(session_id)


async def test_a_session_that_nobody_marked_is_marked_by_who_asks() -> None:
    house, _, session_id = await logged_in()
    await house.tokens.end(session_id)
    assert not await house.gate.alive(session_id)
    house.tokens.calls.clear()
    assert not await house.gate.alive(session_id)
    assert house.tokens.calls == []


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_a_reader_that_was_slow_does_not_bring_a_session_back(moment: str) -> None:
    house, pair, session_id = await logged_in()
    getattr(house.tokens, moment)["get"] = lambda: house.log_out(pair.refresh)
    assert not await house.gate.alive(session_id)
    assert await house.cache.get(mark(session_id)) == b"ended"
    assert not await house.gate.alive(session_id)


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("method", ["get", "add"])
async def test_no_moment_of_a_reader_lets_the_next_call_pass(moment: str, method: str) -> None:
    house, pair, session_id = await logged_in()
    getattr(house.cache, moment)[method] = lambda: house.log_out(pair.refresh)
    await house.gate.alive(session_id)
    assert not await house.gate.alive(session_id)


async def test_of_two_readers_at_once_both_pass() -> None:
    house, _, session_id = await logged_in()
    house.cache.before["add"] = lambda: house.gate.alive(session_id)
    assert await house.gate.alive(session_id)


async def test_without_a_cache_the_store_is_asked_each_time() -> None:
    house, pair, session_id = await logged_in()
    house.cache.down.add("*")
    await house.authenticate(pair.access)
    await house.authenticate(pair.access)
    assert house.tokens.calls.count("get") == 2
    await house.log_out(pair.refresh)
    with pytest.raises(InvalidToken):
        await house.authenticate(pair.access)
    assert await house.tokens.get(session_id) is None


async def test_a_cache_that_comes_and_goes_lets_a_dead_session_pass_for_a_minute_at_most() -> None:
    house, pair, session_id = await logged_in()
    await house.authenticate(pair.access)
    house.cache.down.add("*")
    await house.log_out(pair.refresh)
    house.cache.down.clear()
    house.clock.advance(ALIVE_LIFETIME)
    assert not await house.gate.alive(session_id)


async def test_a_cache_that_breaks_in_the_middle_changes_no_answer() -> None:
    house, pair, session_id = await logged_in()
    for method in ("get", "add", "set"):
        house.cache.down = {method}
        assert await house.gate.alive(session_id)
    await house.log_out(pair.refresh)
    for method in ("get", "add", "set"):
        house.cache.down = {method}
        assert not await house.gate.alive(session_id)


async def test_when_neither_can_be_asked_nobody_passes() -> None:
    house, pair, _ = await logged_in()
    house.cache.down.add("*")
    house.tokens.down.add("get")
    with pytest.raises(TokenStoreUnavailable):
        await house.authenticate(pair.access)


async def test_a_cache_that_was_emptied_or_holds_nonsense_changes_no_answer() -> None:
    house, pair, session_id = await logged_in()
    await house.cache.set(mark(session_id), b"nonsense", timedelta(minutes=1))
    assert await house.gate.alive(session_id)
    await house.log_out(pair.refresh)
    await house.cache.clear(mark(session_id).group)
    assert not await house.gate.alive(session_id)


async def test_a_mark_is_of_one_session_only() -> None:
    house, pair, _ = await logged_in()
    other = await house.logged_in(device=PHONE)
    await house.log_out(pair.refresh)
    await house.authenticate(other.access)


async def test_a_session_nobody_started_does_not_live() -> None:
    house = AccountHouse()
    assert not await house.gate.alive("no session")
