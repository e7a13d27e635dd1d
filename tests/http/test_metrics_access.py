"""Who may see the figures."""

from __future__ import annotations

from pathlib import Path

import pytest
from http_house import bearer, code_of, http_house

METRICS = "/metrics/"
TOKEN = "nR4tYb7WqLs2XvKe9HdJ3mZc6UaFg8Pi"
KEY = "wV3uJ8qYtE2mZ6xNcR9bLs5aPd7fGh1k"


async def test_on_a_laptop_everybody_may(tmp_path: Path) -> None:
    async with http_house(tmp_path) as house:
        assert (await house.client.get(METRICS)).status_code == 200


@pytest.mark.parametrize("env", ["development", "staging", "production"])
async def test_with_a_token_only_who_has_it_may(tmp_path: Path, env: str) -> None:
    async with http_house(tmp_path, env=env, secret=KEY, metrics_token=TOKEN) as house:
        assert (await house.client.get(METRICS, headers=bearer(TOKEN))).status_code == 200
        named = await house.client.get(METRICS, headers={"Authorization": f"bearer {TOKEN}"})
        assert named.status_code == 200
        for wrong in (TOKEN[:-1], TOKEN + "x", TOKEN.lower(), "", "é"):
            refused = await house.client.get(METRICS, headers={b"Authorization": f"Bearer {wrong}".encode()})
            assert code_of(refused) == (401, "invalid_token")
            assert refused.headers["www-authenticate"].startswith("Bearer ")
        missing = await house.client.get(METRICS)
        assert code_of(missing) == (401, "invalid_token")
        assert "cvscreen_" not in missing.text


async def test_the_token_of_an_admin_is_none(tmp_path: Path) -> None:
    async with http_house(tmp_path, metrics_token=TOKEN) as house:
        assert code_of(await house.client.get(METRICS, headers=await house.admin())) == (401, "invalid_token")
        assert code_of(await house.client.get("/api/auth/me/", headers=bearer(TOKEN))) == (401, "invalid_token")


@pytest.mark.parametrize("env", ["staging", "production"])
async def test_elsewhere_nobody_may_without_one_and_is_told_what_to_set(tmp_path: Path, env: str) -> None:
    async with http_house(tmp_path, env=env, secret=KEY) as house:
        refused = await house.client.get(METRICS)
        assert code_of(refused) == (403, "forbidden")
        assert "CVSCREEN_METRICS_TOKEN" in refused.json()["detail"]
