"""Requests that the end of the service interrupts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from http_house import EVALUATIONS, HttpHouse, code_of

HEAD = b'--x\r\nContent-Disposition: form-data; name="file"; filename="cv.pdf"\r\n\r\n%PDF-1.7\n'


async def endless() -> AsyncIterator[bytes]:
    yield HEAD
    await asyncio.Event().wait()


def upload(house: HttpHouse, who: dict[str, str]) -> asyncio.Task[httpx.Response]:
    form = who | {"Content-Type": "multipart/form-data; boundary=x"}
    return asyncio.create_task(house.client.post(EVALUATIONS, content=endless(), headers=form))


async def test_an_upload_that_outlasts_the_service_is_told_to_come_back_and_nothing_stays(
    house: HttpHouse, ada: dict[str, str]
) -> None:
    task = upload(house, ada)
    await asyncio.sleep(0.1)
    house.app.state.closing.set()
    task.cancel()
    answer = await task
    assert code_of(answer) == (503, "shutting_down")
    assert answer.json()["retryable"] is True
    assert int(answer.headers["retry-after"]) > 0
    assert answer.headers["x-request-id"]
    assert await house.files() == 0


async def test_a_request_that_is_cancelled_while_the_service_goes_on_is_just_cancelled(
    house: HttpHouse, ada: dict[str, str]
) -> None:
    task = upload(house, ada)
    await asyncio.sleep(0.1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await house.files() == 0
