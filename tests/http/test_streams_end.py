"""Streams of events do not outlive what lets them be read."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest
from http_house import EVALUATIONS, HttpHouse, bearer, code_of

from cvscreen.domain.errors import EvaluationStoreUnavailable
from cvscreen.entrypoints.http.open_streams import STREAMS_PER_USER


class Stream:
    """A stream that a client follows, and what it was told so far."""

    def __init__(self, house: HttpHouse, who: dict[str, str], evaluation: str) -> None:
        path = f"{EVALUATIONS}{evaluation}/events/"
        scope: Any = {
            "type": "http",
            "method": "GET",
            "path": path,
            "raw_path": path.encode(),
            "root_path": "",
            "scheme": "http",
            "query_string": b"",
            "headers": [(b"host", b"testserver"), (b"authorization", who["Authorization"].encode())],
            "client": ("127.0.0.1", 1),
            "server": ("testserver", 80),
            "http_version": "1.1",
            "asgi": {"version": "3.0"},
            "state": {},
        }
        self._told = asyncio.Event()
        self.text = ""
        self.ended = asyncio.ensure_future(house.app(scope, self._receive, self._send))

    async def tells(self, text: str) -> None:
        """Wait for it."""
        while text not in self.text:
            self._told.clear()
            await self._told.wait()

    async def _receive(self) -> Any:
        return await asyncio.Event().wait()

    async def _send(self, message: Any) -> None:
        self.text += message.get("body", b"").decode()
        self._told.set()


async def test_nothing_more_is_told_after_a_log_out(house: HttpHouse) -> None:
    tokens = await house.tokens()
    who = bearer(tokens["access"])
    evaluation = await house.pending(who)
    stream = Stream(house, who, evaluation)
    await stream.tells("pending-0")
    await house.client.post("/api/auth/logout/", json={"refresh": tokens["refresh"]})
    await house.container.run()(evaluation)
    await stream.ended
    assert "processing" not in stream.text
    assert "completed" not in stream.text


async def test_a_stream_goes_on_while_its_session_lives(house: HttpHouse, ada: dict[str, str]) -> None:
    evaluation = await house.pending(ada)
    stream = Stream(house, ada, evaluation)
    await stream.tells("pending-0")
    await house.container.run()(evaluation)
    await stream.ended
    assert "completed-0" in stream.text


async def test_a_store_that_fails_meanwhile_ends_the_stream_without_a_defect(
    house: HttpHouse, ada: dict[str, str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def failing(_: str) -> None:
        raise EvaluationStoreUnavailable("the database fails: it is locked")

    evaluation = await house.pending(ada)
    stream = Stream(house, ada, evaluation)
    await stream.tells("pending-0")
    monkeypatch.setattr("cvscreen.usecases.follow.POLL_SECONDS", 0.01)
    monkeypatch.setattr(house.container.evaluations(), "get", failing)
    await stream.ended
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
    assert "erased" not in stream.text


async def opened(house: HttpHouse, who: dict[str, str], evaluation: str) -> list[Stream]:
    streams = [Stream(house, who, evaluation) for _ in range(STREAMS_PER_USER)]
    for stream in streams:
        await stream.tells("pending-0")
    return streams


async def test_one_stream_too_many_is_refused_until_another_ends(
    house: HttpHouse, ada: dict[str, str], bob: dict[str, str]
) -> None:
    evaluation, others = await house.pending(ada), await house.pending(bob)
    streams = await opened(house, ada, evaluation)
    refused = await house.client.get(f"{EVALUATIONS}{evaluation}/events/", headers=ada)
    assert code_of(refused) == (429, "too_many_streams")
    assert refused.json()["retryable"] is True
    assert int(refused.headers["retry-after"]) > 0
    await Stream(house, bob, others).tells("pending-0")
    await house.container.run()(evaluation)
    await asyncio.gather(*(stream.ended for stream in streams))
    assert (await house.client.get(f"{EVALUATIONS}{evaluation}/events/", headers=ada)).status_code == 200


async def test_a_stream_that_is_cut_makes_room_for_another(house: HttpHouse, ada: dict[str, str]) -> None:
    evaluation = await house.pending(ada)
    (cut, *_) = await opened(house, ada, evaluation)
    cut.ended.cancel()
    await asyncio.gather(cut.ended, return_exceptions=True)
    await Stream(house, ada, evaluation).tells("pending-0")
