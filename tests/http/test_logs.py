"""Logs: one line a request, and nowhere what a CV, a token or a password says."""

from __future__ import annotations

import io
import json
import logging
import logging.config
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from http_house import EMAIL, EVALUATIONS, PASSWORD, PROMPT, SECRET, http_house

from cvscreen.entrypoints.logs import logging_config
from cvscreen.settings import Environment, Settings
from cvscreen.testing.pdfs import CORRUPT

PRODUCTION = {"env": Environment.PRODUCTION, "secret": "wV3uJ8qYtE2mZ6xNcR9bLs5aPd7fGh1k"}


@contextmanager
def logged(**changes: Any) -> Iterator[io.StringIO]:
    """What is logged with those settings, all of it: loggers that are quieter by themselves are made to speak up."""
    root, ours = logging.getLogger(), logging.getLogger("cvscreen")
    before = root.handlers[:], root.level, ours.level
    logging.config.dictConfig(logging_config(Settings(**changes)))
    written = io.StringIO()
    for handler in root.handlers:
        assert isinstance(handler, logging.StreamHandler)
        handler.setStream(written)
    root.setLevel(logging.DEBUG)
    try:
        yield written
    finally:
        root.handlers[:], root.level, ours.level = before
        logging.getLogger("uvicorn.access").setLevel(logging.NOTSET)


async def test_one_json_line_tells_of_a_request(tmp_path: Path) -> None:
    async with http_house(tmp_path) as house:
        who = await house.signed_in()
        user = (await house.client.get("/api/auth/me/", headers=who)).json()["id"]
        with logged(**PRODUCTION) as written:
            answer = await house.client.get(f"{EVALUATIONS}?status=&page=1", headers=who | {"X-Request-ID": "abc"})
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    line = next(line for line in lines if line["logger"] == "cvscreen.http")
    assert set(line) == {
        "time",
        "level",
        "logger",
        "request_id",
        "user_id",
        "method",
        "route",
        "status",
        "duration_ms",
        "bytes",
    }
    assert (line["request_id"], line["user_id"], line["level"]) == ("abc", user, "info")
    assert (line["method"], line["route"], line["status"]) == ("GET", "/api/cv-evaluations", 200)
    assert line["bytes"] == len(answer.content)
    assert line["duration_ms"] > 0


async def test_in_development_a_line_reads_like_one(tmp_path: Path) -> None:
    async with http_house(tmp_path) as house:
        with logged() as written:
            await house.client.get("/api/health/live/", headers={"X-Request-ID": "abc"})
    line = next(line for line in written.getvalue().splitlines() if "cvscreen.http" in line)
    assert "INFO    cvscreen.http  GET /api/health/live 200 " in line
    assert line.endswith("user=None id=abc")


@pytest.mark.parametrize("changes", [{}, {"debug": True}, PRODUCTION], ids=["development", "debug", "production"])
async def test_no_log_holds_text_of_a_cv_a_token_or_a_password(tmp_path: Path, changes: dict[str, Any]) -> None:
    with logged(**changes) as written:
        async with http_house(tmp_path) as house:
            tokens = await house.tokens()
            who = {"Authorization": f"Bearer {tokens['access']}"}
            key = {"Idempotency-Key": "secret-key-of-mine"}
            done = await house.completed(who, headers=key, filename="ada-lovelace.pdf")
            failed = await house.completed(who, content=CORRUPT)
            for evaluation in (done, failed):
                for call in ("", "events/", "cv/", f"?fields=prompt&token={tokens['access']}"):
                    await house.client.get(f"{EVALUATIONS}{evaluation}/{call}", headers=who)
            await house.client.post(f"{EVALUATIONS}{failed}/retry/", headers=who)
            await house.client.post("/api/auth/login/", json={"email": EMAIL, "password": PASSWORD, "x": PASSWORD})
            await house.client.post("/api/auth/login/", content=f'{{"password": "{PASSWORD}"')
            await house.client.post("/api/auth/login/", json={"email": EMAIL, "password": "wrong horse battery"})
            for _ in range(2):
                refreshed = await house.client.post("/api/auth/token/refresh/", json={"refresh": tokens["refresh"]})
            await house.client.get("/api/auth/me/", headers={"Authorization": "Bearer not.a.token"})
            del refreshed
    text = written.getvalue()
    assert "POST" in text
    for secret in (
        SECRET,
        PROMPT,
        "Lovelace",
        "ada-lovelace",
        PASSWORD,
        "wrong horse",
        EMAIL,
        "secret-key-of-mine",
        "not.a.token",
    ):
        assert secret not in text
    for token in tokens.values():
        assert str(token) not in text or len(str(token)) < 10


def test_an_exceptions_text_and_what_a_driver_says_stay_out() -> None:
    said = f"Jane Doe, {1980}"  # made up here, as a trace shows the source
    for changes in ({}, PRODUCTION):
        with logged(**changes) as written:
            try:
                int(said)
            except ValueError:
                logging.getLogger("asyncio").exception("Task exception was never retrieved\nfuture: %r", said)
            logging.getLogger("sqlalchemy.engine").warning("INSERT INTO cvs VALUES (%s)", said)
        assert "ValueError" in written.getvalue()
        assert "Task exception was never retrieved" in written.getvalue()
        assert said not in written.getvalue()
