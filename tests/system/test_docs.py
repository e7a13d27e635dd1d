"""Every example in the documentation, run as it stands there."""

import contextlib
import io
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from http_service import Server

from cvscreen.adapters.registry import schemes
from cvscreen.entrypoints.cli import COMMANDS
from cvscreen.settings import PORTS, Settings, read_settings

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
HTTP = (ROOT / "docs" / "http.md").read_text("utf-8")
ADAPTERS = (ROOT / "docs" / "adapters.md").read_text("utf-8")
OPENROUTER = (ROOT / "docs" / "openrouter.md").read_text("utf-8")
PRODUCTION = (ROOT / "docs" / "production.md").read_text("utf-8")


def blocks(text: str, language: str) -> list[str]:
    """The fenced blocks of a language, their indentation taken away."""
    return [
        block
        for tongue, block in re.findall(r"^```(\w+)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
        if tongue == language
    ]


def sessions(text: str) -> list[tuple[str, str]]:
    """The commands in `console` blocks, each with the output that is shown for it."""
    found = []
    for block in blocks(text, "console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output))
    return found


def run(command: str) -> str:
    """What a `cvscreen` command prints, in the checkout, as if the terminal were 100 columns wide."""
    words = shlex.split(command)
    assert words[0] == "cvscreen"
    done = subprocess.run(
        [sys.executable, "-m", "cvscreen", *words[1:]],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "100"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr
    return done.stdout


def lines(output: str) -> list[str]:
    return [line.rstrip() for line in output.rstrip().splitlines()]


@pytest.mark.parametrize(("command", "shown"), [s for s in sessions(README) if s[0].startswith("cvscreen ")])
def test_a_command_in_the_readme_prints_what_is_shown(command: str, shown: str) -> None:
    printed = lines(run(command))
    before, cut, after = shown.partition("\n…\n")
    assert printed[: len(lines(before))] == lines(before)
    if cut:
        assert printed[len(printed) - len(lines(after)) :] == lines(after)
    else:
        assert printed == lines(shown)


@pytest.mark.parametrize("code", blocks(README, "python"))
def test_python_in_the_readme_runs(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CVSCREEN_DATA_DIR", str(tmp_path))
    monkeypatch.chdir(ROOT)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "README.md", "exec"), {"__name__": "__main__"})
    promised = re.findall(r"# prints: (.*)", code)
    assert printed.getvalue().splitlines() == promised


def test_the_make_targets_that_the_readme_names_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"make ([a-z]+)", README))
    assert named
    assert named <= targets


def test_the_adapter_in_the_documentation_is_found_by_its_scheme_and_keeps_the_contract(tmp_path: Path) -> None:
    scorer, contract = blocks(ADAPTERS, "python")
    entry = dict(re.findall(r'^"(.+?)" = "(.+?)"$', blocks(ADAPTERS, "toml")[0], re.MULTILINE))
    package = tmp_path / "acme_cvscreen"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "scorer.py").write_text(scorer, "utf-8")
    info = tmp_path / "acme_cvscreen-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-cvscreen\nVersion: 1.0\n", "utf-8")
    listed = "".join(f"{name} = {target}\n" for name, target in entry.items())
    (info / "entry_points.txt").write_text(f"[cvscreen.adapters]\n{listed}", "utf-8")
    (tmp_path / "test_acme.py").write_text(contract, "utf-8")
    path = os.pathsep.join([str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])])
    environment = {**os.environ, "PYTHONPATH": path, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    python = [sys.executable, "-m"]
    tests = [
        *python,
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "pytest_asyncio.plugin",
        "-c",
        os.devnull,
        f"--rootdir={tmp_path}",
        str(tmp_path),
    ]
    kept = subprocess.run(tests, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert kept.returncode == 0, kept.stdout
    screen = ["cvscreen", "screen", "examples/cvs/amara-okafor.pdf", "--prompt", "Kafka", "--scorer", "acme:", "--json"]
    found = subprocess.run([*python, *screen], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert '"score":100.0' in found.stdout.replace(" ", ""), found.stderr


def test_the_client_in_the_documentation_gets_its_result(tmp_path: Path) -> None:
    (code,) = blocks(HTTP, "python")
    with Server(tmp_path) as server:
        client = subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "SERVICE": server.url},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    assert client.stdout.splitlines() == re.findall(r"# prints: (.*)", code), client.stderr


def test_the_calls_in_the_readme_are_answered(tmp_path: Path) -> None:
    (script,) = blocks(README, "sh")
    with Server(tmp_path) as server:
        calls = script.replace("http://127.0.0.1:8000", server.url)
        done = subprocess.run(
            ["sh", "-eu"], input=calls, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
        )
    user, accepted, page = [json.loads(answer) for answer in re.split(r"(?<=})(?={)", done.stdout)]
    assert user["email"] == "ann@example.com", done.stderr
    assert accepted["status"] == "pending"
    assert [row["id"] for row in page["results"]] == [accepted["id"]]


def test_every_setting_in_the_documentation_exists() -> None:
    known = {f"CVSCREEN_{name.upper()}" for name in Settings.__struct_fields__}
    assert set(re.findall(r"CVSCREEN_[A-Z_]+(?<!_)", README + HTTP + OPENROUTER)) <= known


def test_the_settings_of_production_are_settings_and_name_adapters_that_there_are() -> None:
    (block,) = re.findall(r"^```\n(CVSCREEN_.*?)^```", PRODUCTION, re.MULTILINE | re.DOTALL)
    lines = dict(line.split("=", 1) for line in block.splitlines())
    settings = read_settings(
        {name: value.replace("…", "dRe7mZ0qVx4Kc1sYw8Lh3Tn6Ug9Jb5P2") for name, value in lines.items()}
    )
    assert {name.removeprefix("CVSCREEN_").lower() for name in lines} >= PORTS.keys() - {"scorer", "extractor"}
    assert all(settings.url(port).scheme in schemes(folder) for port, folder in PORTS.items())


def test_the_commands_of_production_are_commands() -> None:
    named = re.findall(r"`cvscreen ([a-z-]+)", PRODUCTION)
    assert named
    assert set(named) <= set(COMMANDS)


def test_the_options_of_the_queue_are_those_that_production_tells() -> None:
    from cvscreen.adapters.queues.celery_app import CeleryOptions

    told = {
        name: default
        for names, defaults in re.findall(r"^\| (`\w+`(?:, `\w+`)*) \| ([^|]+) \|", PRODUCTION, re.MULTILINE)
        for name, default in zip(re.findall(r"`(\w+)`", names), defaults.split(","), strict=True)
    }
    assert {name: getattr(CeleryOptions(), name) for name in told} == {
        name: default.strip(" `") if name == "prefix" else float(default) for name, default in told.items()
    }
    assert set(told) == set(CeleryOptions.__struct_fields__)
