"""The OpenAPI document: valid, complete, and true of the running service."""

from __future__ import annotations

from typing import Any

import pytest
from http_house import HttpHouse
from openapi_spec_validator import OpenAPIV31SpecValidator

from cvscreen.entrypoints.http.problems import statuses_by_code

CALLS = {
    "POST /api/auth/register/",
    "POST /api/auth/login/",
    "POST /api/auth/token/refresh/",
    "POST /api/auth/logout/",
    "GET /api/auth/me/",
    "DELETE /api/auth/me/",
    "GET /api/auth/usage/",
    "POST /api/auth/password/",
    "GET /api/auth/sessions/",
    "DELETE /api/auth/sessions/{session_id}/",
    "POST /api/cv-evaluations/",
    "GET /api/cv-evaluations/",
    "GET /api/cv-evaluations/{evaluation_id}/",
    "GET /api/cv-evaluations/{evaluation_id}/events/",
    "GET /api/cv-evaluations/{evaluation_id}/cv/",
    "POST /api/cv-evaluations/{evaluation_id}/retry/",
    "DELETE /api/cv-evaluations/{evaluation_id}/",
    "GET /api/admin/users/",
    "PATCH /api/admin/users/{user_id}/",
    "GET /api/admin/stats/",
    "GET /api/health/",
    "GET /api/health/live/",
    "GET /metrics/",
}
OPEN = {"register", "log_in", "refresh_tokens", "log_out", "read_health", "read_liveness", "read_metrics"}


@pytest.fixture
async def document(house: HttpHouse) -> dict[str, Any]:
    found: dict[str, Any] = (await house.client.get("/api/schema/openapi.json")).json()
    assert (await house.client.get("/api/schema/")).json() == found
    return found


def operations(document: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{method.upper()} {path}", operation)
        for path, item in document["paths"].items()
        for method, operation in item.items()
    ]


async def test_the_document_is_valid_openapi_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    assert not [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()]


async def test_every_call_is_in_it_with_a_summary_and_a_tag(document: dict[str, Any]) -> None:
    assert {name for name, _ in operations(document)} == CALLS
    for _, operation in operations(document):
        assert operation["summary"]
        assert operation["description"]
        assert len(operation["tags"]) == 1


async def test_every_call_but_the_open_ones_asks_for_a_token(document: dict[str, Any]) -> None:
    for _, operation in operations(document):
        expected: list[dict[str, list[str]]] | None = None if operation["operationId"] in OPEN else [{"bearer": []}]
        assert operation.get("security") == expected
        assert ("401" in operation["responses"]) == (
            expected is not None or operation["operationId"] in {"log_in", "refresh_tokens", "log_out", "read_metrics"}
        )


async def test_every_error_is_a_problem_with_the_codes_of_its_status(document: dict[str, Any]) -> None:
    statuses = statuses_by_code()
    for name, operation in operations(document):
        for status, response in operation["responses"].items():
            if int(status) < 400 or (status == "503" and name == "GET /api/health/"):
                continue
            content = response["content"]["application/problem+json"]
            assert content["schema"] == {"$ref": "#/components/schemas/Problem"}
            codes = [example["value"]["code"] for example in content["examples"].values()]
            assert codes
            assert {statuses[code] for code in codes} == {int(status)}


async def test_what_is_sent_and_answered_has_examples(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    for name in ("EvaluationBody", "EvaluationPageBody"):
        assert schemas[name]["examples"]
    for name in ("RegisterBody", "LogInBody", "RefreshBody", "PasswordBody", "ChangePasswordBody"):
        assert all(prop.get("examples") for prop in schemas[name]["properties"].values())
        assert schemas[name]["additionalProperties"] is False


async def test_every_call_by_somebody_tells_how_often_it_may_come(document: dict[str, Any]) -> None:
    for name, operation in operations(document):
        limited = operation["operationId"] in {"refresh_tokens", "log_out"} or "security" in operation
        told = {status: "RateLimit-Remaining" in found["headers"] for status, found in operation["responses"].items()}
        assert ("429" in told) == (limited or operation["operationId"] in {"register", "log_in"}), name
        assert {status for status, tells in told.items() if tells} == (
            {status for status in told if status == "429" or status < "400"} if limited else set()
        )
