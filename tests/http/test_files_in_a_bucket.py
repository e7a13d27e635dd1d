"""The service with its files in a bucket."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from http_house import EVALUATIONS, PDF, HttpHouse, code_of, http_house
from object_stores import Bucket
from real_servers import RealServer

from cvscreen.adapters.scanners.eicar import EICAR

pytestmark = pytest.mark.servers("s3")


@pytest.fixture
def url(server: Callable[[str], RealServer]) -> str:
    return server("s3").fresh()


@pytest.fixture
async def house(tmp_path: Path, url: str) -> AsyncIterator[HttpHouse]:
    async with http_house(tmp_path, files=url) as made:
        await made.container.files().migrate()
        yield made


async def test_a_cv_goes_in_is_judged_comes_out_and_is_erased(house: HttpHouse, url: str) -> None:
    who = await house.signed_in()
    evaluation = await house.completed(who)
    where = f"{EVALUATIONS}{evaluation}/"
    assert (await house.client.get(where, headers=who)).json()["status"] == "completed"
    assert (await house.client.get(f"{where}cv/", headers=who)).content == PDF
    assert len(Bucket(url).names()) == 1
    assert (await house.client.delete(where, headers=who)).status_code == 204
    assert Bucket(url).names() == set()


async def test_an_infected_cv_is_gone_from_the_bucket(house: HttpHouse, url: str) -> None:
    assert code_of(await house.sent(await house.signed_in(), PDF + EICAR)) == (422, "infected_file")
    assert Bucket(url).names() == set()


async def test_without_its_bucket_the_service_is_down_and_takes_no_cv(tmp_path: Path) -> None:
    nowhere = "s3://key:hush@cvs?endpoint=http://127.0.0.1:1"
    async with http_house(tmp_path, files=nowhere) as house:
        answer = await house.sent(await house.signed_in())
        assert code_of(answer) == (503, "file_store_unavailable")
        assert "hush" not in answer.text
        health = await house.client.get("/api/health/")
    assert (health.status_code, health.json()["ports"]["files"]["status"]) == (503, "down")
