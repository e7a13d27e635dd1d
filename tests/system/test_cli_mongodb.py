"""The command line with evaluations in MongoDB."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from command_line import Command, Process
from real_servers import RealServer


@pytest.fixture
def in_mongodb(server: Callable[[str], RealServer], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CVSCREEN_EVALUATIONS", server("mongodb").fresh())


def checked(cvscreen: Command) -> dict[str, Any]:
    ports: list[dict[str, Any]] = json.loads(cvscreen("check", "--json").stdout)["ports"]
    return next(port for port in ports if port["port"] == "evaluations")


@pytest.mark.servers("mongodb")
def test_check_asks_for_the_indexes_that_migrate_makes(in_mongodb: None, cvscreen: Command) -> None:
    before = checked(cvscreen)
    assert (before["status"], before["advice"]) == ("down", "run cvscreen migrate")
    assert "evaluations.idempotency_key" in before["detail"]
    ran = cvscreen("migrate")
    assert ran.exit_code == 0
    assert "evaluations: mongodb://" in ran.stdout
    assert "13 indexes on 4 collections" in ran.stdout
    after = checked(cvscreen)
    assert (after["status"], after["advice"]) == ("ok", None)
    assert after["detail"].startswith("MongoDB ")


def test_a_server_that_is_away_is_down_and_its_password_is_not_shown(
    process: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    # PyMongo leaves a connection that it gave up making to the garbage collector, which pytest would hear of.
    monkeypatch.setenv("CVSCREEN_EVALUATIONS", "mongodb://ada:hunter2@127.0.0.1:1/cv?serverSelectionTimeoutMS=300")
    for arguments in (["check"], ["check", "--json"], ["migrate"]):
        ran = process(*arguments)
        assert ran.returncode == 1
        assert b"127.0.0.1:1" in ran.stdout + ran.stderr
        assert b"hunter2" not in ran.stdout + ran.stderr
