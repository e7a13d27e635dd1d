"""Every example about models, run as it stands in the documentation, against a server on loopback."""

import contextlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from openrouter_models import plain, saying
from openrouter_server import OpenRouterServer, served

from cvscreen.adapters.scorers.openrouter.fitting import USUAL_ANSWER
from cvscreen.adapters.scorers.openrouter.place import FREE_MODEL, OpenRouterOptions

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "openrouter.md").read_text("utf-8").replace("sk-or-…", "sk-or-v1-not-a-real-key")
OPTIONS = dict(re.findall(r"^\| `(\w+)` \| (.+?) \|", PAGE, re.MULTILINE))


def blocks(language: str) -> list[str]:
    found: list[str] = re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    return found


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The base URL of a server that the environment names."""
    with served(OpenRouterServer(model=saying(plain))) as url:
        monkeypatch.setenv("OPENROUTER_BASE_URL", url)
        yield url


@pytest.mark.parametrize("script", blocks("sh"))
def test_the_commands_run_and_say_who_reads(script: str, server: str, tmp_path: Path) -> None:
    here = f'pip() {{ :; }}\ncvscreen() {{ "{sys.executable}" -m cvscreen "$@" || [ $? = 1 ]; }}\n'
    done = subprocess.run(
        ["sh", "-eu"],
        input=here + re.sub(r"http://127\.0\.0\.1:\d+/v1", server, script),
        cwd=ROOT,
        env={**os.environ, "CVSCREEN_DATA_DIR": str(tmp_path), "COLUMNS": "100"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("CVs are read by ") == script.count("--scorer")
    assert "scorer_" not in done.stdout


@pytest.mark.parametrize("code", blocks("python"))
def test_the_program_prints_what_is_shown(code: str, server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "openrouter.md", "exec"), {"__name__": "__main__"})
    assert printed.getvalue().splitlines() == re.findall(r"# prints: (.*)", code)


def test_the_options_are_those_that_there_are_with_their_defaults() -> None:
    assert set(OPTIONS) == set(OpenRouterOptions.__struct_fields__)
    told = {name: default.strip("`") for name, default in OPTIONS.items() if re.fullmatch(r"`[a-z0-9]+`", default)}
    assert told == {name: _shown(getattr(OpenRouterOptions(), name)) for name in told}
    assert len(told) >= 5
    assert OPTIONS["answer_tokens"].startswith(f"{USUAL_ANSWER:,}")


def _shown(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def test_the_free_model_and_the_note_are_those_that_there_are() -> None:
    assert f"Without a model it is `{FREE_MODEL}`" in PAGE
    assert f"CVs are read by {FREE_MODEL} through openrouter.ai, names and contact details masked" in PAGE
