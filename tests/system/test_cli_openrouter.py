"""The command line with a model that reads the CVs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from command_line import Command
from openrouter_models import plain, saying
from openrouter_server import OpenRouterServer, served

PROMPT = "- Experience with Kubernetes\n- Experience with beekeeping"
KEY = "sk-or-v1-not-a-real-key"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenRouterServer]:
    """A server that the environment names, with a key."""
    server = OpenRouterServer(model=saying(plain))
    with served(server) as url:
        monkeypatch.setenv("OPENROUTER_BASE_URL", url)
        monkeypatch.setenv("OPENROUTER_API_KEY", KEY)
        yield server


@pytest.fixture(params=["option", "variable"])
def screen(request: pytest.FixtureRequest, cvscreen: Command, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Screens by the scorer that the first argument names, in either of both ways."""

    def run(*arguments: str) -> Result:
        scorer, *others = arguments
        if request.param == "option":
            return cvscreen("screen", *others, "--scorer", scorer)
        monkeypatch.setenv("CVSCREEN_SCORER", scorer)
        return cvscreen("screen", *others)

    return run


def test_a_model_ranks_the_cvs(screen: Command, cvs: Path, server: OpenRouterServer) -> None:
    ran = screen("openrouter:test/model", "cvs", "--prompt", PROMPT, "--json")
    assert ran.exit_code == 0, ran.stderr
    found = json.loads(ran.stdout)["results"]
    assert [(result["file"], result["score"]) for result in found] == [("cvs/ada.pdf", 50.0), ("cvs/bob.pdf", 0.0)]
    assert found[0]["usage"]["model"] == "test/model"
    assert len(server.requests) == 3, "one draft for both"


def test_it_says_who_reads_the_cvs_on_standard_error_only(screen: Command, cvs: Path, server: OpenRouterServer) -> None:
    ran = screen("openrouter:a/one,b/two", "cvs", "--prompt", PROMPT, "--json")
    told = [line for line in ran.stderr.splitlines() if "read by" in line]
    assert len(told) == 1
    assert "CVs are read by a/one or else b/two through 127.0.0.1:" in told[0]
    assert told[0].endswith("names and contact details masked")
    assert "read by" not in ran.stdout


def test_without_a_model_it_is_the_free_one(screen: Command, cvs: Path, server: OpenRouterServer) -> None:
    ran = screen("openrouter:", "cvs", "--prompt", PROMPT)
    assert "CVs are read by qwen/qwen3-coder:free through 127.0.0.1:" in ran.stderr
    assert {request["model"] for request in server.requests} == {"qwen/qwen3-coder:free"}


def test_a_key_alone_chooses_no_model(cvscreen: Command, cvs: Path, server: OpenRouterServer) -> None:
    ran = cvscreen("screen", "cvs", "--prompt", PROMPT, "--json")
    assert json.loads(ran.stdout)["results"][0]["usage"]["scorer"] == "lexical"
    assert ran.stderr == ""
    assert server.requests == []


def test_names_and_contact_details_are_not_sent(screen: Command, cvs: Path, server: OpenRouterServer) -> None:
    screen("openrouter:test/model", "cvs", "--prompt", PROMPT)
    sent = json.dumps(server.requests, ensure_ascii=False)
    assert "Kubernetes in production" in sent
    for secret in ("Ada Example", "ada@example.org", "Bob Sample", "ada.pdf", KEY):
        assert secret not in sent


def test_without_a_key_nothing_starts_and_it_says_where_one_goes(cvscreen: Command, cvs: Path) -> None:
    ran = cvscreen("screen", "cvs", "--prompt", PROMPT, "--scorer", "openrouter:")
    assert ran.exit_code == 2
    assert "OPENROUTER_API_KEY" in ran.stderr


def test_check_tells_model_and_server(
    cvscreen: Command, server: OpenRouterServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CVSCREEN_SCORER", "openrouter:test/model?samples=3")
    ran = cvscreen("check", "--json")
    (found,) = [ping for ping in json.loads(ran.stdout)["ports"] if ping["port"] == "scorer"]
    assert (found["status"], found["url"]) == ("ok", "openrouter:test/model?samples=3")
    assert found["detail"].startswith("test/model at 127.0.0.1:")
    assert KEY not in ran.stdout


def test_check_says_what_is_missing_without_a_key(cvscreen: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CVSCREEN_SCORER", "openrouter:")
    ran = cvscreen("check", "--json")
    (found,) = [ping for ping in json.loads(ran.stdout)["ports"] if ping["port"] == "scorer"]
    assert (found["status"], found["detail"]) == ("down", "OpenRouter wants a key")
    assert "OPENROUTER_API_KEY" in found["advice"]
