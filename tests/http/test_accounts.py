"""Accounts and sessions, as a client sees them."""

from __future__ import annotations

from typing import Any

import pytest
from http_house import EMAIL, EVALUATIONS, PASSWORD, HttpHouse, bearer, code_of


async def test_an_account_is_made_and_shown_without_its_password(house: HttpHouse) -> None:
    form = {"email": EMAIL, "password": PASSWORD, "first_name": "Ada", "last_name": "Lovelace"}
    answer = await house.client.post("/api/auth/register/", json=form)
    assert answer.status_code == 201
    assert answer.json() | {"id": "", "created_at": ""} == {
        "id": "",
        "email": EMAIL,
        "first_name": "Ada",
        "last_name": "Lovelace",
        "admin": False,
        "created_at": "",
    }


async def test_an_address_that_is_taken_is_a_409_in_whatever_case(house: HttpHouse, ada: dict[str, str]) -> None:
    form = {"email": EMAIL.upper(), "password": PASSWORD}
    assert code_of(await house.client.post("/api/auth/register/", json=form)) == (409, "email_taken")


@pytest.mark.parametrize("password", ["short", "password123", EMAIL, "a" * 300])
async def test_a_weak_password_is_refused(house: HttpHouse, password: str) -> None:
    form = {"email": EMAIL, "password": password}
    assert code_of(await house.client.post("/api/auth/register/", json=form)) == (400, "weak_password")


async def test_a_log_in_gives_a_pair_of_tokens(house: HttpHouse) -> None:
    found = await house.tokens()
    assert found["token_type"] == "Bearer"
    assert str(found["expires_in"]) == "900"
    assert (await house.client.get("/api/auth/me/", headers=bearer(found["access"]))).json()["email"] == EMAIL


async def test_an_unknown_address_and_a_wrong_password_get_the_same_answer(
    house: HttpHouse, ada: dict[str, str]
) -> None:
    wrong = await house.client.post("/api/auth/login/", json={"email": EMAIL, "password": "not the password"})
    unknown = await house.client.post("/api/auth/login/", json={"email": "x@example.com", "password": "whatever it is"})
    assert code_of(wrong) == (401, "invalid_credentials")
    assert wrong.json() == unknown.json()
    assert wrong.headers["www-authenticate"] == 'Bearer realm="cvscreen"'


async def test_a_refresh_token_works_once_and_its_reuse_ends_the_session(house: HttpHouse) -> None:
    first = await house.tokens()
    second = (await house.client.post("/api/auth/token/refresh/", json={"refresh": first["refresh"]})).json()
    again = await house.client.post("/api/auth/token/refresh/", json={"refresh": first["refresh"]})
    assert code_of(again) == (401, "token_reused")
    assert code_of(await house.client.get("/api/auth/me/", headers=bearer(second["access"]))) == (401, "invalid_token")
    late = await house.client.post("/api/auth/token/refresh/", json={"refresh": second["refresh"]})
    assert code_of(late) == (401, "invalid_token")


async def test_an_access_token_is_no_refresh_token_nor_the_other_way_round(house: HttpHouse) -> None:
    found = await house.tokens()
    refreshed = await house.client.post("/api/auth/token/refresh/", json={"refresh": found["access"]})
    assert code_of(refreshed) == (401, "invalid_token")
    assert code_of(await house.client.get("/api/auth/me/", headers=bearer(found["refresh"]))) == (401, "invalid_token")


async def test_after_a_log_out_the_access_token_is_dead(house: HttpHouse) -> None:
    found = await house.tokens()
    assert (await house.client.post("/api/auth/logout/", json={"refresh": found["refresh"]})).status_code == 204
    assert code_of(await house.client.get("/api/auth/me/", headers=bearer(found["access"]))) == (401, "invalid_token")


async def test_a_change_of_password_ends_every_other_session(house: HttpHouse) -> None:
    here, there = await house.signed_in(), await house.signed_in()
    form = {"current": PASSWORD, "new": "another horse entirely"}
    assert (await house.client.post("/api/auth/password/", json=form, headers=here)).status_code == 204
    assert (await house.client.get("/api/auth/me/", headers=here)).status_code == 200
    assert (await house.client.get("/api/auth/me/", headers=there)).status_code == 401


