"""Uploads while the virus scanner is there, and while it is not."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from clamd_stand_in import saying
from http_house import EVALUATIONS, PDF, code_of, http_house
from real_servers import RealServer

from cvscreen.adapters.scanners.eicar import EICAR

AWAY = "clamav://127.0.0.1:1"
FLAG = {"code": "not_scanned", "detail": "no virus scanner looked at this file: scan it before you open it"}


@pytest.mark.servers("clamd")
async def test_an_infected_file_is_refused_and_gone_and_a_line_of_it_stays(
    tmp_path: Path, server: Callable[[str], RealServer], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "cvscreen.events"):
        async with http_house(tmp_path, scanner=server("clamd").url) as house:
            who = await house.signed_in()
            answer = await house.sent(who, PDF + EICAR)
            assert code_of(answer) == (422, "infected_file")
            assert "Eicar" in answer.json()["detail"]
            assert await house.files() == 0
            assert (await house.client.get(EVALUATIONS, headers=who)).json()["count"] == 0
            assert (await house.sent(who)).status_code == 202
    lines = [record.getMessage() for record in caplog.records]
    (line,) = [line for line in lines if line.startswith("infection_found")]
    assert "sha256=" in line
    assert "infection='Eicar" in line


async def test_while_the_scanner_is_away_uploads_are_refused_for_the_moment(tmp_path: Path) -> None:
    async with http_house(tmp_path, scanner=AWAY) as house:
        answer = await house.sent(await house.signed_in())
        assert code_of(answer) == (503, "scanner_unavailable")
        assert answer.json()["retryable"] is True
        assert answer.headers["retry-after"] == "5"
        assert "127.0.0.1" not in answer.text
        assert await house.files() == 0


async def test_a_file_that_the_scanner_finds_too_large_is_refused_for_good(tmp_path: Path) -> None:
    async with (
        saying(b"INSTREAM size limit exceeded. ERROR\0") as clamd,
        http_house(tmp_path, scanner=clamd) as house,
    ):
        answer = await house.sent(await house.signed_in())
        assert code_of(answer) == (413, "too_large_to_scan")
        assert answer.json()["retryable"] is False
        assert await house.files() == 0


async def test_where_no_scan_is_required_uploads_are_accepted_with_a_flag_that_stays(tmp_path: Path) -> None:
    async with http_house(tmp_path, scanner=AWAY, scan_required=False) as house:
        who = await house.signed_in()
        accepted = await house.sent(who)
        assert accepted.status_code == 202
        assert accepted.json()["flags"] == [FLAG]
        where = accepted.headers["location"]
        await house.container.run()(accepted.json()["id"])
        done = (await house.client.get(where, headers=who)).json()
        assert (done["status"], FLAG in done["flags"]) == ("completed", True)
        (row,) = (await house.client.get(EVALUATIONS, headers=who)).json()["results"]
        assert FLAG in row["flags"]


async def test_a_scanner_that_is_away_degrades_the_service_and_no_more(tmp_path: Path) -> None:
    async with http_house(tmp_path, scanner=AWAY) as house:
        answer = await house.client.get("/api/health/")
    assert answer.status_code == 200
    assert answer.json()["status"] == "degraded"
    assert answer.json()["ports"]["scanner"]["status"] == "degraded"
