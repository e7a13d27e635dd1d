"""Which server is asked, with which key, and what is refused before anything is sent."""

import pytest
from openrouter_calls import KEY

from cvscreen.adapters.scorers.openrouter.client import opened_client
from cvscreen.adapters.scorers.openrouter.place import FREE_MODEL, OPENROUTER, OpenRouterPlace
from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.errors import CvscreenError, InvalidSetting


def place_of(url: str, **environment: str) -> OpenRouterPlace:
    return OpenRouterPlace.of(AdapterURL(url), environment)


def test_without_a_model_it_is_the_free_one_at_openrouter() -> None:
    place = place_of("openrouter:", OPENROUTER_API_KEY=KEY)
    assert (place.base_url, place.models, place.privacy) == (OPENROUTER, (FREE_MODEL,), "strict")


def test_models_are_kept_in_their_order() -> None:
    place = place_of("openrouter:anthropic/claude-3-haiku, openai/gpt-4:free", OPENROUTER_API_KEY=KEY)
    assert place.models == ("anthropic/claude-3-haiku", "openai/gpt-4:free")


def test_openrouter_takes_three_models_and_other_servers_as_many_as_they_like() -> None:
    with pytest.raises(InvalidSetting, match="3 models"):
        OpenRouterPlace(api_key="k", models=("a", "b", "c", "d"))
    assert len(OpenRouterPlace(base_url="http://localhost/v1", models=("a", "b", "c", "d")).models) == 4


def test_the_url_says_where_before_the_environment_does() -> None:
    elsewhere = {"OPENROUTER_BASE_URL": "http://vllm:8000/v1/"}
    assert place_of("openrouter:m", **elsewhere).base_url == "http://vllm:8000/v1"
    assert (
        place_of("openrouter:m?base_url=http://127.0.0.1:8080/v1", **elsewhere).base_url == "http://127.0.0.1:8080/v1"
    )


def test_options_reach_the_place() -> None:
    place = place_of("openrouter:?privacy=relaxed&seconds=9&connect_seconds=2&read_seconds=3", OPENROUTER_API_KEY=KEY)
    assert (place.privacy, place.seconds, place.connect_seconds, place.read_seconds) == ("relaxed", 9, 2, 3)


def test_an_option_that_does_not_exist_is_refused_with_the_nearest() -> None:
    with pytest.raises(InvalidSetting, match="did you mean 'privacy'"):
        place_of("openrouter:?privcy=relaxed", OPENROUTER_API_KEY=KEY)


@pytest.mark.parametrize("base_url", [OPENROUTER, "https://eu.openrouter.ai/api/v1"])
def test_openrouter_wants_a_key_and_the_error_says_where_from(base_url: str) -> None:
    with pytest.raises(InvalidSetting, match="OPENROUTER_API_KEY"):
        OpenRouterPlace(base_url=base_url)


@pytest.mark.parametrize("base_url", ["https://myopenrouter.ai/v1", "https://openrouter.ai.example/v1"])
def test_a_name_that_only_looks_like_openrouters_is_another_server(base_url: str) -> None:
    assert not OpenRouterPlace(base_url=base_url).is_openrouter


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost", "[::1]:9", "10.1.2.3", "192.168.0.9", "ollama:11434"])
def test_servers_nearby_may_be_asked_unencrypted_and_without_a_key(host: str) -> None:
    assert OpenRouterPlace(base_url=f"http://{host}/v1").host == host


@pytest.mark.parametrize("host", ["openrouter.ai", "llm.example.com", "8.8.8.8", "[2606:4700::1]"])
def test_no_cv_goes_through_open_networks_unencrypted(host: str) -> None:
    with pytest.raises(InvalidSetting, match="https://"):
        OpenRouterPlace(base_url=f"http://{host}/v1", api_key=KEY)


@pytest.mark.parametrize(
    "base_url",
    [
        "",
        "llm",
        "ftp://llm/v1",
        "https://",
        "https://u:secret@llm/v1",
        "https://llm/v1?key=secret",
        "https://llm/#secret",
        "https://llm:99999/v1",
        "https://llm:x/v1",
        "https://[::1/v1",
        "https://ll m/v1",
        "https://llm\n/v1",
    ],
)
def test_a_base_url_that_is_none_is_refused_without_telling_what_may_be_secret_in_it(base_url: str) -> None:
    with pytest.raises(InvalidSetting) as told:
        OpenRouterPlace(base_url=base_url, api_key=KEY)
    assert "secret" not in told.value.detail


@pytest.mark.parametrize("host", ["xn--", "☃-.com", "[v1.x]", "nobody..home"])
async def test_an_address_that_no_server_can_have_is_told_as_such(host: str) -> None:
    with pytest.raises(CvscreenError, match="base URL"):
        async with opened_client(OpenRouterPlace(base_url=f"https://{host}/v1", seconds=3)) as client:
            await client.ping()


@pytest.mark.parametrize("key", ["sk-or two", "sk-or-é", "sk-or\nX-Other: 1"])
def test_a_key_that_would_break_the_request_is_refused_and_not_told(key: str) -> None:
    with pytest.raises(InvalidSetting, match="no key has") as told:
        OpenRouterPlace(api_key=key)
    assert "sk-or" not in told.value.detail


def test_what_a_shell_leaves_around_the_key_is_taken_off() -> None:
    assert place_of("openrouter:", OPENROUTER_API_KEY=f" {KEY}\n").api_key == KEY


def test_the_key_is_not_shown() -> None:
    assert KEY not in repr(place_of("openrouter:", OPENROUTER_API_KEY=KEY))
