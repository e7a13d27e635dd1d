"""What is asked of the server beside the model."""

import asyncio

import pytest
from openrouter_calls import KEY, Opened, Serve
from openrouter_server import MODEL, Step, failing

from cvscreen.adapters.scorers.openrouter import context, health
from cvscreen.adapters.scorers.openrouter.health import health_of
from cvscreen.adapters.scorers.openrouter.place import OpenRouterPlace
from cvscreen.adapters.scorers.openrouter.wire import opened_wire
from cvscreen.domain.errors import ScorerError


async def test_the_context_is_the_smallest_of_the_models_and_asked_once(serve: Serve, opened: Opened) -> None:
    server, url = serve()
    server.models = [{"id": MODEL, "context_length": 9_000}, {"id": "b", "context_length": 8_000}, {"id": "c"}]
    client = await opened(url, models=(MODEL, "b"))
    assert [await client.context_length() for _ in range(3)] == [8_000] * 3
    assert server.asked_for_models == 1
    assert await (await opened(url, models=("c",))).context_length() is None


async def test_a_ping_knows_the_models_and_asks_none(serve: Serve, opened: Opened) -> None:
    server, url = serve()
    health = await (await opened(url)).ping()
    assert MODEL in health.detail
    assert server.requests == []


async def test_those_who_come_at_once_ask_for_the_context_once(serve: Serve, opened: Opened) -> None:
    server, url = serve()
    server.models = [{"id": MODEL, "context_length": 9_000}]
    client = await opened(url)
    assert set(await asyncio.gather(*(client.context_length() for _ in range(20)))) == {9_000}
    assert server.asked_for_models == 1


@pytest.mark.parametrize(
    ("listed", "length"),
    [
        ([{"id": "a/b", "max_model_len": 7_000}], 7_000),
        ([{"id": "a/b", "context_length": None}], None),
        ([{"id": "a/b", "context_length": "many"}], None),
        (["a/b"], None),
        ({"a/b": 1}, None),
    ],
)
async def test_the_context_is_read_as_different_servers_tell_it(
    serve: Serve, opened: Opened, listed: object, length: int | None
) -> None:
    server, url = serve()
    server.about = Step(body={"data": listed})
    assert await (await opened(url, models=("a/b:nitro",))).context_length() == length


@pytest.mark.parametrize("step", [failing(404), failing(500), Step(raw=b"<html>", content_type="text/html")])
async def test_a_server_that_does_not_tell_the_context_leaves_it_unknown(
    serve: Serve, opened: Opened, step: Step
) -> None:
    server, url = serve()
    server.about = step
    assert await (await opened(url)).context_length() is None


async def test_whoever_waits_for_context_or_health_waits_in_bounds(
    serve: Serve, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(context, "LONGEST", 0.3)
    monkeypatch.setattr(health, "LONGEST", 0.3)
    server, url = serve()
    server.about = Step(body={"data": server.models}, drip=0.1)
    client = await opened(url)
    assert await client.context_length() is None
    with pytest.raises(ScorerError, match="took longer"):
        await client.ping()


async def test_a_key_that_is_not_known_is_told_by_the_ping(serve: Serve, opened: Opened) -> None:
    server, url = serve()
    server.about = failing(401)
    with pytest.raises(ScorerError) as told:
        await (await opened(url)).ping()
    assert told.value.code == "scorer_misconfigured"


async def test_a_model_that_a_server_does_not_list_is_told(serve: Serve, opened: Opened) -> None:
    _, url = serve()
    assert (await (await opened(url)).ping()).advice is None
    assert "test/typo" in str((await (await opened(url, models=("test/typo",))).ping()).advice)


class OpenRouterItself(OpenRouterPlace):
    """As if the server on loopback were at OpenRouter's address."""

    @property
    def is_openrouter(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("key", "model", "detail", "advice"),
    [
        ({"limit_remaining": 7.5}, "a", "7.5 credits left", "None"),
        ({"limit_remaining": None, "is_free_tier": True}, "a:free", "free tier", "20 calls a minute"),
        ({"limit_remaining": 0}, "a", "0 credits left", "used up"),
    ],
)
async def test_openrouter_tells_what_is_left_of_the_key(
    serve: Serve, key: dict[str, object], model: str, detail: str, advice: str
) -> None:
    server, url = serve()
    server.key = key
    place = OpenRouterItself(base_url=url, api_key=KEY, models=(model,))
    async with opened_wire(place) as wire:
        told = await health_of(wire, place)
    assert detail in told.detail
    assert advice in str(told.advice)
