"""Tokens that are none of ours, or no longer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from http_house import EVALUATIONS, HttpHouse, bearer, code_of


def claims(house: HttpHouse, token: str) -> dict[str, Any]:
    found: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
    return found


def signed(house: HttpHouse, payload: dict[str, Any], key: bytes | None = None, algorithm: str = "HS256") -> str:
    return jwt.encode(payload, key if key is not None else house.container.keys().current, algorithm=algorithm)


async def refused(house: HttpHouse, token: str, code: str = "invalid_token") -> None:
    answer = await house.client.get(EVALUATIONS, headers=bearer(token))
    assert code_of(answer) == (401, code)
    assert answer.headers["www-authenticate"] == 'Bearer realm="cvscreen", error="invalid_token"'


async def test_what_we_would_sign_is_taken(house: HttpHouse) -> None:
    token = (await house.tokens())["access"]
    again = signed(house, claims(house, token))
    assert (await house.client.get(EVALUATIONS, headers=bearer(again))).status_code == 200


async def test_an_expired_token_is_refused(house: HttpHouse) -> None:
    past = datetime.now(UTC) - timedelta(hours=1)
    payload = claims(house, (await house.tokens())["access"]) | {"exp": int(past.timestamp())}
    await refused(house, signed(house, payload), "token_expired")


async def test_a_foreign_token_is_refused(house: HttpHouse) -> None:
    await refused(
        house, signed(house, claims(house, (await house.tokens())["access"]), b"somebody else's key, long enough")
    )


async def test_a_token_without_a_signature_is_refused(house: HttpHouse) -> None:
    payload = claims(house, (await house.tokens())["access"])
    await refused(house, jwt.encode(payload, "", algorithm="none"))
    await refused(house, (await house.tokens())["access"].rpartition(".")[0] + ".")


@pytest.mark.parametrize(
    "change", [{"aud": "another"}, {"iss": "another"}, {"kind": "refresh"}, {"sid": "nobody"}, {"sub": 7}]
)
async def test_a_token_of_another_audience_issuer_kind_or_session_is_refused(
    house: HttpHouse, change: dict[str, Any]
) -> None:
    await refused(house, signed(house, claims(house, (await house.tokens())["access"]) | change))


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Basic YTpi", "Bearer a b c", "Token x", "Bearer é", "x" * 20_000]
)
async def test_a_header_that_holds_no_token_is_refused(house: HttpHouse, header: str) -> None:
    answer = await house.client.get(EVALUATIONS, headers={b"Authorization": header.encode()})
    assert code_of(answer) == (401, "invalid_token")
