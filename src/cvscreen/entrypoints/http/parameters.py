"""What requests carry in paths, queries and headers, and the checks that JSON Schema cannot name a code for."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Annotated

from litestar.openapi.spec import Example
from litestar.params import HeaderParameter, PathParameter, QueryParameter

from cvscreen.domain.evaluations import MAX_IDEMPOTENCY_KEY, Status
from cvscreen.entrypoints.http.refusals import Refusal
from cvscreen.entrypoints.http.shapes.evaluation_json import FIELDS
from cvscreen.usecases.owned import MAX_PAGE_SIZE

MAX_PAGE = 2**31 - 1
"""Further than any list goes, and still a number to every store."""

_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")
_ANY_FIELD = f"({'|'.join(FIELDS)})"

Id = Annotated[
    str,
    PathParameter(
        description="An id, as another answer gave it.",
        examples=[Example(value="6f6f0c0e-8c8b-4d1e-9d0b-0f2f3a0c7a11")],
    ),
]
Page = Annotated[int, QueryParameter(ge=1, le=MAX_PAGE, description="Counts from 1; one past the end is empty.")]
PageSize = Annotated[int, QueryParameter(ge=1, le=MAX_PAGE_SIZE, description="How many on a page.")]
StatusFilter = Annotated[
    str,
    QueryParameter(
        name="status",
        description="Only those of this status; empty for all.",
        schema_extra={"enum": ["", *Status]},
    ),
]
Fields = Annotated[
    str,
    QueryParameter(
        description=f"Which fields to answer with, separated by commas; empty for the usual ones. There are: "
        f"{', '.join(FIELDS)}.",
        schema_extra={"pattern": f"^({_ANY_FIELD}(,{_ANY_FIELD})*)?$"},
        examples=[Example(value="id,status,score")],
    ),
]
IdempotencyKey = Annotated[
    str | None,
    HeaderParameter(
        name="Idempotency-Key",
        description="The same key with the same file, prompt and rubric answers the same for 24 hours.",
        schema_extra={"pattern": f"^[ -~]{{1,{MAX_IDEMPOTENCY_KEY}}}$"},
    ),
]
IfNoneMatch = Annotated[
    str | None, HeaderParameter(name="If-None-Match", description="ETags of answers that the client has.")
]
LastEventId = Annotated[
    str | None, HeaderParameter(name="Last-Event-ID", description="The last event that the client has seen.")
]


def may_be_id(text: str) -> bool:
    """Whether it could be an id of ours: what could not is never asked for."""
    return _ID.fullmatch(text) is not None


def status_named(name: str) -> Status | None:
    """The status of that name, None for no name. Raises a Refusal."""
    if not name:
        return None
    try:
        return Status(name)
    except ValueError:
        raise Refusal("unknown_status", f"there is no such status: there are {', '.join(Status)}") from None


@lru_cache(256)
def fields_named(names: str) -> tuple[str, ...]:
    """Those fields, once each, in their usual order; none for an empty text. Raises a Refusal for an unknown one."""
    asked = {name.strip() for name in names.split(",")} if names.strip() else set()
    if not asked <= set(FIELDS):
        raise Refusal("unknown_field", f"`fields` names one that does not exist: there are {', '.join(FIELDS)}")
    return tuple(name for name in FIELDS if name in asked)
