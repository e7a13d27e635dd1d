"""Schemathesis walks the running service by its own document: no defect, and no answer that the document lacks."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from http_house import EMAIL, EVALUATIONS, PASSWORD, PDF, PROMPT, bearer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from running_app import running
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.core.failures import FailureGroup

from cvscreen.entrypoints.http.app import create_app
from cvscreen.settings import Settings

EXAMPLES = 6
"""Of each kind, right and wrong, for each call."""

LEFT_OUT = {
    # They need calls in a row, which tests of our own make.
    "use_after_free",
    "ensure_resource_availability",
    "object_level_authorization",
    # No JSON Schema says what a common password or a PDF is, so what fits the schema may be refused all the same.
    "positive_data_acceptance",
}


@dataclass
class Walk:
    url: str
    document: dict[str, Any]
    who: dict[str, str]
    evaluation: str


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    folder: Path = tmp_path_factory.mktemp("walked")
    memory = dict.fromkeys(("users", "tokens", "evaluations", "files"), "memory:")
    limits = dict.fromkeys(("rate_limit", "login_limit", "account_limit", "admin_limit"), "off")
    app = create_app(Settings(**memory, **limits, data_dir=str(folder)))  # type: ignore[arg-type]
    with running(app) as url, httpx.Client(base_url=url, timeout=30) as client:
        form = {"email": EMAIL, "password": PASSWORD}
        client.post("/api/auth/register/", json=form)
        who = bearer(client.post("/api/auth/login/", json=form).json()["access"])
        sent = client.post(EVALUATIONS, files={"file": ("cv.pdf", PDF)}, data={"prompt": PROMPT}, headers=who)
        evaluation = sent.json()["id"]
        client.get(f"{EVALUATIONS}{evaluation}/events/", headers=who)
        yield Walk(url, client.get("/api/schema/openapi.json").json(), who, evaluation)


def checks() -> list[Any]:
    load_all_checks()
    return [check for check in CHECKS.get_all() if check.__name__ not in LEFT_OUT]


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode), ids=lambda mode: mode.value)
def test_no_call_has_a_defect_or_an_answer_that_the_document_lacks(
    walk: Walk, mode: schemathesis.GenerationMode
) -> None:
    schema = schemathesis.openapi.from_dict(walk.document)
    problems, walked = [], 0
    found: Any
    for found in schema.get_all_operations():
        operation = found.ok()
        try:
            # A call that takes nothing cannot be called wrongly.
            with suppress(Unsatisfiable):
                walked += _walked(walk, operation, mode)
        except FailureGroup as group:
            problems += [f"{operation.label}: {failure}" for failure in group.exceptions]
    assert walked > 100
    assert not problems, "\n\n".join(problems)


def _walked(walk: Walk, operation: Any, mode: schemathesis.GenerationMode) -> int:
    """How often the operation was called."""
    calls = itertools.count()

    @given(case=operation.as_strategy(generation_mode=mode), real=st.booleans())
    @settings(
        max_examples=EXAMPLES, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    def call(case: Any, *, real: bool) -> None:
        if real and "evaluation_id" in (case.path_parameters or {}) and operation.method != "delete":
            case.path_parameters["evaluation_id"] = walk.evaluation
        headers = walk.who if operation.definition.raw.get("security") else {}
        next(calls)
        answer = case.call(base_url=walk.url, headers=headers, timeout=20)
        assert answer.status_code < 500
        case.validate_response(answer, checks=checks())

    call()
    return next(calls)
