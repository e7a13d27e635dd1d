"""What every request passes: ids, headers, hosts, HTTPS, proxies, origins, sizes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import httpx
import pytest
from http_house import EMAIL, EVALUATIONS, PASSWORD, HttpHouse, code_of, http_house

LOGIN = "/api/auth/login/"


async def test_an_answer_has_the_id_that_the_request_came_with(house: HttpHouse) -> None:
    answer = await house.client.get("/api/health/live/", headers={"X-Request-ID": "abc-123.DEF_4"})
    assert answer.headers["x-request-id"] == "abc-123.DEF_4"


@pytest.mark.parametrize("given", ["x" * 200, "a b", "a\tb", "é".encode(), ""])
async def test_an_id_that_could_not_stand_in_a_log_is_replaced(house: HttpHouse, given: Any) -> None:
    answer = await house.client.get("/api/health/live/", headers={"X-Request-ID": given})
    assert re.fullmatch(r"[0-9a-f]{32}", answer.headers["x-request-id"])


@pytest.mark.parametrize(
    "path", ["/", "/api/", "/api/cv-evaluations/x/y/", "/api/schema/swagger-ui/x.js", "/../etc/passwd"]
)
async def test_what_is_not_there_is_a_404(house: HttpHouse, path: str) -> None:
    assert code_of(await house.client.get(path)) == (404, "not_found")


async def test_another_method_is_a_405_that_says_which_there_are(house: HttpHouse) -> None:
    answer = await house.client.put(LOGIN)
    assert code_of(answer) == (405, "method_not_allowed")
    assert "POST" in answer.headers["allow"]


async def test_every_answer_has_the_headers_that_keep_browsers_from_harm(house: HttpHouse, ada: dict[str, str]) -> None:
    for path in ("/nothing", "/api/health/", EVALUATIONS, "/api/auth/me/"):
        answer = await house.client.get(path, headers=ada)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "strict-transport-security" not in answer.headers


async def test_a_header_bomb_is_a_431(house: HttpHouse) -> None:
    many = {f"X-{number}": "y" for number in range(200)}
    assert code_of(await house.client.get("/api/health/live/", headers=many)) == (431, "headers_too_large")
    large = {"X-Bomb": "y" * 40_000}
    assert code_of(await house.client.get("/api/health/live/", headers=large)) == (431, "headers_too_large")


async def test_a_json_body_of_more_than_64_kb_is_a_413(house: HttpHouse, ada: dict[str, str]) -> None:
    form = {"email": EMAIL, "password": "x" * 70_000}
    assert code_of(await house.client.post(LOGIN, json=form)) == (413, "body_too_large")


@pytest.mark.parametrize(
    ("form", "named"),
    [
        ({"email": 1, "password": PASSWORD}, "email"),
        ({"email": EMAIL, "password": None}, "password"),
        ({"email": EMAIL, "password": [PASSWORD]}, "password"),
        ({"email": EMAIL}, "password"),
        ({"email": EMAIL, "password": PASSWORD, "admin": True}, "admin"),
    ],
    ids=["number", "null", "list", "missing", "unknown"],
)
async def test_a_wrong_type_and_an_unknown_or_missing_field_are_named(
    house: HttpHouse, form: dict[str, object], named: str
) -> None:
    answer = await house.client.post(LOGIN, json=form)
    assert code_of(answer) == (400, "invalid_request")
    assert named in answer.text
    assert PASSWORD not in answer.text


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff", b'{"email": "\\ud800", "password": "x"}', b"[" * 60_000, b"null", b"[]", b'"x"']
)
async def test_what_is_no_json_object_is_a_400(house: HttpHouse, content: bytes) -> None:
    answer = await house.client.post(LOGIN, content=content, headers={"Content-Type": "application/json"})
    status, code = code_of(answer)
    assert (status, code in {"malformed_json", "invalid_request"}) == (400, True)


async def test_a_body_that_says_it_is_no_json_is_a_415(house: HttpHouse) -> None:
    form = f"email={EMAIL}&password={PASSWORD}".encode()
    answer = await house.client.post(LOGIN, content=form, headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert code_of(answer) == (415, "unsupported_media_type")


async def test_a_defect_is_a_500_that_tells_nothing(house: HttpHouse, caplog: pytest.LogCaptureFixture) -> None:
    said = f"the CV says: {PASSWORD}"  # made up here, as a trace shows the source

    async def broken(*_: object, **__: object) -> None:
        raise RuntimeError(said)

    services = house.services
    object.__setattr__(services, "log_in", broken)
    answer = await house.client.post(LOGIN, json={"email": EMAIL, "password": PASSWORD})
    assert code_of(answer) == (500, "internal_error")
    assert answer.json()["retryable"] is True
    assert said not in answer.text + caplog.text
    assert "RuntimeError" in caplog.text


async def test_a_host_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    async with http_house(tmp_path, allowed_hosts=("cv.example.com", "*.example.org")) as house:
        for host, status in {"cv.example.com:8000": 200, "CV.example.com": 200, "a.example.org": 200}.items():
            assert (await house.client.get("/api/health/", headers={"Host": host})).status_code == status
        for host in ("evil.com", "example.org", "cv.example.com.evil.com", "evilexample.org", ""):
            answer = await house.client.get("/api/health/", headers={"Host": host})
            assert code_of(answer) == (400, "unknown_host")
        assert (await house.client.get("/api/health/live/", headers={"Host": "10.0.0.1"})).status_code == 200


async def test_plain_http_is_sent_to_https_when_that_is_set(tmp_path: Path) -> None:
    async with http_house(tmp_path, https_redirect=True) as house:
        answer = await house.client.get("/api/health/?a=b%20c")
        assert (answer.status_code, answer.headers["location"]) == (308, "https://testserver/api/health/?a=b%20c")
        assert (await house.client.get("/api/health/live/")).status_code == 200
        secure = await house.client.get("https://testserver/api/health/")
        assert secure.status_code == 200
        assert secure.headers["strict-transport-security"].startswith("max-age=")


@pytest.mark.parametrize(
    ("proxies", "shown"), [((), "127.0.0.1"), (("127.0.0.1",), "203.0.113.7"), (("10.0.0.0/8",), "127.0.0.1")]
)
async def test_only_a_named_proxy_is_believed(tmp_path: Path, proxies: tuple[str, ...], shown: str) -> None:
    async with http_house(tmp_path, trusted_proxies=proxies) as house:
        house.client.headers["X-Forwarded-For"] = "198.51.100.1, 203.0.113.7"
        who = await house.signed_in()
        sessions = (await house.client.get("/api/auth/sessions/", headers=who)).json()["results"]
        assert [session["ip"] for session in sessions] == [shown]


async def test_no_origin_is_allowed_unless_it_is_set(tmp_path: Path, house: HttpHouse) -> None:
    ask = {"Origin": "https://app.example.com", "Access-Control-Request-Method": "GET"}
    assert "access-control-allow-origin" not in (await house.client.options(EVALUATIONS, headers=ask)).headers
    async with http_house(tmp_path / "other", cors_origins=("https://app.example.com",)) as other:
        answer = await other.client.options(EVALUATIONS, headers=ask)
        assert answer.headers["access-control-allow-origin"] == "https://app.example.com"
        stranger = await other.client.options(EVALUATIONS, headers=ask | {"Origin": "https://evil.com"})
        assert "access-control-allow-origin" not in stranger.headers


async def test_the_page_of_the_api_needs_nobody_else(house: HttpHouse) -> None:
    page = await house.client.get("/api/schema/swagger-ui/")
    assert page.headers["content-type"].startswith("text/html")
    assert "script-src 'self'" in page.headers["content-security-policy"]
    found = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(found) == 4
    for path in found:
        asset = await house.client.get(path)
        assert (asset.status_code, bool(asset.content)) == (200, True)
    assert httpx.URL(found[0]).is_relative_url
