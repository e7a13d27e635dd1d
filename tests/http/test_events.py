"""Server-sent events, of evaluations that have ended; a real server's streams are among the system tests."""

from __future__ import annotations

import json
from typing import Any

import httpx
from http_house import EVALUATIONS, HttpHouse

from cvscreen.testing.pdfs import CORRUPT


def events(answer: httpx.Response) -> list[tuple[str, str, Any]]:
    """Id, name and data of each event."""
    found = []
    for block in answer.text.strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if "event" in fields:
            found.append((fields["id"], fields["event"], json.loads(fields["data"])))
    return found


async def followed(house: HttpHouse, who: dict[str, str], evaluation: str, **headers: str) -> httpx.Response:
    return await house.client.get(f"{EVALUATIONS}{evaluation}/events/", headers=who | headers)


async def test_the_stream_of_an_ended_evaluation_tells_its_end_and_ends(house: HttpHouse, ada: dict[str, str]) -> None:
    evaluation = await house.completed(ada)
    answer = await followed(house, ada, evaluation)
    assert answer.headers["content-type"] == "text/event-stream"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-accel-buffering"] == "no"
    assert "content-encoding" not in answer.headers
    assert answer.text.startswith("retry: ")
    data = {"id": evaluation, "status": "completed", "attempts": 0, "error": None}
    assert events(answer) == [("completed-0", "status", data)]


async def test_a_client_that_knows_an_earlier_state_is_told_the_present_one(
    house: HttpHouse, ada: dict[str, str]
) -> None:
    evaluation = await house.completed(ada, content=CORRUPT)
    found = events(await followed(house, ada, evaluation, **{"Last-Event-ID": "processing-0"}))
    assert [(state, data["error"]["code"]) for state, _, data in found] == [("failed-1", "corrupt_pdf")]


async def test_a_client_that_knows_the_end_is_told_not_to_come_back(house: HttpHouse, ada: dict[str, str]) -> None:
    evaluation = await house.completed(ada)
    answer = await followed(house, ada, evaluation, **{"Last-Event-ID": "completed-0"})
    assert (answer.status_code, answer.content) == (204, b"")
