"""What a model costs, as its user sees it: added up, kept within the budget, nobody else's."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from http_house import EVALUATIONS, PDF, HttpHouse, code_of, http_house
from openrouter_models import drafted, plain, saying
from openrouter_server import OpenRouterServer, served

NOTHING = {"calls": 0, "prompt_tokens": 0, "cached_tokens": 0, "completion_tokens": 0, "cost": 0.0}


@pytest.fixture
def server() -> Iterator[tuple[OpenRouterServer, str]]:
    behind = OpenRouterServer(model=saying(plain))
    with served(behind) as url:
        yield behind, f"openrouter:some/model?base_url={url}"


@pytest.fixture
async def asking(tmp_path: Path, server: tuple[OpenRouterServer, str]) -> AsyncIterator[HttpHouse]:
    """A service that asks a model and lets everybody spend one token a month, so one question each."""
    async with http_house(tmp_path, scorer=server[1], budget="1 tokens/month") as opened:
        yield opened


async def usage(house: HttpHouse, who: dict[str, str]) -> dict[str, Any]:
    answer = await house.client.get("/api/auth/usage/", headers=who)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def evaluation(house: HttpHouse, who: dict[str, str], evaluation_id: str) -> dict[str, Any]:
    found: dict[str, Any] = (await house.client.get(f"{EVALUATIONS}{evaluation_id}/", headers=who)).json()
    return found


async def test_without_a_model_nothing_is_spent_and_without_a_budget_there_is_none(
    house: HttpHouse, ada: dict[str, str]
) -> None:
    await house.completed(ada)
    found = await usage(house, ada)
    assert found | NOTHING == found
    assert found["budget"] is None
    assert found["until"] == f"{found['until'][:8]}01" > found["month"]


async def test_it_needs_a_token(house: HttpHouse) -> None:
    assert code_of(await house.client.get("/api/auth/usage/")) == (401, "invalid_token")


async def test_calls_tokens_and_costs_are_added_up_for_each_user(
    tmp_path: Path, server: tuple[OpenRouterServer, str]
) -> None:
    async with http_house(tmp_path, scorer=server[1], budget="5 USD/month") as house:
        ada, bob = await house.signed_in(), await house.signed_in("bob@example.com")
        first, second = await house.completed(ada), await house.completed(ada, prompt="- Kept bees")
        rows = [(await evaluation(house, ada, id_))["usage"] for id_ in (first, second)]
        await house.client.delete(f"{EVALUATIONS}{first}/", headers=ada)
        found = await usage(house, ada)
        assert {name: found[name] for name in NOTHING} == {
            name: sum(row[name] or 0 for row in rows) for name in NOTHING
        }
        assert found["calls"] == 4
        assert found["budget"] == {"tokens": None, "cost": 5.0}
        assert await usage(house, bob) == found | NOTHING


async def test_over_the_budget_nothing_is_sent_and_the_evaluation_says_so(
    asking: HttpHouse, server: tuple[OpenRouterServer, str]
) -> None:
    ada, bob = await asking.signed_in(), await asking.signed_in("bob@example.com")
    first = await evaluation(asking, ada, await asking.completed(ada))
    assert first["error"]["code"] == "budget_exceeded"
    assert first["usage"]["calls"] == 1
    assert not first["error"]["retryable"]
    assert [len(server[0].requests), (await usage(asking, ada))["calls"]] == [1, 1]
    second = await evaluation(asking, ada, await asking.completed(ada, content=PDF + b"%"))
    assert second["error"]["code"] == "budget_exceeded"
    assert len(server[0].requests) == 1
    assert (await usage(asking, ada))["budget"] == {"tokens": 1, "cost": None}
    assert (await usage(asking, bob))["calls"] == 0


async def test_a_repair_is_not_paid_for_beyond_the_budget(
    asking: HttpHouse, server: tuple[OpenRouterServer, str]
) -> None:
    ada = await asking.signed_in()
    server[0].model = lambda _: "I would rather not."
    found = await evaluation(asking, ada, await asking.completed(ada))
    assert found["error"]["code"] == "budget_exceeded"
    assert [len(server[0].requests), (await usage(asking, ada))["calls"]] == [1, 1]


async def test_a_draft_without_criteria_is_paid_for_too(
    asking: HttpHouse, server: tuple[OpenRouterServer, str]
) -> None:
    ada = await asking.signed_in()
    server[0].model = saying(lambda _: drafted("Must be under 30 years old"))
    codes = [
        (await evaluation(asking, ada, await asking.completed(ada, prompt=prompt)))["error"]["code"]
        for prompt in ("young", "younger")
    ]
    assert codes == ["no_criteria", "budget_exceeded"]
    assert [len(server[0].requests), (await usage(asking, ada))["calls"]] == [1, 1]
