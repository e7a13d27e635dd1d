"""When a part of the house fails: clients learn that, operators learn why, and the two can be matched."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest
from http_house import EVALUATIONS, PASSWORD, SECRET, HttpHouse, code_of, http_house

from cvscreen.adapters.clocks.system import SystemClock
from cvscreen.adapters.users.memory import MemoryUserStore
from cvscreen.domain.accounts import User
from cvscreen.domain.errors import UserStoreUnavailable
from cvscreen.usecases.accounts.me import ReadUser

REASON = "the database fails: Access denied for user 'cvscreen'@'10.0.0.5' to /srv/data/cvscreen.db"
NAMED = {"X-Request-ID": "abc-123"}


class FailingUserStore(MemoryUserStore):
    async def get(self, user_id: str) -> User | None:
        raise UserStoreUnavailable(REASON)


class DefectiveUserStore(MemoryUserStore):
    async def get(self, user_id: str) -> User | None:
        raise LookupError(SECRET)


async def me(house: HttpHouse, users: MemoryUserStore) -> Any:
    who = await house.signed_in()
    object.__setattr__(house.services, "read_user", ReadUser(users))
    return await house.client.get("/api/auth/me/", headers=who | NAMED)


async def test_a_client_is_not_told_why_a_store_fails(house: HttpHouse) -> None:
    answer = await me(house, FailingUserStore(SystemClock()))
    assert code_of(answer) == (503, "user_store_unavailable")
    assert answer.headers["retry-after"] == "5"
    assert answer.json()["retryable"] is True
    for told in ("10.0.0.5", "Access denied", "/srv/data", "database"):
        assert told not in answer.text
    assert "X-Request-ID" in answer.json()["detail"]


async def test_an_operator_is_told_why_and_for_which_request(
    house: HttpHouse, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        await me(house, FailingUserStore(SystemClock()))
    told = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert told == [f"request abc-123: user_store_unavailable: {REASON}"]


async def test_a_defect_is_logged_with_its_request_and_place_but_not_its_text(
    house: HttpHouse, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        answer = await me(house, DefectiveUserStore(SystemClock()))
    assert code_of(answer) == (500, "internal_error")
    (told,) = [record.getMessage() for record in caplog.records]
    assert told.startswith("request abc-123: LookupError at")
    assert SECRET not in told


async def test_an_upload_to_a_database_that_has_become_read_only_is_a_503(tmp_path: Path) -> None:
    async with http_house(tmp_path, evaluations=f"sqlite:///{tmp_path}/house.db") as house:
        ada = await house.signed_in()
        await only_read(house.container.evaluations())
        refused = await house.sent(ada)
        assert code_of(refused) == (503, "evaluation_store_unavailable")
        assert int(refused.headers["retry-after"]) > 0
        assert (await house.client.get(EVALUATIONS, headers=ada)).json()["count"] == 0


async def test_a_registration_in_a_database_that_has_become_read_only_is_a_503(tmp_path: Path) -> None:
    async with http_house(tmp_path, users=f"sqlite:///{tmp_path}/house.db") as house:
        ada = await house.signed_in()
        await only_read(house.container.users())
        form = {"email": "eve@example.com", "password": PASSWORD}
        assert code_of(await house.client.post("/api/auth/register/", json=form)) == (503, "user_store_unavailable")
        assert (await house.client.get("/api/auth/me/", headers=ada)).status_code == 200


async def only_read(store: Any) -> None:
    """SQLite then says of every write what it says of a file that may not be written."""
    engine = store._database._engine
    await engine._writer.write(lambda connection: connection.execute("PRAGMA query_only = ON"))