async def test_sessions_name_their_devices_and_one_can_be_logged_out(house: HttpHouse) -> None:
    here, there = await house.signed_in(), await house.signed_in()
    sessions = (await house.client.get("/api/auth/sessions/", headers=here)).json()["results"]
    assert {session["ip"] for session in sessions} == {"127.0.0.1"}
    assert all(session["user_agent"].startswith("python-httpx") for session in sessions)
    other = next(session["id"] for session in sessions if not session["current"])
    assert (await house.client.delete(f"/api/auth/sessions/{other}/", headers=here)).status_code == 204
    assert (await house.client.get("/api/auth/me/", headers=there)).status_code == 401


async def test_another_users_session_is_as_if_it_were_not_there(
    house: HttpHouse, ada: dict[str, str], bob: dict[str, str]
) -> None:
    theirs = (await house.client.get("/api/auth/sessions/", headers=ada)).json()["results"][0]["id"]
    assert code_of(await house.client.delete(f"/api/auth/sessions/{theirs}/", headers=bob)) == (
        404,
        "session_not_found",
    )
    assert (await house.client.get("/api/auth/me/", headers=ada)).status_code == 200


async def test_whoever_leaves_takes_everything_along(house: HttpHouse, ada: dict[str, str]) -> None:
    evaluation = await house.pending(ada)
    leave: Any = {"json": {"password": PASSWORD}, "headers": ada}
    assert (await house.client.request("DELETE", "/api/auth/me/", **leave)).status_code == 204
    assert await house.stored(evaluation) is None
    assert await house.files() == 0
    assert (await house.client.get(EVALUATIONS, headers=ada)).status_code == 401
    assert (await house.client.post("/api/auth/login/", json={"email": EMAIL, "password": PASSWORD})).status_code == 401


async def test_nobody_leaves_by_a_wrong_password(house: HttpHouse, ada: dict[str, str]) -> None:
    leave: Any = {"json": {"password": "somebody else's"}, "headers": ada}
    assert code_of(await house.client.request("DELETE", "/api/auth/me/", **leave)) == (401, "invalid_credentials")
    assert (await house.client.get("/api/auth/me/", headers=ada)).status_code == 200


async def test_admins_see_accounts_and_counts_and_others_do_not(house: HttpHouse, ada: dict[str, str]) -> None:
    root = await house.admin()
    await house.pending(ada)
    for path in ("/api/admin/users/", "/api/admin/stats/"):
        assert code_of(await house.client.get(path, headers=ada)) == (403, "forbidden")
        assert code_of(await house.client.get(path)) == (401, "invalid_token")
    users = (await house.client.get("/api/admin/users/?page_size=1", headers=root)).json()
    assert users["count"] == 2
    assert users["next"] == "/api/admin/users/?page=2&page_size=1"
    assert users["results"][0]["admin"] is True
    counts = (await house.client.get("/api/admin/stats/", headers=root)).json()
    assert counts["users"] == {"total": 2, "active": 2, "admins": 1}
    assert counts["evaluations"] == {"pending": 1, "processing": 0, "completed": 0, "failed": 0}


async def test_the_tokens_of_a_deactivated_account_die_at_once(house: HttpHouse, ada: dict[str, str]) -> None:
    root = await house.admin()
    user = (await house.client.get("/api/auth/me/", headers=ada)).json()["id"]
    answer = await house.client.patch(f"/api/admin/users/{user}/", json={"active": False}, headers=root)
    assert answer.json()["active"] is False
    assert (await house.client.get("/api/auth/me/", headers=ada)).status_code == 401
    missing = await house.client.patch("/api/admin/users/nobody/", json={"active": False}, headers=root)
    assert code_of(missing) == (404, "account_not_found")


async def test_an_admin_sees_nobody_elses_evaluations(house: HttpHouse, ada: dict[str, str]) -> None:
    evaluation = await house.pending(ada)
    root = await house.admin()
    assert (await house.client.get(f"{EVALUATIONS}{evaluation}/", headers=root)).status_code == 404
