"""Submitting a CV over HTTP."""

from __future__ import annotations

from typing import Any

from litestar import Request, post
from litestar.di import NamedDependency
from litestar.types import ASGIApp

from cvscreen.entrypoints.http.access import Call
from cvscreen.entrypoints.http.answers import encoder, json_answer
from cvscreen.entrypoints.http.documents import documented, problems
from cvscreen.entrypoints.http.evaluations import CALL
from cvscreen.entrypoints.http.exchange import Header
from cvscreen.entrypoints.http.listing import PATH
from cvscreen.entrypoints.http.parameters import IdempotencyKey
from cvscreen.entrypoints.http.shapes.evaluation_json import EvaluationBody, whole
from cvscreen.entrypoints.http.uploads import FormLimits, UploadForm, check_length
from cvscreen.usecases.submission import Submission

_FORM = (
    "invalid_form",
    "missing_file",
    "missing_prompt",
    "unexpected_part",
    "invalid_text",
    "invalid_request",
    "unsupported_media_type",
    "upload_timed_out",
)
_CV = (
    "file_too_large",
    "not_a_pdf",
    "empty_file",
    "infected_file",
    "too_large_to_scan",
    "scanner_unavailable",
    "empty_prompt",
    "prompt_too_long",
)
_JOB = ("invalid_rubric", "protected_trait")
_KEY = ("invalid_idempotency_key", "idempotency_key_reused", "idempotency_key_in_use")


@post(
    "/",
    operation_id="submit_evaluation",
    summary="Send a CV to be judged for a job",
    status_code=202,
    request_max_body_size=None,
    responses=documented(202, EvaluationBody, "Accepted: from now on it is not lost.")
    | problems(*CALL, *_FORM, *_CV, *_JOB, *_KEY, "file_store_unavailable"),
)
async def submit_evaluation(
    request: Request[Any, Any, Any], call: NamedDependency[Call], idempotency_key: IdempotencyKey = None
) -> ASGIApp:
    """The form's parts may come in any order. It is parsed as it arrives; what cannot be right is refused at once."""
    limits: FormLimits = request.app.state.form_limits
    announced = request.headers.get("content-length", "")
    check_length(int(announced) if announced.isdecimal() else 0, limits)
    form = UploadForm(request.headers.get("content-type", ""), call.exchange.body(), limits)
    filename = await form.filename()
    submission = Submission(
        owner=call.caller.user_id,
        filename=filename,
        chunks=form.file(),
        job=form.job,
        idempotency_key=idempotency_key,
    )
    accepted = await call.services.submit_for_user(submission)
    headers: list[Header] = [(b"location", f"{PATH}{accepted.evaluation.id}/".encode())]
    if accepted.replayed:
        headers.append((b"idempotency-replayed", b"true"))
    return json_answer(202, encoder.encode(whole(accepted.evaluation)), headers)
