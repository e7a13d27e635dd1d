"""How often a user may call, and how that is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from http_house import EMAIL, EVALUATIONS, PASSWORD, HttpHouse, code_of, http_house


async def test_a_user_may_call_as_often_as_the_settings_say_and_is_told_when_again(tmp_path: Path) -> None:
    async with http_house(tmp_path, rate_limit="3/hour") as house:
        ada, bob = await house.signed_in(), await house.signed_in("bob@example.com")
        left = []
        for _ in range(3):
            answer = await house.client.get(EVALUATIONS, headers=ada)
            left.append(answer.headers["ratelimit-remaining"])
            assert answer.headers["ratelimit-limit"] == "3"
            assert answer.headers["ratelimit-policy"] == "3;w=3600"
            assert 0 < int(answer.headers["ratelimit-reset"]) <= 3600
        assert left == ["2", "1", "0"]
        refused = await house.client.get(EVALUATIONS, headers=ada)
        assert code_of(refused) == (429, "rate_limited")
        assert 0 < int(refused.headers["retry-after"]) <= 3600
        assert (await house.client.get(EVALUATIONS, headers=bob)).status_code == 200
        assert (await house.client.get("/api/auth/me/", headers=ada)).status_code == 200


async def test_a_refused_call_tells_the_limit_too(tmp_path: Path) -> None:
    async with http_house(tmp_path, rate_limit="1/hour") as house:
        ada = await house.signed_in()
        await house.client.get(EVALUATIONS, headers=ada)
        refused = await house.client.get(EVALUATIONS, headers=ada)
        assert (refused.headers["ratelimit-limit"], refused.headers["ratelimit-remaining"]) == ("1", "0")


async def test_a_stream_of_events_counts_once(tmp_path: Path) -> None:
    async with http_house(tmp_path, rate_limit="10/hour") as house:
        ada = await house.signed_in()
        evaluation = await house.completed(ada)
        stream = await house.client.get(f"{EVALUATIONS}{evaluation}/events/", headers=ada)
        assert stream.headers["ratelimit-remaining"] == "8"


async def test_without_a_limit_no_header_speaks_of_one(house: HttpHouse, ada: dict[str, str]) -> None:
    assert "ratelimit-limit" not in (await house.client.get(EVALUATIONS, headers=ada)).headers


async def test_log_ins_to_one_account_are_throttled(tmp_path: Path) -> None:
    async with http_house(tmp_path, login_limit="2/hour") as house:
        form = {"email": EMAIL, "password": "not the password"}
        codes = [code_of(await house.client.post("/api/auth/login/", json=form)) for _ in range(3)]
        assert codes == [(401, "invalid_credentials")] * 2 + [(429, "rate_limited")]


@pytest.mark.parametrize("path", ["me/", "sessions/"])
async def test_account_calls_have_a_limit_of_their_own_per_user(tmp_path: Path, path: str) -> None:
    async with http_house(tmp_path, account_limit="2/hour") as house:
        ada, bob = await house.signed_in(), await house.signed_in("bob@example.com")
        left = [await house.client.get(f"/api/auth/{path}", headers=ada) for _ in range(2)]
        assert [answer.headers["ratelimit-remaining"] for answer in left] == ["1", "0"]
        refused = await house.client.get(f"/api/auth/{path}", headers=ada)
        assert code_of(refused) == (429, "rate_limited")
        assert 0 < int(refused.headers["retry-after"]) <= 3600
        assert (await house.client.get(f"/api/auth/{path}", headers=bob)).status_code == 200
        assert (await house.client.get(EVALUATIONS, headers=ada)).status_code == 200


async def test_every_account_call_with_a_token_counts(tmp_path: Path) -> None:
    async with http_house(tmp_path, account_limit="1/hour") as house:
        ada, change = await house.signed_in(), {"current": PASSWORD, "new": "another good one"}
        await house.client.get("/api/auth/me/", headers=ada)
        refused = [
            await house.client.post("/api/auth/password/", json=change, headers=ada),
            await house.client.delete("/api/auth/sessions/some-id/", headers=ada),
            await house.client.request("DELETE", "/api/auth/me/", json={"password": PASSWORD}, headers=ada),
        ]
        assert {code_of(answer) for answer in refused} == {(429, "rate_limited")}


@pytest.mark.parametrize("path", ["token/refresh/", "logout/"])
async def test_calls_with_a_refresh_token_are_counted_by_address(tmp_path: Path, path: str) -> None:
    async with http_house(tmp_path, account_limit="1/hour") as house:
        sent = [await house.client.post(f"/api/auth/{path}", json={"refresh": "none"}) for _ in range(6)]
        assert [code_of(answer)[0] for answer in sent] == [401] * 5 + [429]
        assert sent[0].headers["ratelimit-policy"] == "5;w=3600"
        assert "retry-after" in sent[-1].headers


async def test_admin_calls_have_a_limit_of_their_own(tmp_path: Path) -> None:
    async with http_house(tmp_path, admin_limit="2/hour") as house:
        root = await house.admin()
        for path in ("users/", "stats/"):
            assert (await house.client.get(f"/api/admin/{path}", headers=root)).headers["ratelimit-limit"] == "2"
        assert code_of(await house.client.get("/api/admin/users/", headers=root)) == (429, "rate_limited")
        assert (await house.client.get("/api/auth/me/", headers=root)).status_code == 200


async def test_who_is_no_admin_uses_up_nothing_of_others(tmp_path: Path) -> None:
    async with http_house(tmp_path, admin_limit="1/hour") as house:
        ada, root = await house.signed_in(), await house.admin()
        answers = [await house.client.get("/api/admin/stats/", headers=ada) for _ in range(2)]
        assert [code_of(answer)[0] for answer in answers] == [403, 429]
        assert (await house.client.get("/api/admin/stats/", headers=root)).status_code == 200
