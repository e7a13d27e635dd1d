"""`cvscreen.OpenRouterScorer` in a program of one's own."""

import logging
import sys
import traceback

import pytest
from openrouter_house import CV, REQUEST, asking
from openrouter_server import MODEL, OpenRouterServer, Step, served

import cvscreen
from cvscreen.domain.errors import InvalidSetting, MissingExtra, ScorerOutputInvalid

KEY = "sk-or-v1-from-the-environment"


@pytest.fixture(autouse=True)
def no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENROUTER_API_KEY", "OPENROUTER_BASE_URL"):
        monkeypatch.delenv(name, raising=False)


async def test_the_key_that_is_given_is_sent_and_comes_before_that_of_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENROUTER_API_KEY", KEY)
    async with asking() as (scorer, server):
        await scorer.assess(REQUEST)
    assert server.headers[0]["authorization"] == "Bearer sk-or-v1-not-a-real-key"


async def test_key_and_server_of_the_environment_are_taken_where_none_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    server = OpenRouterServer([Step(text="{}")])
    with served(server) as url:
        monkeypatch.setenv("OPENROUTER_API_KEY", KEY)
        monkeypatch.setenv("OPENROUTER_BASE_URL", url)
        async with cvscreen.OpenRouterScorer(models=[MODEL]) as scorer:
            with pytest.raises(ScorerOutputInvalid):
                await scorer.assess(REQUEST)
    assert server.headers[0]["authorization"] == f"Bearer {KEY}"


def test_without_a_model_it_is_the_free_one() -> None:
    identity = cvscreen.OpenRouterScorer(api_key=KEY).identity
    assert (identity.models, identity.host) == (("qwen/qwen3-coder:free",), "openrouter.ai")


def test_without_a_key_it_says_where_one_goes() -> None:
    with pytest.raises(InvalidSetting, match="OPENROUTER_API_KEY"):
        cvscreen.OpenRouterScorer()


@pytest.mark.parametrize("key", ["sk-or-…", "sk or", "sk\nx-other: header", "schlüssel"])
def test_a_key_that_no_header_can_hold_is_refused_and_not_shown(key: str) -> None:
    with pytest.raises(InvalidSetting, match="copy it again") as raised:
        cvscreen.OpenRouterScorer(api_key=key)
    assert key not in str(raised.value)


def test_white_space_around_a_key_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENROUTER_API_KEY", f"{KEY}\n")
    assert cvscreen.OpenRouterScorer().identity.models


def test_the_key_does_not_show() -> None:
    scorer = cvscreen.OpenRouterScorer(api_key=KEY)
    assert KEY not in repr(scorer) + repr(vars(scorer)) + repr(scorer.identity)


@pytest.mark.parametrize("samples", [2, 0, -1, 17])
def test_samples_are_an_odd_number_so_that_one_is_in_the_middle(samples: int) -> None:
    with pytest.raises(InvalidSetting, match="samples"):
        cvscreen.OpenRouterScorer(api_key=KEY, options=cvscreen.OpenRouterOptions(samples=samples))


async def test_outside_its_context_it_says_so() -> None:
    scorer = cvscreen.OpenRouterScorer(api_key=KEY)
    with pytest.raises(RuntimeError, match="inside its context"):
        await scorer.assess(REQUEST)


async def test_it_is_entered_once_at_a_time() -> None:
    scorer = cvscreen.OpenRouterScorer(api_key=KEY)
    async with scorer:
        with pytest.raises(RuntimeError, match="open already"):
            await scorer.__aenter__()


async def test_it_can_be_entered_again() -> None:
    server = OpenRouterServer([Step(text="{}")])
    with served(server) as url:
        scorer = cvscreen.OpenRouterScorer(options=cvscreen.OpenRouterOptions(base_url=url))
        for _ in range(2):
            async with scorer:
                assert (await scorer.ping()).detail


async def test_neither_key_nor_cv_nor_what_the_model_says_is_logged_or_told_in_errors(
    caplog: pytest.LogCaptureFixture,
) -> None:
    said = "a very private remark"
    with caplog.at_level(logging.DEBUG):
        async with asking(Step(text=said)) as (scorer, _):
            with pytest.raises(ScorerOutputInvalid) as raised:
                await scorer.assess(REQUEST)
    told = caplog.text + "".join(traceback.format_exception(raised.value))
    for secret in ("sk-or-v1-not-a-real-key", said, CV.pages[0].text.splitlines()[1], "beekeeping"):
        assert secret not in told


async def test_without_its_extra_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("cvscreen.adapters.scorers.openrouter.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(MissingExtra, match=r"pip install 'cvscreen\[openrouter\]'"):
        async with cvscreen.OpenRouterScorer(api_key=KEY):
            pass
