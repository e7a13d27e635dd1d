"""Bodies that are missing, and who is asked before a body is looked at."""

from __future__ import annotations

import pytest
from http_house import HttpHouse, code_of


@pytest.mark.parametrize("headers", [{}, {"Content-Type": "application/json"}])
async def test_a_missing_body_is_called_missing(house: HttpHouse, ada: dict[str, str], headers: dict[str, str]) -> None:
    for method, path in (("POST", "/api/auth/login/"), ("DELETE", "/api/auth/me/"), ("POST", "/api/auth/password/")):
        answer = await house.client.request(method, path, headers=ada | headers)
        assert code_of(answer) == (400, "malformed_json")
        assert answer.json()["detail"] == "the body is missing: see /api/schema/"


@pytest.mark.parametrize("body", [b"", b"{", b'{"activ": true}', b'{"active": 1}'])
async def test_who_is_no_admin_is_told_so_whatever_was_sent(house: HttpHouse, ada: dict[str, str], body: bytes) -> None:
    for path in ("/api/admin/users/x/", "/api/admin/users/%00/"):
        answer = await house.client.patch(path, content=body, headers=ada | {"Content-Type": "application/json"})
        assert code_of(answer) == (403, "forbidden")
    assert code_of(await house.client.get("/api/admin/users/?page=0", headers=ada)) == (403, "forbidden")


async def test_who_was_an_admin_and_is_deactivated_is_none_any_more(house: HttpHouse) -> None:
    first = await house.admin()
    await house.container.create_admin()("second@example.com", "correct horse battery")
    second = await house.signed_in("second@example.com")
    users = (await house.client.get("/api/admin/users/", headers=second)).json()["results"]
    root = next(user["id"] for user in users if user["email"] == "root@example.com")
    await house.client.patch(f"/api/admin/users/{root}/", json={"active": False}, headers=second)
    assert code_of(await house.client.get("/api/admin/stats/", headers=first)) == (401, "invalid_token")
