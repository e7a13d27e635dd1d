"""Evaluations over HTTP: list, read, follow, download, retry, erase."""

from __future__ import annotations

from litestar import delete, get, post
from litestar.di import NamedDependency
from litestar.types import ASGIApp

from cvscreen.domain.errors import EvaluationNotFound
from cvscreen.domain.evaluations import ENDED
from cvscreen.entrypoints.http.access import Call
from cvscreen.entrypoints.http.answers import cached_answer, content_of, encoder, json_answer, retagged, tagged
from cvscreen.entrypoints.http.documents import LIMITED, SIGNED_IN, STORES, documented, problems
from cvscreen.entrypoints.http.downloads import PDFAnswer
from cvscreen.entrypoints.http.listing import Listing
from cvscreen.entrypoints.http.parameters import (
    Fields,
    Id,
    IfNoneMatch,
    LastEventId,
    Page,
    PageSize,
    StatusFilter,
    fields_named,
    may_be_id,
    status_named,
)
from cvscreen.entrypoints.http.shapes.evaluation_json import EvaluationBody, EvaluationPageBody, fields_of, whole
from cvscreen.entrypoints.http.stream import EventsAnswer
from cvscreen.usecases.remembered import Finished, Moving

CALL = (*SIGNED_IN, *STORES, *LIMITED)
ONE = (*CALL, "evaluation_not_found")
_HAS_IT = documented(304, None, "The client has it already.")


@get(
    "/",
    operation_id="list_evaluations",
    summary="My evaluations, newest first",
    responses=documented(200, EvaluationPageBody, "A page of them.")
    | _HAS_IT
    | problems(*CALL, "invalid_request", "unknown_status", "unknown_field"),
)
async def list_evaluations(
    call: NamedDependency[Call],
    page: Page = 1,
    page_size: PageSize = 20,
    status: StatusFilter = "",
    fields: Fields = "",
    if_none_match: IfNoneMatch = None,
) -> ASGIApp:
    """Without prompt, rationale, matches, gaps and rubric, unless `fields` names them."""
    del if_none_match  # the gateway has read it
    listing = Listing(
        owner=call.caller.user_id,
        page=page,
        size=page_size,
        status=status_named(status),
        fields=fields_named(fields),
    )
    found = await call.services.remembered_lists.answer(
        listing.owner, listing.name, lambda: listing.make(call.services)
    )
    return cached_answer(call.exchange, found)


@get(
    "/{evaluation_id:str}",
    operation_id="read_evaluation",
    summary="One evaluation",
    responses=documented(200, EvaluationBody, "The evaluation as it is now.")
    | _HAS_IT
    | problems(*ONE, "unknown_field"),
)
async def read_evaluation(
    evaluation_id: Id, call: NamedDependency[Call], fields: Fields = "", if_none_match: IfNoneMatch = None
) -> ASGIApp:
    """Somebody else's is as if it were not there."""
    del if_none_match  # the gateway has read it
    asked, owner = fields_named(fields), call.caller.user_id
    _check(evaluation_id)

    async def make() -> Finished | Moving:
        evaluation = await call.services.read(owner, evaluation_id)
        kind = Finished if evaluation.status in ENDED else Moving
        return kind(tagged(whole(evaluation)))

    found = await call.services.remembered_evaluations.answer(owner, evaluation_id, make)
    return cached_answer(call.exchange, retagged(fields_of(content_of(found), asked)) if asked else found)


@get(
    "/{evaluation_id:str}/events",
    operation_id="follow_evaluation",
    summary="What becomes of it, as it happens",
    responses=documented(200, str, "Server-sent events `status` and, last, `erased`.", media_type="text/event-stream")
    | documented(204, None, "The client has seen the last event.")
    | problems(*ONE, "too_many_streams"),
)
async def follow_evaluation(
    evaluation_id: Id, call: NamedDependency[Call], last_event_id: LastEventId = None
) -> ASGIApp:
    """Each event has the state as its `id`; the stream ends when the evaluation is completed, failed or erased."""
    _check(evaluation_id)
    return EventsAnswer(call, evaluation_id, last_event_id)


@get(
    "/{evaluation_id:str}/cv",
    operation_id="download_cv",
    summary="The CV as it was sent",
    responses=documented(200, bytes, "The PDF, as an attachment.", media_type="application/pdf")
    | _HAS_IT
    | problems(*ONE, "stored_file_missing", "file_store_unavailable"),
)
async def download_cv(evaluation_id: Id, call: NamedDependency[Call], if_none_match: IfNoneMatch = None) -> ASGIApp:
    """Its ETag is the file's SHA-256."""
    del if_none_match  # the gateway has read it
    _check(evaluation_id)
    return PDFAnswer(call, evaluation_id)


@post(
    "/{evaluation_id:str}/retry",
    operation_id="retry_evaluation",
    summary="Give a failed evaluation a new start",
    status_code=202,
    responses=documented(202, EvaluationBody, "It is pending again.") | problems(*ONE, "not_failed"),
)
async def retry_evaluation(evaluation_id: Id, call: NamedDependency[Call]) -> ASGIApp:
    """Its attempts start at 0."""
    _check(evaluation_id)
    evaluation = await call.services.retry(call.caller.user_id, evaluation_id)
    return json_answer(202, encoder.encode(whole(evaluation)))


@delete(
    "/{evaluation_id:str}",
    operation_id="erase_evaluation",
    summary="Erase the CV, its text and its result",
    responses=problems(*ONE, "file_store_unavailable"),
)
async def erase_evaluation(evaluation_id: Id, call: NamedDependency[Call]) -> None:
    """In whatever state it is; a worker that has it in hand drops its result."""
    _check(evaluation_id)
    await call.services.erase(call.caller.user_id, evaluation_id)


def _check(evaluation_id: str) -> None:
    if not may_be_id(evaluation_id):
        raise EvaluationNotFound("there is no such evaluation")
