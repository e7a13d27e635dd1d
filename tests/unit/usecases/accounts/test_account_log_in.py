"""Who knows the password gets in; who does not learns nothing, not even whether there is an account."""

from __future__ import annotations

from datetime import timedelta

import pytest
from account_house import EMAIL, HOME, PASSWORD, AccountHouse

from cvscreen.domain.accounts import ACCESS_LIFETIME, MAX_PASSWORD, REFRESH_LIFETIME, account_hash
from cvscreen.domain.errors import InvalidCredentials, TokenExpired
from cvscreen.domain.events import LoggedIn, LogInFailed
from cvscreen.domain.tokens import TokenKind
from cvscreen.ports.passwords import Verification
from cvscreen.ports.users import UserChange

UNKNOWN = "nobody@example.com"


async def test_the_right_password_starts_a_session() -> None:
    house = AccountHouse()
    user = await house.registered()
    pair = await house.logged_in()
    caller = await house.authenticate(pair.access)
    assert caller.user_id == user.id
    (session,) = await house.list_sessions(caller)
    assert (session.id, session.device) == (caller.session_id, HOME)
    assert house.heard(LoggedIn) == [LoggedIn(user_id=user.id, session_id=session.id, ip=HOME.ip)]


async def test_access_lasts_15_minutes_and_a_refresh_token_7_days() -> None:
    house = AccountHouse()
    await house.registered()
    pair = await house.logged_in()
    assert pair.expires_in == 15 * 60
    house.clock.advance(ACCESS_LIFETIME - timedelta(seconds=1))
    await house.authenticate(pair.access)
    house.clock.advance(timedelta(seconds=1))
    with pytest.raises(TokenExpired):
        await house.authenticate(pair.access)
    house.clock.advance(REFRESH_LIFETIME - ACCESS_LIFETIME - timedelta(seconds=1))
    house.signer.verify(pair.refresh, TokenKind.REFRESH)
    house.clock.advance(timedelta(seconds=1))
    with pytest.raises(TokenExpired):
        house.signer.verify(pair.refresh, TokenKind.REFRESH)


async def test_every_log_in_has_a_session_and_tokens_of_its_own() -> None:
    house = AccountHouse()
    await house.registered()
    one, other = await house.logged_in(), await house.logged_in()
    assert house.session_of(one) != house.session_of(other)
    assert len({one.access, one.refresh, other.access, other.refresh}) == 4


@pytest.mark.parametrize("spelling", ["ADA@EXAMPLE.COM", " ada@example.com ", "ａda@Example.com"])
async def test_the_address_may_be_written_in_any_case(spelling: str) -> None:
    house = AccountHouse()
    await house.registered()
    await house.logged_in(spelling)


@pytest.mark.parametrize("typed", ["schl\u00fcssel im Topf", "schlu\u0308ssel im Topf"], ids=ascii)
async def test_the_password_may_be_typed_on_any_keyboard(typed: str) -> None:
    house = AccountHouse()
    await house.registered(password=typed)
    await house.logged_in(password="schl\u00fcssel im Topf")
    await house.logged_in(password="schlu\u0308ssel im Topf")


async def refusal(house: AccountHouse, email: str, password: str) -> tuple[str, bool, float | None, int, int]:
    """All that an attacker sees: text, and how much slow work was done; and that the log has one line alike."""
    before = (len(house.hasher.verified), len(house.hasher.hashed))
    with pytest.raises(InvalidCredentials) as caught:
        await house.log_in(email, password, HOME)
    after = (len(house.hasher.verified), len(house.hasher.hashed))
    assert house.events.events[-1] == LogInFailed(account=account_hash(email), ip=HOME.ip)
    error = caught.value
    return error.detail, error.retryable, error.retry_after, after[0] - before[0], after[1] - before[1]


@pytest.mark.parametrize("first", [EMAIL, UNKNOWN])
async def test_unknown_wrong_deactivated_and_leaving_are_refused_alike_in_text_and_work(first: str) -> None:
    house = AccountHouse(rate=None)
    await house.registered()
    for email, change in (
        ("off@example.com", UserChange(active=False)),
        ("gone@example.com", UserChange(erasing=True)),
    ):
        await house.users.update((await house.registered(email)).id, change)
    decoy = (await refusal(house, first, "wrong"))[:4]
    seen = {
        await refusal(house, email, password)
        for email, password in [
            (UNKNOWN, PASSWORD),
            (EMAIL, "wrong"),
            (EMAIL, ""),
            (EMAIL, PASSWORD.upper()),
            ("off@example.com", PASSWORD),
            ("gone@example.com", PASSWORD),
            ("no address", PASSWORD),
            ("ada\x00@example.com", PASSWORD),
            ("\ud800@example.com", "\ud800"),
            ("x" * 10_000, "y" * 10_000),
        ]
    }
    assert seen == {(*decoy, 0)}
    assert house.heard(LoggedIn) == []
    assert "start" not in house.tokens.calls


async def test_the_first_try_of_all_costs_the_same_whether_the_account_exists() -> None:
    costs = set()
    for email in (EMAIL, UNKNOWN):
        house = AccountHouse()
        await house.registered()
        costs.add((await refusal(house, email, "wrong"))[3:])
    assert len(costs) == 1


async def test_what_stands_in_for_a_missing_hash_is_made_by_the_same_rules_and_fits_nothing() -> None:
    house = AccountHouse()
    await refusal(house, UNKNOWN, PASSWORD)
    (decoy,) = house.hasher.hashed
    assert await house.hasher.verify(decoy, house.hasher.verified[-1][1]) == Verification(fits=True)
    assert not (await house.credentials.verify(decoy, None)).fits


async def test_a_store_is_not_asked_for_what_cannot_be_an_address() -> None:
    house = AccountHouse()
    await refusal(house, "ada\ud800@example.com", PASSWORD)
    assert house.users.calls == []


async def test_a_password_of_a_megabyte_is_not_hashed_whole() -> None:
    house = AccountHouse()
    await house.registered()
    await refusal(house, EMAIL, PASSWORD + "x" * 2**20)
    assert len(house.hasher.verified[-1][0]) <= MAX_PASSWORD + 1
