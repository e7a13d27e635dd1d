"""A stream whose client cannot be told anything any more."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from http_house import EVALUATIONS, HttpHouse
from litestar.exceptions import LitestarException


@pytest.mark.parametrize("told", [1, 2])
async def test_a_stream_that_cannot_be_sent_leaves_nothing_running(
    house: HttpHouse, ada: dict[str, str], told: int
) -> None:
    path = f"{EVALUATIONS}{await house.pending(ada)}/events/"
    scope = {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(b"authorization", ada["Authorization"].encode())],
        "client": ("127.0.0.1", 1234),
        "state": {},
    }
    sent: list[Any] = []

    async def receive() -> Any:
        await asyncio.Event().wait()

    async def send(message: Any) -> None:
        if len(sent) == told:
            raise ConnectionResetError
        sent.append(message)

    before = asyncio.all_tasks()
    with pytest.raises(LitestarException):
        await house.app(scope, receive, send)  # type: ignore[arg-type]
    await asyncio.sleep(0)
    assert asyncio.all_tasks() == before
