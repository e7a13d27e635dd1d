"""Health and figures."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from http_house import HttpHouse, http_house

from cvscreen.domain.errors import CacheUnavailable, CvscreenError, UserStoreUnavailable
from cvscreen.settings import PORTS
from cvscreen.testing.pdfs import CORRUPT


async def health(house: HttpHouse) -> httpx.Response:
    return await house.client.get("/api/health/")


async def test_health_names_every_port_with_its_latency(house: HttpHouse) -> None:
    answer = await health(house)
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    assert set(answer.json()["ports"]) == set(PORTS)
    assert all(port["status"] == "ok" and port["latency_ms"] >= 0 for port in answer.json()["ports"].values())


@pytest.mark.parametrize(
    ("port", "error", "status", "whole"),
    [("users", UserStoreUnavailable, 503, "down"), ("cache", CacheUnavailable, 200, "degraded")],
)
async def test_only_a_vital_port_takes_the_service_down(
    house: HttpHouse, monkeypatch: pytest.MonkeyPatch, port: str, error: type[CvscreenError], status: int, whole: str
) -> None:
    async def down() -> None:
        raise error("mysql://root:hunter2@db is away")

    monkeypatch.setattr(getattr(house.container, port)(), "ping", down)
    answer = await health(house)
    assert (answer.status_code, answer.json()["status"]) == (status, whole)
    assert answer.json()["ports"][port]["latency_ms"] is None
    assert answer.json()["ports"][port]["code"] == error.code
    assert "hunter2" not in answer.text


async def test_the_process_is_alive_whatever_its_ports_are(house: HttpHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    async def down() -> None:
        raise UserStoreUnavailable("away")

    monkeypatch.setattr(house.container.users(), "ping", down)
    assert (await house.client.get("/api/health/live/")).json() == {"status": "ok"}


async def test_metrics_count_requests_by_route_and_evaluations_by_outcome(tmp_path: Path) -> None:
    async with http_house(tmp_path) as house:
        ada = await house.signed_in()
        await house.completed(ada)
        await house.completed(ada, content=CORRUPT)
        await house.pending(ada)
        await house.client.get("/api/cv-evaluations/some-id/", headers=ada)
        await house.client.get("/nothing/at/all?token=secret")
        answer = await house.client.get("/metrics/")
    lines = answer.text.splitlines()
    assert answer.headers["content-type"].startswith("text/plain")
    assert all(line.startswith(("#", "cvscreen_")) for line in lines)
    assert 'cvscreen_http_requests_total{method="POST",route="/api/cv-evaluations",status="202"} 3.0' in lines
    assert 'cvscreen_http_requests_total{method="GET",route="unmatched",status="404"} 1.0' in lines
    assert any('route="/api/cv-evaluations/{evaluation_id}"' in line for line in lines)
    assert 'cvscreen_evaluations_total{error="",outcome="completed"} 1.0' in lines
    assert 'cvscreen_evaluations_total{error="corrupt_pdf",outcome="failed"} 1.0' in lines
    assert "cvscreen_queue_depth 3.0" in lines
    assert "some-id" not in answer.text + str(answer.headers)
    assert "secret" not in answer.text
