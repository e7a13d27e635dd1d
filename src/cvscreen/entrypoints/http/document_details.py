"""What the OpenAPI document says beyond the handlers' signatures: the upload form, headers, and plainer schemas."""

from __future__ import annotations

from typing import Any

from cvscreen.domain.evaluations import Status
from cvscreen.entrypoints.http.bodies import (
    ChangePasswordBody,
    LogInBody,
    PasswordBody,
    RefreshBody,
    RegisterBody,
    UserChangeBody,
)
from cvscreen.entrypoints.http.shapes.evaluation_json import FIELDS, HEAVY

_CV = {
    "filename": "cv.pdf",
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "size": 48213,
}
_MOMENT = "2026-11-24T10:15:00Z"
_FINDING = {
    "id": "c1",
    "criterion": "5+ years of Python",
    "verdict": "met",
    "weight": 1.0,
    "must_have": False,
    "evidence": [{"quote": "eight years of Python", "page": 1, "start": 129, "end": 150, "boxes": []}],
    "note": "",
    "question": None,
}
_EVALUATION: dict[str, Any] = {
    "id": "6f6f0c0e-8c8b-4d1e-9d0b-0f2f3a0c7a11",
    "status": Status.COMPLETED,
    "prompt": "5+ years of Python",
    "cv": _CV | {"pages": 1},
    "score": 100.0,
    "score_high": 100.0,
    "rationale": "The CV shows 1 of 1 criteria.",
    "matches": [_FINDING],
    "gaps": [],
    "flags": [],
    "usage": {
        "scorer": "lexical",
        "model": None,
        "prompt_version": None,
        "calls": 0,
        "prompt_tokens": None,
        "cached_tokens": None,
        "completion_tokens": None,
        "cost": None,
        "latency_ms": 3.1,
    },
    "rubric": {
        "version": "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03",
        "criteria": [{"id": "c1", "text": "5+ years of Python", "weight": 1.0, "must_have": False}],
    },
    "error": None,
    "attempts": 0,
    "repeats": None,
    "created_at": _MOMENT,
    "updated_at": _MOMENT,
    "completed_at": _MOMENT,
}
_ACCEPTED = _EVALUATION | {
    "status": Status.PENDING,
    "cv": _CV | {"pages": None},
    "score": None,
    "score_high": None,
    "rationale": None,
    "matches": [],
    "usage": None,
    "rubric": None,
    "completed_at": None,
}
_PAGE = {
    "count": 1,
    "next": None,
    "previous": None,
    "results": [{name: _EVALUATION[name] for name in FIELDS if name not in HEAVY}],
}
_REQUESTS = (RegisterBody, LogInBody, RefreshBody, PasswordBody, ChangePasswordBody, UserChangeBody)
_SCHEMA_EXAMPLES = {"EvaluationBody": _EVALUATION, "EvaluationPageBody": _PAGE}
_FORM = {
    "required": True,
    "description": "The parts may come in any order.",
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file", "prompt"],
                "properties": {
                    "file": {"type": "string", "contentMediaType": "application/pdf", "description": "The CV, a PDF."},
                    "prompt": {"type": "string", "minLength": 1, "description": "The job in plain words."},
                    "rubric": {
                        "type": "string",
                        "contentMediaType": "application/json",
                        "description": 'What to judge by, instead of a rubric drafted from the prompt: {"criteria": '
                        '[{"text": …, "id"?: …, "weight"?: 1, "must_have"?: false}]}.',
                    },
                },
                "additionalProperties": False,
            },
        }
    },
}
_EVENT = {
    "type": "object",
    "description": "`data` is JSON: {id, status, attempts, error}.",
    "properties": {
        "id": {"type": "string", "description": "The state, for Last-Event-ID."},
        "event": {"enum": ["status", "erased"]},
        "data": {"type": "string", "contentMediaType": "application/json"},
        "retry": {"type": "integer", "description": "Milliseconds to wait before connecting again."},
    },
}
_GUESSED = {"register", "log_in"}
"""Limited by other measures, of which nobody is told how much is left."""

_TEXT = {"type": "string"}
_NUMBER = {"type": "integer"}
_LOCATION = {"description": "Where the evaluation is.", "schema": _TEXT}
_REPLAYED = {"description": "`true` if an earlier call with the same key was accepted.", "schema": _TEXT}
_ETAG = {"description": "Names this state, for If-None-Match.", "schema": _TEXT}
_WAIT = {"description": "Seconds to wait.", "schema": _NUMBER}
_LIMITS = {
    "RateLimit-Limit": {"description": "So many calls are allowed, unless the limit is off.", "schema": _NUMBER},
    "RateLimit-Remaining": {"description": "So many of them are left.", "schema": _NUMBER},
    "RateLimit-Reset": {"description": "Seconds until all are back.", "schema": _NUMBER},
    "RateLimit-Policy": {"description": "Calls, and in how many seconds: `100;w=3600`.", "schema": _TEXT},
}
_REQUEST_ID = {"description": "The id that the request came with, or was given.", "schema": _TEXT}


def complete(document: dict[str, Any]) -> None:
    """Add the form, headers and examples to a document."""
    for item in document["paths"].values():
        for operation in item.values():
            _add_headers(operation["responses"])
            if "429" in operation["responses"] and operation["operationId"] not in _GUESSED:
                _add_limits(operation["responses"])
            if operation["operationId"] == "submit_evaluation":
                operation["requestBody"] = _FORM
                accepted = operation["responses"]["202"]
                accepted["headers"] |= {"Location": _LOCATION, "Idempotency-Replayed": _REPLAYED}
                accepted["content"]["application/json"]["example"] = _ACCEPTED
            if operation["operationId"] == "follow_evaluation":
                operation["responses"]["200"]["content"]["text/event-stream"]["schema"] = _EVENT
            if operation["operationId"] in {"list_evaluations", "read_evaluation", "download_cv"}:
                operation["responses"]["200"]["headers"]["ETag"] = _ETAG
    for name, example in _SCHEMA_EXAMPLES.items():
        document["components"]["schemas"][name]["examples"] = [example]
    for request in _REQUESTS:
        document["components"]["schemas"][request.__name__]["additionalProperties"] = False


def plain(schema: Any) -> Any:
    """The same without choices of one, and without null where nothing can be null: in headers and queries."""
    if isinstance(schema, list):
        return [plain(entry) for entry in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: plain(value) for name, value in schema.items()}
    choices = made.get("oneOf")
    if isinstance(choices, list) and len(choices) == 1:
        made = {name: value for name, value in made.items() if name != "oneOf"} | choices[0]
    if made.get("in") in {"header", "query"}:
        made["schema"] = _not_null(made["schema"])
    return made


def _not_null(schema: dict[str, Any]) -> dict[str, Any]:
    choices = [choice for choice in schema.get("oneOf", ()) if choice != {"type": "null"}]
    if len(choices) != 1:
        return schema
    made: dict[str, Any] = schema | choices[0]
    del made["oneOf"]
    return made


def _add_limits(responses: dict[str, Any]) -> None:
    for status, response in responses.items():
        if status == "429" or status < "400":
            response["headers"] |= _LIMITS


def _add_headers(responses: dict[str, Any]) -> None:
    for status, response in responses.items():
        headers = response.setdefault("headers", {})
        headers["X-Request-ID"] = _REQUEST_ID
        if status in {"429", "503"}:
            headers["Retry-After"] = _WAIT
