"""How often one attempt asks again, and what it leaves to the store."""

import asyncio
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from openrouter_calls import Opened, Serve, asked, error_from
from openrouter_server import Step, failing

from cvscreen.adapters.scorers.openrouter import patience
from cvscreen.adapters.scorers.openrouter.retry_after import seconds_of
from cvscreen.domain.assessment import Usage
from cvscreen.domain.errors import BudgetExceeded, ScorerBusy


async def test_a_bad_moment_is_outlived(serve: Serve, opened: Opened) -> None:
    server, url = serve(failing(502), failing(429), Step(text="{}"))
    assert (await asked(await opened(url))).text == "{}"
    assert len(server.requests) == 3


async def test_tries_that_were_charged_are_counted_and_those_turned_away_are_not(serve: Serve, opened: Opened) -> None:
    usage = {"prompt_tokens": 10, "completion_tokens": 0, "cost": 0.5}
    _, url = serve(failing(429), Step(text=" ", usage=usage), Step(text="{}", usage=usage))
    spent = (await asked(await opened(url))).usage
    assert (spent.calls, spent.prompt_tokens, spent.cost) == (2, 20, 1.0)


async def test_what_was_spent_before_a_failure_goes_with_it(serve: Serve, opened: Opened) -> None:
    usage = {"prompt_tokens": 10, "completion_tokens": 1}
    _, url = serve(Step(text=" ", usage=usage), failing(401))
    spent = (await error_from(await opened(url))).usage
    assert spent
    assert (spent.calls, spent.prompt_tokens) == (1, 10)


async def test_a_long_wait_is_left_to_the_store(serve: Serve, opened: Opened) -> None:
    server, url = serve(failing(429, headers={"retry-after": "3600"}))
    error = await error_from(await opened(url))
    assert (error.retry_after, len(server.requests)) == (3600, 1)


async def test_nobody_else_asks_while_the_server_wants_all_to_wait(serve: Serve, opened: Opened) -> None:
    server, url = serve(failing(429, headers={"retry-after": "60"}), Step(text="{}"))
    client = await opened(url)
    await error_from(client)
    error = await error_from(client)
    assert error.code == "scorer_busy"
    assert 50 < (error.retry_after or 0) <= 60
    assert len(server.requests) == 1


def test_the_longest_wait_counts_and_somebody_looks_after_five_minutes() -> None:
    now = 1000.0
    queue = patience.Queue("host", lambda: now)
    queue.note(ScorerBusy("busy", retry_after=86_400))
    queue.note(ScorerBusy("busy", retry_after=1))
    now += patience.LONGEST_QUEUE - 1
    with pytest.raises(ScorerBusy):
        queue.check()
    now += 1
    queue.check()


async def test_a_server_that_turns_callers_away_has_tried_nothing_until_something_was_charged(
    serve: Serve, opened: Opened
) -> None:
    _, url = serve(failing(429))
    assert not (await error_from(await opened(url))).tried
    _, url = serve(Step(text=" ", usage={"prompt_tokens": 10}), failing(429))
    assert (await error_from(await opened(url))).tried
    _, url = serve(failing(503))
    assert (await error_from(await opened(url))).tried


async def test_a_try_that_was_charged_is_followed_by_another_only_if_that_is_allowed(
    serve: Serve, opened: Opened
) -> None:
    told: list[int] = []

    async def never(spent: Usage | None) -> None:
        told.append(spent.calls if spent else 0)
        raise BudgetExceeded("spent")

    server, url = serve(failing(502), Step(text=" ", usage={"prompt_tokens": 10}), Step(text="{}"))
    with pytest.raises(BudgetExceeded) as refused:
        await asked(await opened(url), allow=never)
    assert (told, len(server.requests)) == ([1], 2)
    assert refused.value.usage
    assert refused.value.usage.prompt_tokens == 10


async def test_a_short_wait_is_kept_to(serve: Serve, opened: Opened) -> None:
    _, url = serve(failing(503, headers={"retry-after": "1"}), Step(text="{}"))
    client = await opened(url)
    began = asyncio.get_running_loop().time()
    await asked(client)
    assert asyncio.get_running_loop().time() - began >= 1


async def test_what_is_wrong_for_good_is_tried_once(serve: Serve, opened: Opened) -> None:
    server, url = serve(failing(401))
    assert (await error_from(await opened(url))).usage
    assert len(server.requests) == 1


async def test_short_waits_that_add_up_are_left_to_the_store(
    serve: Serve, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "LONGEST_PAUSES", 0.5)
    server, url = serve(failing(429, headers={"retry-after": "0.3"}))
    error = await error_from(await opened(url))
    assert (error.code, error.retry_after, len(server.requests)) == ("scorer_busy", 0.3, 2)


async def test_nobody_waits_for_what_comes_after_the_deadline(serve: Serve, opened: Opened) -> None:
    server, url = serve(failing(429, headers={"retry-after": "5"}))
    error = await error_from(await opened(url, seconds=3))
    assert (error.code, error.retry_after, len(server.requests)) == ("scorer_busy", 5, 1)


@pytest.mark.parametrize(
    ("told", "seconds"),
    [("0", 0), ("7", 7), ("1.5", 1.5), ("9" * 400, 86_400), ("", None), ("soon", None), ("-3", None), ("1x", None)],
)
def test_a_wait_is_read_in_seconds_and_a_day_at_most(told: str, seconds: float | None) -> None:
    assert seconds_of(told) == seconds


def test_a_wait_is_read_from_a_date() -> None:
    moment = datetime.now(UTC) + timedelta(minutes=5)
    assert seconds_of(format_datetime(moment, usegmt=True)) == pytest.approx(300, abs=5)
    assert seconds_of("Wed, 21 Oct 2015 07:28:00 GMT") == 0
    assert seconds_of("Wed, 21 Oct 99999 07:28:00 GMT") is None
