"""Requests that nobody sends by accident: each is refused, none is a defect of ours."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from http_house import EMAIL, EVALUATIONS, PASSWORD, HttpHouse, code_of, http_house

LOGIN = "/api/auth/login/"
JSON = {"Content-Type": "application/json"}


async def called(house: HttpHouse, messages: Sequence[Any], **changes: Any) -> Any:
    """How the answer to a request starts that no client library would send."""
    coming, sent = iter(messages), list[Any]()
    usual = {
        "type": "http",
        "method": "GET",
        "root_path": "",
        "scheme": "http",
        "query_string": b"",
        "headers": [(b"host", b"testserver"), (b"content-type", b"application/json")],
        "client": ("127.0.0.1", 1),
        "server": ("testserver", 80),
        "http_version": "1.1",
        "asgi": {"version": "3.0"},
        "state": {},
    }

    async def receive() -> Any:
        return next(coming)

    async def send(message: Any) -> None:
        sent.append(message)

    scope: Any = usual | changes
    await house.app(scope, receive, send)
    return sent[0]


async def test_space_around_an_address_gives_nobody_more_tries(tmp_path: Path) -> None:
    async with http_house(tmp_path, login_limit="3/minute") as house:
        await house.tokens()
        statuses = []
        for padding in range(235, 255):
            tried = {"email": " " * padding + EMAIL, "password": "not the password"}
            statuses.append((await house.client.post(LOGIN, json=tried)).status_code)
        assert statuses.count(401) <= 2  # one of the three was for logging in
        assert set(statuses) == {401, 429}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/api/auth/register/"),
        ("POST", LOGIN),
        ("POST", "/api/auth/token/refresh/"),
        ("POST", "/api/auth/logout/"),
        ("DELETE", "/api/auth/me/"),
        ("POST", "/api/auth/password/"),
    ],
)
@pytest.mark.parametrize("body", [b'{"email": "\xff"}', b'{"\xc3\x28": 1}', b'{"refresh": "\xed\xa0\x80"}'])
async def test_json_that_is_not_utf_8_is_a_400(
    house: HttpHouse, ada: dict[str, str], method: str, path: str, body: bytes
) -> None:
    answer = await house.client.request(method, path, content=body, headers=ada | JSON)
    assert code_of(answer) == (400, "malformed_json")


async def test_an_admin_s_json_that_is_not_utf_8_is_a_400(house: HttpHouse) -> None:
    root = await house.admin()
    answer = await house.client.patch("/api/admin/users/x/", content=b'{"active": "\xff"}', headers=root | JSON)
    assert code_of(answer) == (400, "malformed_json")


async def test_a_client_that_leaves_while_it_sends_json_is_no_defect(
    house: HttpHouse, caplog: pytest.LogCaptureFixture
) -> None:
    half = [{"type": "http.request", "body": b'{"email": ', "more_body": True}, {"type": "http.disconnect"}]
    with caplog.at_level(logging.INFO):
        start = await called(house, half, method="POST", path=LOGIN, raw_path=LOGIN.encode())
    assert start["status"] == 400
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []
    assert [record.request["status"] for record in caplog.records if hasattr(record, "request")] == [499]


async def test_an_account_can_have_any_password_that_json_can_hold(house: HttpHouse) -> None:
    for number, more in enumerate(("\0", "\u202e", "\U0001f600", "\n")):
        credentials = {"email": f"ada{number}@example.com", "password": PASSWORD + more}
        assert (await house.client.post("/api/auth/register/", json=credentials)).status_code == 201
        assert (await house.client.post(LOGIN, json=credentials)).status_code == 200


@pytest.mark.parametrize("given", ["gzip;q=0", "gzip; q=0.0, br", "identity", "*;q=0", "xgzip"])
async def test_who_does_not_take_gzip_gets_none(house: HttpHouse, ada: dict[str, str], given: str) -> None:
    evaluation = await house.completed(ada)
    answer = await house.client.get(f"{EVALUATIONS}{evaluation}/", headers=ada | {"Accept-Encoding": given})
    assert len(answer.content) > 1024
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize("given", ["gzip", "br, GZIP", "gzip;q=0.5", "deflate , gzip ; q=1"])
async def test_who_takes_gzip_gets_it(house: HttpHouse, ada: dict[str, str], given: str) -> None:
    evaluation = await house.completed(ada)
    answer = await house.client.get(f"{EVALUATIONS}{evaluation}/", headers=ada | {"Accept-Encoding": given})
    assert answer.headers["content-encoding"] == "gzip"


async def test_a_body_whose_length_is_told_in_two_ways_is_refused_and_the_connection_closed(house: HttpHouse) -> None:
    both = JSON | {"Content-Length": "2", "Transfer-Encoding": "chunked"}
    answer = await house.client.post(LOGIN, content=b"{}", headers=both)
    assert code_of(answer) == (400, "invalid_request")
    assert answer.headers["connection"] == "close"


@pytest.mark.parametrize("target", ["@evil.example/", ".evil.example/", "https://evil.example/x", "*"])
async def test_a_target_that_is_no_path_is_redirected_to_nobody_else(tmp_path: Path, target: str) -> None:
    async with http_house(tmp_path, https_redirect=True) as house:
        start = await called(house, [], path=target, raw_path=target.encode())
        assert dict(start["headers"])[b"location"].startswith(b"https://testserver/")
