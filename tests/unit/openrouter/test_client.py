"""What is sent to the model's server, and what is made of what comes back."""

import pytest
from openrouter_calls import CV_LINE, KEY, SCHEMA, Opened, Serve, asked
from openrouter_server import MODEL, Step


async def test_the_request_is_reproducible_and_says_how_the_answer_must_look(serve: Serve, opened: Opened) -> None:
    server, url = serve()
    client = await opened(url)
    await asked(client, seed=7)
    request = server.requests[0]
    assert request["model"] == MODEL
    assert request["messages"][1] == {"role": "user", "content": CV_LINE}
    assert (request["temperature"], request["seed"]) == (0, 7)
    assert request["response_format"]["json_schema"] == {"name": "answers", "strict": True, "schema": SCHEMA}
    assert server.headers[0]["authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize(
    ("privacy", "provider"),
    [
        ("strict", {"require_parameters": True, "data_collection": "deny", "zdr": True}),
        ("relaxed", {"require_parameters": True}),
    ],
)
async def test_providers_that_keep_data_are_kept_out_unless_privacy_is_relaxed(
    serve: Serve, opened: Opened, privacy: str, provider: dict[str, object]
) -> None:
    server, url = serve()
    await asked(await opened(url, models=(MODEL, "test/other"), privacy=privacy))
    assert server.requests[0]["provider"] == provider
    assert server.requests[0]["models"] == [MODEL, "test/other"]


async def test_a_server_of_ones_own_is_sent_nothing_that_only_openrouter_knows(serve: Serve, opened: Opened) -> None:
    server, url = serve()
    await asked(await opened(url, api_key=""))
    assert server.requests[0].keys().isdisjoint({"provider", "models"})
    assert "authorization" not in server.headers[0]


async def test_the_usage_names_the_model_that_answered(serve: Serve, opened: Opened) -> None:
    usage = {"prompt_tokens": 10, "completion_tokens": 3, "cost": 0.02, "prompt_tokens_details": {"cached_tokens": 4}}
    _, url = serve(Step(text='{"a": 1}', model="test/other", usage=usage))
    completion = await asked(await opened(url))
    spent = completion.usage
    assert completion.text == '{"a": 1}'
    assert (spent.scorer, spent.model, spent.calls) == ("openrouter", "test/other", 1)
    assert (spent.prompt_tokens, spent.cached_tokens, spent.completion_tokens, spent.cost) == (10, 4, 3, 0.02)
    assert spent.latency_ms


async def test_usage_that_is_not_told_stays_unknown(serve: Serve, opened: Opened) -> None:
    _, url = serve(Step(text="{}", usage={}))
    spent = (await asked(await opened(url))).usage
    assert (spent.prompt_tokens, spent.cost, spent.calls) == (None, None, 1)
