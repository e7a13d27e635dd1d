"""What headers ask for and promise, beyond what the gateway refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest
from http_house import EVALUATIONS, HttpHouse, http_house

DOCUMENT = "/api/schema/openapi.json"
BUNDLE = "/api/schema/swagger-ui/swagger-ui-bundle.js"


def asked(encodings: str) -> dict[str, str]:
    return {"Accept-Encoding": encodings}


@pytest.mark.parametrize("encodings", ["gzip", "br, GZIP", "gzip;q=0.5, identity", "deflate,gzip ; q=1"])
async def test_whoever_takes_gzip_gets_it(house: HttpHouse, encodings: str) -> None:
    answer = await house.client.get(DOCUMENT, headers=asked(encodings))
    assert answer.headers["content-encoding"] == "gzip"


@pytest.mark.parametrize("encodings", ["", "identity", "gzip;q=0", "br, gzip; q=0.000", "xgzip", "gzip;q=nonsense"])
async def test_whoever_does_not_take_gzip_gets_none(house: HttpHouse, encodings: str) -> None:
    answer = await house.client.get(DOCUMENT, headers=asked(encodings))
    assert "content-encoding" not in answer.headers
    assert answer.headers["vary"] == "accept-encoding"


@pytest.mark.parametrize("path", [BUNDLE, BUNDLE.replace("-bundle.js", ".css"), "/metrics/"])
async def test_scripts_styles_and_figures_are_compressed_too(house: HttpHouse, path: str) -> None:
    await house.client.get(DOCUMENT)  # so that there are figures
    plain = await house.client.get(path, headers=asked("identity"))
    packed = await house.client.get(path, headers=asked("gzip"))
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["vary"] == plain.headers["vary"] == "accept-encoding"
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"]) / 2
    if path == BUNDLE:
        assert packed.content == plain.content


async def test_a_picture_is_sent_as_it_is(house: HttpHouse) -> None:
    answer = await house.client.get("/api/schema/swagger-ui/favicon-32x32.png", headers=asked("gzip"))
    assert "content-encoding" not in answer.headers


async def test_https_is_demanded_over_https_alone(tmp_path: Path) -> None:
    async with http_house(tmp_path, https_redirect=True) as house:
        for path in ("/api/health/", "/api/health/live/"):
            assert "strict-transport-security" not in (await house.client.get(path)).headers
        secure = await house.client.get("https://testserver/api/health/")
        assert secure.headers["strict-transport-security"] == "max-age=31536000"


async def test_a_proxy_that_is_named_says_that_it_was_https(tmp_path: Path) -> None:
    said = {"X-Forwarded-Proto": "https"}
    async with http_house(tmp_path, https_redirect=True) as house:
        assert (await house.client.get("/api/health/", headers=said)).status_code == 308
    async with http_house(tmp_path, https_redirect=True, trusted_proxies=("127.0.0.1",)) as house:
        assert (await house.client.get("/api/health/", headers=said)).status_code == 200


@pytest.mark.parametrize("target", [b"http://evil.example/x?y=z", b"x?y=z", b".evil.example/x?y=z"])
async def test_a_redirect_stays_on_this_host_whatever_the_target_is(tmp_path: Path, target: bytes) -> None:
    path, _, query = target.partition(b"?")
    scope = {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "path": path.decode(),
        "raw_path": path,
        "query_string": query,
        "headers": [(b"host", b"testserver")],
        "client": ("127.0.0.1", 1234),
        "state": {},
    }
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async with http_house(tmp_path, https_redirect=True) as house:
        await house.app(scope, None, send)  # type: ignore[arg-type]
    assert sent[0]["status"] == 308
    assert httpx.URL(dict(sent[0]["headers"])[b"location"].decode()) == "https://testserver/?y=z"


async def test_a_page_of_another_origin_may_read_how_often_it_may_call(tmp_path: Path) -> None:
    origin = {"Origin": "https://app.example.com"}
    async with http_house(tmp_path, cors_origins=tuple(origin.values()), rate_limit="5/hour") as house:
        answer = await house.client.get(EVALUATIONS, headers=await house.signed_in() | origin)
    exposed = {name.strip().lower() for name in answer.headers["access-control-expose-headers"].split(",")}
    ours = {"etag", "x-request-id", *(name for name in answer.headers if name.startswith("ratelimit-"))}
    assert ours <= exposed
    assert len(ours) == 6
