"""Uploads that are sent again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from http_house import PDF, HttpHouse, code_of, http_house
from upload_forms import FILE, form, posted, text

from cvscreen.adapters.clocks.fixed import FixedClock
from cvscreen.domain.evaluations import KEY_LIFETIME


async def test_the_same_key_with_the_same_form_replays_the_answer(house: HttpHouse, ada: dict[str, str]) -> None:
    key = {"Idempotency-Key": "k1"}
    first = await house.sent(ada, headers=key)
    await house.container.run()(first.json()["id"])
    again = await house.sent(ada, headers=key)
    assert again.status_code == 202
    assert again.json() == first.json()
    assert again.headers["location"] == first.headers["location"]
    assert again.headers["idempotency-replayed"] == "true"
    assert "idempotency-replayed" not in first.headers
    assert await house.files() == 1


async def test_the_same_key_with_another_prompt_is_a_422(house: HttpHouse, ada: dict[str, str]) -> None:
    key = {"Idempotency-Key": "k1"}
    await house.sent(ada, headers=key)
    assert code_of(await house.sent(ada, headers=key, prompt="Nurse")) == (422, "idempotency_key_reused")


async def test_a_key_belongs_to_its_user(house: HttpHouse, ada: dict[str, str], bob: dict[str, str]) -> None:
    key = {"Idempotency-Key": "k1"}
    first, second = await house.sent(ada, headers=key), await house.sent(bob, headers=key)
    assert first.json()["id"] != second.json()["id"]


async def test_a_key_in_use_is_a_409_that_says_when_to_come_back(house: HttpHouse, ada: dict[str, str]) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slow() -> AsyncIterator[bytes]:
        whole = form((FILE, PDF), text("prompt"))
        yield whole[:300]
        begun.set()
        await go_on.wait()
        yield whole[300:]

    key = {"Idempotency-Key": "k1"}
    first = asyncio.create_task(posted(house, ada, slow(), **key))
    await begun.wait()
    await asyncio.sleep(0.05)
    second = await house.sent(ada, headers=key)
    go_on.set()
    assert code_of(second) == (409, "idempotency_key_in_use")
    assert 1 <= int(second.headers["retry-after"]) <= 60
    assert second.json()["retryable"] is True
    assert (await first).status_code == 202


@pytest.mark.parametrize("key", ["x" * 256, "with\ttab"], ids=["long", "tab"])
async def test_a_key_that_cannot_be_one_is_a_400(house: HttpHouse, ada: dict[str, str], key: str) -> None:
    answer = await house.sent(ada, headers={"Idempotency-Key": key})
    assert code_of(answer)[0] == 400


async def test_the_same_form_without_a_key_says_what_it_repeats(house: HttpHouse, ada: dict[str, str]) -> None:
    first, second = await house.sent(ada), await house.sent(ada)
    assert second.json()["id"] != first.json()["id"]
    assert second.json()["repeats"] == first.json()["id"]


async def test_a_key_stands_for_its_submission_for_24_hours(tmp_path: Path) -> None:
    clock, key = FixedClock(), {"Idempotency-Key": "k1"}
    async with http_house(tmp_path, clock=clock) as house:
        first = await house.sent(await house.signed_in(), headers=key)
        clock.advance(KEY_LIFETIME - timedelta(seconds=1))
        again = await house.sent(await house.signed_in(), headers=key)
        assert (again.json()["id"], again.headers["idempotency-replayed"]) == (first.json()["id"], "true")
        clock.advance(timedelta(seconds=1))
        later = await house.sent(await house.signed_in(), headers=key)
        assert later.status_code == 202
        assert "idempotency-replayed" not in later.headers
        assert later.json()["repeats"] == first.json()["id"] != later.json()["id"]


async def test_after_24_hours_a_key_may_come_with_another_file(tmp_path: Path) -> None:
    clock, key = FixedClock(), {"Idempotency-Key": "k1"}
    async with http_house(tmp_path, clock=clock) as house:
        await house.sent(await house.signed_in(), headers=key)
        clock.advance(KEY_LIFETIME - timedelta(seconds=1))
        other = await house.sent(await house.signed_in(), headers=key, prompt="Nurse")
        assert code_of(other) == (422, "idempotency_key_reused")
        clock.advance(timedelta(seconds=1))
        assert (await house.sent(await house.signed_in(), headers=key, prompt="Nurse")).status_code == 202
