from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Command
from real_servers import RealServer

from cvscreen.adapters.caches.redis import RedisCache
from cvscreen.adapters.scorers.lexical import LexicalScorer
from cvscreen.entrypoints.cli import pings
from cvscreen.ports.health import Health


def test_check_pings_every_port_and_shows_the_settings(cvscreen: Command) -> None:
    ran = cvscreen("check")
    assert ran.exit_code == 0
    for port in ("evaluations", "files", "queue", "scorer", "extractor", "scanner", "progress"):
        assert f"\n{port}" in f"\n{ran.stdout}"
    assert "CVSCREEN_MAX_PAGES=100" in ran.stdout


def test_one_failing_port_hides_no_other(cvscreen: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    monkeypatch.setenv("CVSCREEN_SCORER", "nope:")
    monkeypatch.setenv("CVSCREEN_FILES", f"file://{tmp_path}/taken/files")
    ran = cvscreen("check", "--json")
    assert ran.exit_code == 1
    shown = json.loads(ran.stdout)
    status = {port["port"]: port["status"] for port in shown["ports"]}
    assert (status["scorer"], status["files"], status["extractor"], status["evaluations"]) == (
        "down",
        "down",
        "ok",
        "ok",
    )
    assert shown["status"] == "down"
    assert list(shown["ports"][0]) == ["port", "status", "url", "detail", "advice", "latency_ms", "needed"]


@pytest.mark.parametrize("port", ["cache", "limits", "progress"])
def test_work_goes_on_without_what_only_helps_it(cvscreen: Command, monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv(f"CVSCREEN_{port.upper()}", "redis://127.0.0.1:1/0")
    ran = cvscreen("check", "--json")
    assert ran.exit_code == 0
    told = json.loads(ran.stdout)
    assert told["status"] == "degraded"
    found = next(ping for ping in told["ports"] if ping["port"] == port)
    assert (found["status"], found["needed"]) == ("degraded", False)
    assert (found["detail"], found["advice"]) == (
        "Redis at 127.0.0.1:1 cannot be reached",
        "see to it that it runs there",
    )
    assert ran.stderr == ""


@pytest.mark.parametrize("port", ["cache", "limits", "progress"])
def test_with_a_url_that_nothing_understands_nothing_starts(
    cvscreen: Command, monkeypatch: pytest.MonkeyPatch, port: str
) -> None:
    monkeypatch.setenv(f"CVSCREEN_{port.upper()}", "nope:")
    assert cvscreen("check").exit_code == 1


def test_check_says_what_is_needed(cvscreen: Command) -> None:
    assert (
        "\nWork goes on without scanner, limits, cache, progress; all others are needed.\n" in cvscreen("check").stdout
    )


@pytest.mark.servers("redis")
def test_check_tells_how_long_a_call_takes_not_how_long_a_connection(
    cvscreen: Command, monkeypatch: pytest.MonkeyPatch, server: Callable[[str], RealServer]
) -> None:
    asked: list[object] = []
    ping = RedisCache.ping

    async def slow_at_first(cache: RedisCache) -> Health:
        asked.append(cache)
        if len(asked) == 1:
            await asyncio.sleep(0.5)
        return await ping(cache)

    monkeypatch.setattr(RedisCache, "ping", slow_at_first)
    monkeypatch.setenv("CVSCREEN_CACHE", server("redis").fresh())
    told = json.loads(cvscreen("check", "--json").stdout)
    assert next(ping for ping in told["ports"] if ping["port"] == "cache")["latency_ms"] < 500


def test_a_broker_that_is_away_is_told_with_what_to_do(cvscreen: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CVSCREEN_QUEUE", "celery+redis://127.0.0.1:1/0")
    for shared in ("CACHE", "LIMITS", "PROGRESS"):
        monkeypatch.setenv(f"CVSCREEN_{shared}", "redis://127.0.0.1:1/0")
    ran = cvscreen("check", "--json")
    queue = next(port for port in json.loads(ran.stdout)["ports"] if port["port"] == "queue")
    assert (ran.exit_code, queue["status"], queue["needed"]) == (1, "down", True)
    assert queue["detail"] == "the broker 127.0.0.1:1 cannot be reached"
    assert queue["advice"].startswith("see to it that it runs there")


def test_a_mysql_that_is_away_is_told_with_what_to_do(cvscreen: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CVSCREEN_USERS", "mysql://me:hunter2@127.0.0.1:1/cvscreen")
    told = {port["port"]: port for port in json.loads(cvscreen("check", "--json").stdout)["ports"]}
    assert told["users"]["detail"] == "MySQL at 127.0.0.1:1 cannot be reached"
    assert told["users"]["advice"].startswith("see to it that it runs")
    assert "hunter2" not in json.dumps(told)


@pytest.mark.parametrize(
    ("required", "exit_code", "status"), [("", 1, "down"), ("true", 1, "down"), ("false", 0, "degraded")]
)
def test_a_scanner_is_needed_unless_uploads_are_accepted_without_it(
    cvscreen: Command, monkeypatch: pytest.MonkeyPatch, required: str, exit_code: int, status: str
) -> None:
    monkeypatch.setenv("CVSCREEN_SCANNER", "clamav://127.0.0.1:1")
    monkeypatch.setenv("CVSCREEN_SCAN_REQUIRED", required)
    ran = cvscreen("check", "--json")
    scanner = next(port for port in json.loads(ran.stdout)["ports"] if port["port"] == "scanner")
    assert (ran.exit_code, scanner["status"]) == (exit_code, status)
    assert scanner["detail"] == "clamd at 127.0.0.1:1 cannot be reached"
    assert scanner["advice"].startswith("is it running")


def test_an_object_store_is_told_with_what_to_do_but_not_its_secret(
    cvscreen: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CVSCREEN_FILES", "s3://key:hunter2@cvs?endpoint=http://127.0.0.1:1")
    ran = cvscreen("check", "--json")
    files = next(port for port in json.loads(ran.stdout)["ports"] if port["port"] == "files")
    assert (ran.exit_code, files["status"]) == (1, "down")
    assert files["detail"] == "bucket 'cvs' at http://127.0.0.1:1 cannot be reached"
    assert files["advice"] == "is the server running, and is the endpoint right?"
    assert "hunter2" not in ran.output


def test_a_password_is_never_shown(cvscreen: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CVSCREEN_EVALUATIONS", "nope://someone:hunter2@host/db")
    for ran in (cvscreen("check"), cvscreen("check", "--json"), cvscreen("migrate")):
        assert ran.exit_code != 0
        assert "hunter2" not in ran.output


def test_migrate_prepares_the_stores_and_can_be_repeated(cvscreen: Command, tmp_path: Path) -> None:
    for _ in range(2):
        ran = cvscreen("migrate")
        assert ran.exit_code == 0
        assert "evaluations: sqlite:///" in ran.stdout
        assert "version" in ran.stdout
    assert (tmp_path / "cvscreen-data" / "cvscreen.db").is_file()


def test_migrate_says_which_store_cannot_be_reached(
    cvscreen: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    monkeypatch.setenv("CVSCREEN_DATA_DIR", str(tmp_path / "taken"))
    ran = cvscreen("migrate")
    assert ran.exit_code in {1, 2}
    assert ran.stderr.startswith("Error: users: ")


@pytest.mark.parametrize("command", ["check", "migrate"])
def test_wrong_settings_are_bad_usage(cvscreen: Command, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setenv("CVSCREEN_MAX_PAGES", "many")
    ran = cvscreen(command)
    assert ran.exit_code == 2
    assert "CVSCREEN_MAX_PAGES" in ran.stderr


def test_the_version_is_told(cvscreen: Command) -> None:
    assert cvscreen("--version").stdout.startswith("cvscreen 0.")


def test_a_port_that_does_not_answer_is_down(cvscreen: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pings, "PING_SECONDS", 0.001)
    shown = json.loads(cvscreen("check", "--json").stdout)
    extractor = next(port for port in shown["ports"] if port["port"] == "extractor")
    assert (extractor["status"], extractor["detail"]) == ("down", "no answer within 0.001 s")


def test_an_adapter_with_a_defect_hides_no_other(cvscreen: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(LexicalScorer, "ping", broken)
    status = {port["port"]: port for port in json.loads(cvscreen("check", "--json").stdout)["ports"]}
    assert status["scorer"]["detail"] == "the adapter raised ZeroDivisionError"
    assert status["extractor"]["status"] == "ok"


def test_check_says_that_a_key_is_missing_where_serve_asks_for_one(
    cvscreen: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CVSCREEN_ENV", "production")
    ran = cvscreen("check")
    assert ran.exit_code == 1
    assert "CVSCREEN_SECRET" in ran.stdout
    assert "openssl rand" in ran.stdout
    monkeypatch.setenv("CVSCREEN_SECRET", "wV3uJ8qYtE2mZ6xNcR9bLs5aPd7fGh1k")
    assert cvscreen("check").exit_code == 0
