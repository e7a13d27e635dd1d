"""The API with limits, cache and progress on a real Redis: it goes on without, and tells nothing that is over."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from http_house import EVALUATIONS, HttpHouse, code_of, http_house
from own_redis import Away, frozen, own_redis, stopped
from real_servers.redis import RedisServer

from cvscreen.usecases.follow import FollowEvaluation


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[RedisServer]:
    with own_redis(tmp_path) as server:
        yield server


@pytest.fixture
async def houses(tmp_path: Path, redis: RedisServer) -> AsyncIterator[tuple[HttpHouse, HttpHouse]]:
    """Two instances of the service on the same stores and the same Redis."""
    database = f"sqlite:///{tmp_path}/cvscreen.db"
    stores: dict[str, Any] = dict.fromkeys(("users", "tokens", "evaluations"), database) | {
        "files": f"file://{tmp_path}/files"
    }
    shared: dict[str, Any] = dict.fromkeys(("limits", "cache", "progress"), redis.url) | {"rate_limit": "60/hour"}
    keys: dict[str, Any] = {"secret": "a secret of thirty-two bytes, or more"}
    async with AsyncExitStack() as stack:
        opening = [http_house(tmp_path, **stores, **shared, **keys) for _ in range(2)]
        one, two = [await stack.enter_async_context(house) for house in opening]
        yield one, two


async def listed(house: HttpHouse, who: dict[str, str]) -> list[str]:
    answer = await house.client.get(EVALUATIONS, headers=who)
    assert answer.status_code == 200, answer.text
    return [row["status"] for row in answer.json()["results"]]


async def until(house: HttpHouse, wanted: str) -> dict[str, Any]:
    """The health, as soon as it is that."""
    async with asyncio.timeout(20):
        while True:
            answer = await house.client.get("/api/health/")
            assert answer.status_code == 200, answer.text
            found: dict[str, Any] = answer.json()
            if found["status"] == wanted:
                return found
            await asyncio.sleep(0.1)


async def test_a_change_in_one_instance_is_seen_in_the_lists_of_the_other(
    houses: tuple[HttpHouse, HttpHouse],
) -> None:
    one, two = houses
    who = await one.signed_in()
    evaluation = await one.pending(who)
    assert await listed(one, who) == await listed(two, who) == ["pending"]
    await one.container.run()(evaluation)
    assert await listed(one, who) == await listed(two, who) == ["completed"]
    await two.client.delete(f"{EVALUATIONS}{evaluation}/", headers=who)
    assert await listed(one, who) == []
    assert code_of(await one.client.get(f"{EVALUATIONS}{evaluation}/", headers=who)) == (404, "evaluation_not_found")


async def test_events_of_one_instance_reach_who_follows_in_the_other(
    houses: tuple[HttpHouse, HttpHouse], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cvscreen.usecases.follow.POLL_SECONDS", 60.0)
    one, two = houses
    who = await one.signed_in()
    evaluation = await one.pending(who)
    states = asyncio.create_task(followed(two, who, evaluation))
    await asyncio.sleep(0.5)
    await one.container.run()(evaluation)
    async with asyncio.timeout(20):
        assert await states == ["pending-0", "processing-0", "completed-0"]


async def test_the_rate_is_that_of_both_instances_together(houses: tuple[HttpHouse, HttpHouse]) -> None:
    who = await houses[0].signed_in()
    for _ in range(30):
        for house in houses:
            assert (await house.client.get(EVALUATIONS, headers=who)).status_code == 200
    for house in houses:
        assert code_of(await house.client.get(EVALUATIONS, headers=who)) == (429, "rate_limited")


@pytest.mark.parametrize("away", [stopped, frozen])
async def test_the_api_goes_on_while_redis_is_away(
    away: Away,
    redis: RedisServer,
    houses: tuple[HttpHouse, HttpHouse],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("cvscreen.usecases.follow.POLL_SECONDS", 0.2)
    one, two = houses
    who = await one.signed_in()
    with away(redis):
        async with asyncio.timeout(30):
            evaluation = await one.pending(who)
            states = asyncio.create_task(followed(two, who, evaluation))
            await one.container.run()(evaluation)
            assert (await states)[-1] == "completed-0"
            for house in houses:
                assert await listed(house, who) == ["completed"]
            answers = [await one.client.get(EVALUATIONS, headers=who) for _ in range(60)]
            assert {answer.status_code for answer in answers} == {200, 429}
        found = await until(one, "degraded")
        assert {name for name, port in found["ports"].items() if port["status"] != "ok"} == {
            *("limits", "cache", "progress"),
        }
    await until(one, "ok")


@pytest.mark.parametrize("away", [stopped, frozen])
async def test_a_session_that_was_ended_without_redis_stays_ended_with_it(
    away: Away, redis: RedisServer, houses: tuple[HttpHouse, HttpHouse]
) -> None:
    one, _ = houses
    tokens = await one.tokens()
    who = {"Authorization": f"Bearer {tokens['access']}"}
    for house in houses:
        assert (await house.client.get("/api/auth/me/", headers=who)).status_code == 200
    with away(redis):
        ended = await one.client.post("/api/auth/logout/", json={"refresh": tokens["refresh"]}, headers=who)
        assert ended.status_code == 204
        assert code_of(await one.client.get("/api/auth/me/", headers=who)) == (401, "invalid_token")
    for house in houses:
        await until(house, "ok")
    for house in houses:
        assert code_of(await house.client.get("/api/auth/me/", headers=who)) == (401, "invalid_token")


async def test_what_was_erased_without_redis_stays_erased_with_it(
    redis: RedisServer, houses: tuple[HttpHouse, HttpHouse]
) -> None:
    one, _ = houses
    who = await one.signed_in()
    evaluation = await one.completed(who)
    for house in houses:
        assert (await house.client.get(f"{EVALUATIONS}{evaluation}/", headers=who)).status_code == 200
        assert await listed(house, who) == ["completed"]
    with frozen(redis):
        assert (await one.client.delete(f"{EVALUATIONS}{evaluation}/", headers=who)).status_code == 204
    for house in houses:
        await until(house, "ok")
    for house in houses:
        assert code_of(await house.client.get(f"{EVALUATIONS}{evaluation}/", headers=who))[0] == 404
        assert await listed(house, who) == []


async def followed(house: HttpHouse, who: dict[str, str], evaluation: str) -> list[str]:
    """The states that a follower in that instance comes to know."""
    me = await house.client.get("/api/auth/me/", headers=who)
    follow: FollowEvaluation = house.container.follow()
    return [seen.state async for seen in follow(me.json()["id"], evaluation)]
