"""HEAD: what GET would answer, without the body."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import httpx
import pytest
from http_house import EVALUATIONS, PDF, HttpHouse, http_house
from running_app import running

from cvscreen.entrypoints.http.app import create_app
from cvscreen.settings import Settings

VARYING = {"x-request-id", "ratelimit-remaining", "ratelimit-reset"}


def told(answer: httpx.Response) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name not in VARYING}


@pytest.mark.parametrize(
    "path",
    [
        EVALUATIONS,
        "/api/auth/me/",
        "/api/auth/sessions",
        "/api/health/live/",
        "/api/schema/",
        "/api/schema/swagger-ui/",
        "/api/schema/swagger-ui/swagger-ui.css",
        "/api/cv-evaluations/unknown/",
        "/nothing/",
    ],
)
async def test_it_answers_as_get_does_but_for_the_body(house: HttpHouse, ada: dict[str, str], path: str) -> None:
    whole = await house.client.get(path, headers=ada)
    head = await house.client.head(path, headers=ada)
    assert (head.status_code, head.content) == (whole.status_code, b"")
    assert told(head) == told(whole)
    assert int(head.headers["content-length"]) > 0


async def test_an_evaluation_is_looked_at_without_being_sent(house: HttpHouse, ada: dict[str, str]) -> None:
    path = f"{EVALUATIONS}{await house.completed(ada)}/"
    whole, head = await house.client.get(path, headers=ada), await house.client.head(path, headers=ada)
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", whole.headers["etag"])
    known = await house.client.head(path, headers=ada | {"If-None-Match": head.headers["etag"]})
    assert known.status_code == 304


async def test_a_cv_tells_its_size_and_name(house: HttpHouse, ada: dict[str, str]) -> None:
    head = await house.client.head(f"{EVALUATIONS}{await house.pending(ada)}/cv/", headers=ada)
    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["content-length"]) == len(PDF)
    assert "cv.pdf" in head.headers["content-disposition"]


async def test_a_stream_of_events_does_not_begin(house: HttpHouse, ada: dict[str, str]) -> None:
    evaluation = await house.pending(ada)
    async with asyncio.timeout(10):
        head = await house.client.head(f"{EVALUATIONS}{evaluation}/events/", headers=ada)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == "text/event-stream"


async def test_it_counts_as_a_call_and_is_told_apart_in_the_figures(tmp_path: Path) -> None:
    async with http_house(tmp_path, rate_limit="1/hour") as house:
        ada = await house.signed_in()
        answers = [await house.client.head(EVALUATIONS, headers=ada) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [200, 429]
        figures = (await house.client.get("/metrics/")).text
    found = 'cvscreen_http_requests_total{method="HEAD",route="/api/cv-evaluations",status="200"} 1.0'
    assert found in figures.splitlines()


@pytest.mark.parametrize("path", ["/api/auth/login/", f"{EVALUATIONS}some-id/retry/"])
async def test_where_nothing_can_be_got_it_is_a_405(house: HttpHouse, ada: dict[str, str], path: str) -> None:
    answer = await house.client.head(path, headers=ada)
    assert answer.status_code == 405
    assert "HEAD" not in answer.headers["allow"]


async def test_where_it_can_the_header_allow_says_so(house: HttpHouse, ada: dict[str, str]) -> None:
    answer = await house.client.put(EVALUATIONS, headers=ada)
    assert {"GET", "HEAD", "POST"} <= set(re.split(r",\s*", answer.headers["allow"]))


def test_over_a_real_connection_the_next_request_is_answered_too(tmp_path: Path) -> None:
    app = create_app(Settings(data_dir=str(tmp_path)))
    with running(app) as url, httpx.Client(base_url=url, timeout=30) as client:
        for _ in range(3):
            assert client.head("/api/schema/").content == b""
            assert client.get("/api/health/live/").json() == {"status": "ok"}
