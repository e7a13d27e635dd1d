"""The table of errors, wherever in an answer they hide."""

import logging
from typing import Any

import pytest
from openrouter_calls import CV_LINE, KEY, Opened, Serve, asked, error_from
from openrouter_server import Step, failing

ERRORS = [
    (401, {}, {}, "scorer_misconfigured"),
    (403, {"message": "Key has no permission"}, {}, "scorer_misconfigured"),
    (402, {}, {}, "scorer_misconfigured"),
    (404, {"metadata": {"availability": {"code": "privacy_restricted"}}}, {}, "scorer_misconfigured"),
    (404, {"availability": {"code": "constraint_filtered"}}, {}, "scorer_misconfigured"),
    (429, {}, {}, "scorer_busy"),
    (402, {}, {"retry-after": "30"}, "scorer_busy"),
    (408, {}, {}, "scorer_unavailable"),
    (500, {}, {}, "scorer_unavailable"),
    (502, {}, {}, "scorer_unavailable"),
    (503, {}, {}, "scorer_unavailable"),
    (504, {}, {}, "scorer_unavailable"),
    (400, {"message": "This endpoint's maximum context length is 8192 tokens"}, {}, "cv_too_long"),
    (400, {"metadata": {"error_type": "context_length_exceeded"}}, {}, "cv_too_long"),
    (413, {}, {}, "cv_too_long"),
    (403, {"message": "Input was flagged by moderation"}, {}, "scorer_refused"),
    (403, {"metadata": {"error_type": "guardrail_blocked"}}, {}, "scorer_refused"),
    (400, {"metadata": {"error_type": "content_policy_violation"}}, {}, "scorer_refused"),
    (403, {"metadata": {"reasons": ["violence"]}}, {}, "scorer_refused"),
    (502, {"metadata": {"error_type": "rate_limit_exceeded"}}, {}, "scorer_busy"),
    (503, {"metadata": {"error_type": "refusal"}}, {}, "scorer_refused"),
    (402, {"metadata": {"error_type": "payment_required"}}, {}, "scorer_misconfigured"),
    (402, {"metadata": {"error_type": "payment_required"}}, {"retry-after": "30"}, "scorer_busy"),
    (502, {"metadata": {"availability": {"code": "constraint_filtered"}}}, {}, "scorer_misconfigured"),
    (400, {}, {}, "scorer_misconfigured"),
    (404, {}, {}, "scorer_misconfigured"),
    (529, {}, {}, "scorer_unavailable"),
    (400, {"metadata": {"error_type": "of next year"}}, {}, "scorer_misconfigured"),
    (400, {"code": "context_length_exceeded"}, {}, "cv_too_long"),
    (400, {"type": "exceed_context_size_error"}, {}, "cv_too_long"),
    (400, {"message": "the schema has no context"}, {}, "scorer_misconfigured"),
    (429, {"code": "429"}, {}, "scorer_busy"),
    (401, {"code": "401"}, {}, "scorer_misconfigured"),
]


@pytest.mark.parametrize("place", ["status", "top", "choice"])
@pytest.mark.parametrize(("status", "error", "headers", "code"), ERRORS)
async def test_an_error_is_told_wherever_it_hides(
    serve: Serve, opened: Opened, place: str, status: int, error: dict[str, Any], headers: dict[str, str], code: str
) -> None:
    inside = {"code": status, "message": "no"} | error
    bodies = {
        "status": Step(status=status, body={"error": inside}, headers=headers),
        "top": Step(body={"error": inside}, headers=headers),
        "choice": Step(body={"choices": [{"finish_reason": "error", "error": inside}]}, headers=headers),
    }
    _, url = serve(bodies[place])
    told = await error_from(await opened(url))
    assert told.code == code
    assert told.retryable == (code in {"scorer_busy", "scorer_unavailable"})


SILENT = [
    Step(text=""),
    Step(text="  \n"),
    Step(body={"choices": []}),
    Step(body={}),
    Step(body={"choices": [{"message": {"content": None}, "finish_reason": "stop"}]}),
    Step(body={"choices": [{"finish_reason": "error"}]}),
    Step(raw=b'{"choices": [{"mess'),
]


@pytest.mark.parametrize("step", SILENT)
async def test_an_answer_that_says_nothing_is_tried_a_few_times(serve: Serve, opened: Opened, step: Step) -> None:
    server, url = serve(step)
    assert (await error_from(await opened(url))).code == "scorer_unavailable"
    assert len(server.requests) == 3


async def test_an_error_that_is_the_whole_answer_is_one(serve: Serve, opened: Opened) -> None:
    body = {"object": "error", "message": "This model's maximum context length is 4096 tokens.", "code": 400}
    _, url = serve(Step(status=400, body=body))
    assert (await error_from(await opened(url))).code == "cv_too_long"


@pytest.mark.parametrize("finish", ["content_filter", "stop"])
async def test_a_model_that_refuses_is_not_asked_again(serve: Serve, opened: Opened, finish: str) -> None:
    message = {"content": "", "refusal": None if finish == "content_filter" else "I cannot help with that"}
    server, url = serve(Step(body={"choices": [{"message": message, "finish_reason": finish}]}))
    assert (await error_from(await opened(url))).code == "scorer_refused"
    assert len(server.requests) == 1


async def test_thinking_that_leaves_no_room_for_an_answer_is_an_answer_that_was_cut(
    serve: Serve, opened: Opened
) -> None:
    message = {"content": None, "reasoning": "Let me see"}
    server, url = serve(Step(body={"choices": [{"message": message, "finish_reason": "length"}]}))
    completion = await asked(await opened(url))
    assert (completion.text, completion.cut, len(server.requests)) == ("", True, 1)


@pytest.mark.parametrize(
    "error",
    [
        {"metadata": {"availability": {"code": "privacy_restricted"}}},
        {"availability": {"code": "constraint_filtered"}},
        {"message": "No endpoints found matching your data policy"},
    ],
)
async def test_a_privacy_filter_that_leaves_nobody_names_both_ways_out(
    serve: Serve, opened: Opened, error: dict[str, Any]
) -> None:
    _, url = serve(failing(404, error))
    detail = (await error_from(await opened(url))).detail
    assert "another model" in detail
    assert "?privacy=relaxed" in detail


async def test_a_model_that_cannot_do_what_is_asked_is_told_as_such(serve: Serve, opened: Opened) -> None:
    said = "No endpoints found that can handle the requested parameters."
    _, url = serve(failing(404, {"message": said}))
    error = await error_from(await opened(url))
    assert error.code == "scorer_misconfigured"
    assert "JSON schema" in error.detail
    assert "another model" in error.detail


async def test_neither_the_key_nor_the_cv_nor_the_providers_words_are_told_or_logged(
    serve: Serve, opened: Opened, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    words = f"Provider says: {CV_LINE} with {KEY}"
    said = {"message": words, "metadata": {"raw": words, "error_type": words, "availability": {"code": words}}}
    for step in (failing(400, said), failing(401, said), failing(502, {"message": words}), Step(raw=words.encode())):
        _, url = serve(step)
        client = await opened(url)
        told = f"{(await error_from(client)).detail} {client!r} {caplog.text}"
        assert CV_LINE not in told
        assert KEY not in told


async def test_a_call_makes_no_line_of_httpx_in_the_log(
    serve: Serve, opened: Opened, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    _, url = serve(Step(text="{}"))
    await asked(await opened(url.replace("127.0.0.1", "LOCALHOST")))
    assert [record for record in caplog.records if record.name == "httpx"] == []
