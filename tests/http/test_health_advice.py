"""What health says of parts that are well, but not what they should be."""

from __future__ import annotations

from pathlib import Path

from http_house import http_house


async def test_health_says_that_nobody_looks_for_viruses(tmp_path: Path) -> None:
    async with http_house(tmp_path, scanner="none:") as house:
        answer = await house.client.get("/api/health/")
    assert answer.json()["status"] == "ok"
    assert answer.json()["ports"]["scanner"]["advice"].startswith("files may be infected")


async def test_where_nothing_is_to_be_said_there_is_no_advice(tmp_path: Path) -> None:
    async with http_house(tmp_path) as house:
        ports = (await house.client.get("/api/health/")).json()["ports"]
    assert set(ports["extractor"]) == {"status", "latency_ms"}
