"""What the OpenAPI document says of answers, and the document itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from litestar import Litestar
from litestar.openapi import OpenAPIConfig, ResponseSpec
from litestar.openapi.spec import Components, Example, SecurityScheme, Tag
from litestar.types import ControllerRouterHandler

from cvscreen.entrypoints.http.access import DEPENDENCIES
from cvscreen.entrypoints.http.document_details import complete, plain
from cvscreen.entrypoints.http.problems import MEDIA_TYPE, Problem, problem, statuses_by_code

BEARER: list[dict[str, list[str]]] = [{"bearer": []}]
SIGNED_IN = ("invalid_token", "token_expired")
LIMITED = ("rate_limited", "limiter_unavailable")
STORES = ("evaluation_store_unavailable", "user_store_unavailable", "token_store_unavailable")

_TAGS = [
    Tag(name="accounts", description="Registering, logging in, devices."),
    Tag(name="evaluations", description="CVs and what they are judged to be."),
    Tag(name="admin", description="Accounts and counts, for admins; never other people's CVs."),
    Tag(name="operation", description="How the service is."),
]
_ABOUT = (
    "Screening you can defend: a score from 0 to 100, and for every point the words in the CV that earned it. "
    "Register, log in, send a CV with a job prompt, and follow the evaluation until it is completed. "
    "The trailing slash of a path is optional; errors are problem details (RFC 9457) with a stable `code`."
)


def problems(*codes: str) -> dict[int, ResponseSpec]:
    """How errors of those codes are answered, by status; `internal_error` is among them everywhere."""
    statuses = statuses_by_code()
    found: dict[int, list[str]] = {}
    for code in (*codes, "unknown_host", "headers_too_large", "shutting_down", "internal_error"):
        found.setdefault(statuses[code], []).append(code)
    return {status: _spec(status, tuple(dict.fromkeys(named))) for status, named in sorted(found.items())}


def documented(
    status: int, shape: Any, description: str, media_type: str = "application/json"
) -> dict[int, ResponseSpec]:
    """An answer that a handler makes itself, byte by byte."""
    spec = ResponseSpec(shape, generate_examples=False, description=description, media_type=media_type)
    return {status: spec}


def document(handlers: Sequence[ControllerRouterHandler], version: str) -> dict[str, Any]:
    """The OpenAPI 3.1 document of the handlers, its paths with the trailing slash."""
    config = OpenAPIConfig(
        title="cvscreen",
        version=version,
        description=_ABOUT,
        tags=_TAGS,
        use_handler_docstrings=True,
        components=Components(security_schemes={"bearer": _bearer()}),
    )
    app = Litestar(list(handlers), openapi_config=config, dependencies=DEPENDENCIES, logging_config=None)
    found: dict[str, Any] = plain(app.openapi_schema.to_schema())
    found["paths"] = {f"{path.rstrip('/')}/": item for path, item in sorted(found["paths"].items())}
    complete(found)
    return found


def _spec(status: int, codes: tuple[str, ...]) -> ResponseSpec:
    examples = [
        Example(
            summary=code, value=problem(status, code, "What is wrong: what to do about it", retryable=status == 503)
        )
        for code in codes
    ]
    described = " · ".join(f"`{code}`" for code in codes)
    return ResponseSpec(
        Problem,
        generate_examples=False,
        description=described,
        media_type=MEDIA_TYPE,
        examples=examples,
    )


def _bearer() -> SecurityScheme:
    return SecurityScheme(
        type="http", scheme="bearer", bearer_format="JWT", description="The access token of a log-in."
    )
