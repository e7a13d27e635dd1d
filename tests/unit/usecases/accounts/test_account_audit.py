"""What happens to accounts is logged, by ids; no address, name, password or token of anybody ever is."""

from __future__ import annotations

import logging

import pytest
from account_house import EMAIL, HOME, OTHER_PASSWORD, PASSWORD, PHONE, AccountHouse

from cvscreen.adapters.events.logs import LogListener, line
from cvscreen.domain.accounts import account_hash
from cvscreen.domain.errors import CvscreenError, TokenReused
from cvscreen.domain.events import AccountEvent, LogInFailed, SessionEnded, TokenReuseDetected
from cvscreen.domain.tokens import TokenPair

STORY = [
    "registered",
    "registered",
    "log_in_failed",
    "log_in_failed",
    "logged_in",
    "logged_in",
    "session_ended",
    "password_changed",
    "token_reuse_detected",
    "session_ended",
    "logged_in",
    "logged_in",
    "logged_in",
    "session_ended",
    "session_ended",
    "user_deactivated",
    "user_activated",
    "logged_in",
    "session_ended",
    "account_erased",
]


async def a_life(house: AccountHouse) -> list[str]:
    """All that can happen to accounts, and all that nobody may read of it."""
    secrets = [EMAIL, "ada@", "Ada", "Lovelace", PASSWORD, OTHER_PASSWORD, "eve wrote this", "root@example.com"]
    pairs: list[TokenPair] = []
    await house.create_admin("root@example.com", PASSWORD)
    user = await house.registered()
    for email in (EMAIL, "nobody\r\nlogged_in user_id='1'@example.com"):
        with pytest.raises(CvscreenError):
            await house.log_in(email, "eve wrote this", PHONE)
    pairs += [await house.logged_in(), await house.logged_in(device=PHONE)]
    await house.change_password(await house.authenticate(pairs[0].access), PASSWORD, OTHER_PASSWORD, HOME)
    pairs.append(await house.refresh(pairs[0].refresh, HOME))
    with pytest.raises(TokenReused):
        await house.refresh(pairs[0].refresh, PHONE)
    admin = await house.caller("root@example.com")
    pairs += [await house.logged_in(password=OTHER_PASSWORD) for _ in range(2)]
    await house.log_out(pairs[-1].refresh)
    await house.set_active(admin, user.id, active=False)
    await house.set_active(admin, user.id, active=True)
    pairs.append(await house.logged_in(password=OTHER_PASSWORD))
    await house.erase_account(await house.authenticate(pairs[-1].access), OTHER_PASSWORD)
    return secrets + [token for pair in pairs for token in (pair.access, pair.refresh)]


async def test_a_whole_life_is_told_in_order() -> None:
    house = AccountHouse()
    await a_life(house)
    assert [event.name for event in house.events.events] == STORY


async def test_no_line_of_it_holds_what_nobody_may_read(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    house = AccountHouse()
    secrets = await a_life(house)
    for event in house.events.events:
        await LogListener().emit(event)
    assert len(caplog.messages) == len(STORY)
    told = "\n".join([*caplog.messages, *map(repr, house.events.events)])
    assert [secret for secret in secrets if secret in told] == []


async def test_failures_of_one_account_are_told_apart_without_its_address() -> None:
    house = AccountHouse()
    for email in (EMAIL, EMAIL.upper(), "eve@example.com"):
        with pytest.raises(CvscreenError):
            await house.log_in(email, "wrong", PHONE)
    one, same, other = house.heard(LogInFailed)
    assert one == same == LogInFailed(account=account_hash(EMAIL), ip=PHONE.ip)
    assert other.account != one.account


@pytest.mark.parametrize(
    ("event", "level", "shown"),
    [
        (
            LogInFailed(account="5d41", ip="203.0.113.7"),
            logging.WARNING,
            "log_in_failed account='5d41' ip='203.0.113.7'",
        ),
        (LogInFailed(account="5d41"), logging.WARNING, "log_in_failed account='5d41' ip=None"),
        (
            TokenReuseDetected(user_id="1", session_id="2"),
            logging.WARNING,
            "token_reuse_detected user_id='1' session_id='2'",
        ),
        (SessionEnded(user_id="1", session_id="2"), logging.INFO, "session_ended user_id='1' session_id='2'"),
    ],
    ids=["failed", "failed from nowhere", "reuse", "ended"],
)
async def test_an_event_of_an_account_is_one_log_line(
    caplog: pytest.LogCaptureFixture, event: AccountEvent | LogInFailed, level: int, shown: str
) -> None:
    caplog.set_level(logging.INFO, "cvscreen.events")
    await LogListener().emit(event)
    assert caplog.record_tuples == [("cvscreen.events", level, shown)]


def test_an_id_cannot_pass_for_a_line_of_its_own() -> None:
    shown = line(SessionEnded(user_id="1\nlogged_in user_id='2'\u2028", session_id="\x1b[2J"))
    assert len(shown.splitlines()) == 1
    assert "\x1b" not in shown
