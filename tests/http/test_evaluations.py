"""Lists, single evaluations, what they look like, and what can be done with them."""

from __future__ import annotations

import gzip
from typing import Any

import msgspec
import pytest
from http_house import EVALUATIONS, PDF, PROMPT, HttpHouse, code_of

from cvscreen.entrypoints.http.shapes.evaluation_json import FIELDS, HEAVY
from cvscreen.testing.pdfs import CORRUPT

UNKNOWN = "6f6f0c0e-8c8b-4d1e-9d0b-0f2f3a0c7a11"


async def shown(house: HttpHouse, who: dict[str, str], path: str, **headers: str) -> Any:
    answer = await house.client.get(f"{EVALUATIONS}{path}", headers=who | headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_completed_evaluation_shows_the_words_behind_every_point(house: HttpHouse, ada: dict[str, str]) -> None:
    body = await shown(house, ada, f"{await house.completed(ada)}/")
    assert tuple(body) == FIELDS
    assert (body["status"], body["prompt"], body["cv"]["pages"]) == ("completed", PROMPT, 1)
    assert 0 <= body["score"] <= body["score_high"] <= 100
    match = body["matches"][0]
    assert set(match) == {"id", "criterion", "verdict", "weight", "must_have", "evidence", "note", "question"}
    assert set(match["evidence"][0]) == {"quote", "page", "start", "end", "boxes"}
    assert set(body["rubric"]) == {"version", "criteria"}
    assert body["usage"]["scorer"].startswith("lexical")
    assert body["completed_at"].endswith("Z")


async def test_a_failed_evaluation_says_why(house: HttpHouse, ada: dict[str, str]) -> None:
    body = await shown(house, ada, f"{await house.completed(ada, content=CORRUPT)}/")
    assert body["status"] == "failed"
    assert set(body["error"]) == {"code", "detail", "retryable"}
    assert body["error"]["code"] == "corrupt_pdf"


@pytest.mark.parametrize("slash", ["", "/"])
async def test_the_trailing_slash_is_optional(house: HttpHouse, ada: dict[str, str], slash: str) -> None:
    evaluation = await house.pending(ada)
    for path in (f"{EVALUATIONS.rstrip('/')}", f"{EVALUATIONS}{evaluation}", f"{EVALUATIONS}{evaluation}/cv"):
        assert (await house.client.get(path + slash, headers=ada)).status_code == 200


async def test_a_list_leaves_out_what_is_heavy_unless_it_is_named(house: HttpHouse, ada: dict[str, str]) -> None:
    await house.completed(ada)
    row = (await shown(house, ada, ""))["results"][0]
    assert set(row) == set(FIELDS) - set(HEAVY)
    named = (await shown(house, ada, "?fields=rationale,id,matches"))["results"][0]
    assert list(named) == ["id", "rationale", "matches"]
    assert named["matches"]


async def test_fields_choose_what_a_single_one_shows(house: HttpHouse, ada: dict[str, str]) -> None:
    evaluation = await house.completed(ada)
    assert set(await shown(house, ada, f"{evaluation}/?fields=score,status")) == {"score", "status"}
    assert set(await shown(house, ada, f"{evaluation}/?fields=")) == set(FIELDS)


@pytest.mark.parametrize("path", ["", f"{UNKNOWN}/"])
async def test_an_unknown_field_is_a_400(house: HttpHouse, ada: dict[str, str], path: str) -> None:
    answer = await house.client.get(f"{EVALUATIONS}{path}?fields=id,salary", headers=ada)
    assert code_of(answer) == (400, "unknown_field")


async def test_an_unknown_status_is_a_400(house: HttpHouse, ada: dict[str, str]) -> None:
    answer = await house.client.get(f"{EVALUATIONS}?status=lost", headers=ada)
    assert code_of(answer) == (400, "unknown_status")


async def test_pages_link_to_their_neighbours(house: HttpHouse, ada: dict[str, str]) -> None:
    ids = [await house.pending(ada) for _ in range(3)]
    first = await shown(house, ada, "?page_size=2&status=pending&fields=id")
    assert (first["count"], first["previous"]) == (3, None)
    assert first["next"] == f"{EVALUATIONS}?page=2&page_size=2&status=pending&fields=id"
    second = (await house.client.get(first["next"], headers=ada)).json()
    assert second["next"] is None
    assert second["previous"] == f"{EVALUATIONS}?page=1&page_size=2&status=pending&fields=id"
    assert [row["id"] for row in first["results"] + second["results"]] == ids[::-1]


async def test_a_page_past_the_end_is_empty(house: HttpHouse, ada: dict[str, str]) -> None:
    await house.pending(ada)
    for page in (2, 10**9):
        found = await shown(house, ada, f"?page={page}")
        assert (found["count"], found["results"], found["next"]) == (1, [], None)
        assert found["previous"] == f"{EVALUATIONS}?page=1&page_size=20"


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=-1", "page=x", "page=1.5", "page_size=0", "page_size=101", "page_size=1000000", f"page={10**30}"],
)
async def test_a_page_that_cannot_be_is_a_400(house: HttpHouse, ada: dict[str, str], query: str) -> None:
    answer = await house.client.get(f"{EVALUATIONS}?{query}", headers=ada)
    assert code_of(answer) == (400, "invalid_request")


async def test_a_list_shows_what_changed_a_moment_ago(house: HttpHouse, ada: dict[str, str]) -> None:
    evaluation = await house.pending(ada)
    assert (await shown(house, ada, "?status=completed"))["count"] == 0
    await house.container.run()(evaluation)
    assert (await shown(house, ada, "?status=completed"))["count"] == 1
    assert (await shown(house, ada, ""))["results"][0]["status"] == "completed"
    await house.client.delete(f"{EVALUATIONS}{evaluation}/", headers=ada)
    assert (await shown(house, ada, ""))["count"] == 0


@pytest.mark.parametrize("path", ["", "?fields=id", "{id}/", "{id}/?fields=score", "{id}/cv/"])
async def test_a_client_that_has_the_answer_is_told_so(house: HttpHouse, ada: dict[str, str], path: str) -> None:
    path = EVALUATIONS + path.format(id=await house.completed(ada))
    tag = (await house.client.get(path, headers=ada)).headers["etag"]
    for named in (tag, f'"other", {tag}', tag.removeprefix("W/"), "*"):
        answer = await house.client.get(path, headers=ada | {"If-None-Match": named})
        assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)
    assert (await house.client.get(path, headers=ada | {"If-None-Match": '"other"'})).status_code == 200


async def test_an_etag_changes_with_the_evaluation(house: HttpHouse, ada: dict[str, str]) -> None:
    evaluation = await house.pending(ada)
    path = f"{EVALUATIONS}{evaluation}/"
    before = (await house.client.get(path, headers=ada)).headers["etag"]
    await house.container.run()(evaluation)
    after = await house.client.get(path, headers=ada | {"If-None-Match": before})
    assert (after.status_code, after.json()["status"]) == (200, "completed")


CALLS = [("GET", ""), ("GET", "events/"), ("GET", "cv/"), ("POST", "retry/"), ("DELETE", "")]


@pytest.mark.parametrize(("method", "call"), CALLS)
async def test_another_users_evaluation_is_as_if_it_were_not_there(
    house: HttpHouse, ada: dict[str, str], bob: dict[str, str], method: str, call: str
) -> None:
    evaluation = await house.completed(ada)
    await shown(house, ada, f"{evaluation}/")
    answer = await house.client.request(method, f"{EVALUATIONS}{evaluation}/{call}", headers=bob)
    assert code_of(answer) == (404, "evaluation_not_found")
    assert await shown(house, ada, f"{evaluation}/?fields=id")


@pytest.mark.parametrize(("method", "call"), CALLS)
@pytest.mark.parametrize("no_id", [UNKNOWN, "1", "x" * 5000, "%00", "a%20b", "%F0%9F%92%A9", "'%20OR%201=1"])
async def test_an_id_that_is_none_is_a_404(
    house: HttpHouse, ada: dict[str, str], method: str, call: str, no_id: str
) -> None:
    answer = await house.client.request(method, f"{EVALUATIONS}{no_id}/{call}", headers=ada)
    assert code_of(answer) == (404, "evaluation_not_found")


async def test_the_cv_comes_back_as_an_attachment_that_cannot_run(house: HttpHouse, ada: dict[str, str]) -> None:
    evaluation = await house.pending(ada, filename="Lebenslauf Zoë.pdf")
    answer = await house.client.get(f"{EVALUATIONS}{evaluation}/cv/", headers=ada)
    assert answer.content == PDF
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == (
        "attachment; filename=\"Lebenslauf Zo_.pdf\"; filename*=UTF-8''Lebenslauf%20Zo%C3%AB.pdf"
    )
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"].startswith("sandbox")
    assert "content-encoding" not in answer.headers


async def test_only_a_failed_evaluation_can_be_retried(house: HttpHouse, ada: dict[str, str]) -> None:
    done = await house.completed(ada)
    retry = await house.client.post(f"{EVALUATIONS}{done}/retry/", headers=ada)
    assert code_of(retry) == (409, "not_failed")
    failed = await house.completed(ada, content=CORRUPT)
    await shown(house, ada, f"{failed}/")
    answer = await house.client.post(f"{EVALUATIONS}{failed}/retry/", headers=ada)
    assert (answer.status_code, answer.json()["status"], answer.json()["attempts"]) == (202, "pending", 0)
    assert (await shown(house, ada, f"{failed}/"))["status"] == "pending"


async def test_an_erased_evaluation_is_gone_everywhere(house: HttpHouse, ada: dict[str, str]) -> None:
    evaluation = await house.completed(ada)
    await shown(house, ada, f"{evaluation}/")
    assert (await house.client.delete(f"{EVALUATIONS}{evaluation}/", headers=ada)).status_code == 204
    for call in ("", "cv/", "events/"):
        answer = await house.client.get(f"{EVALUATIONS}{evaluation}/{call}", headers=ada)
        assert code_of(answer) == (404, "evaluation_not_found")
    assert await house.files() == 0
    again = await house.client.delete(f"{EVALUATIONS}{evaluation}/", headers=ada)
    assert code_of(again) == (404, "evaluation_not_found")


async def test_what_is_remembered_is_what_was_made(house: HttpHouse, ada: dict[str, str]) -> None:
    evaluation = await house.completed(ada)
    path = f"{EVALUATIONS}{evaluation}/"
    answers = [await house.client.get(path, headers=ada) for _ in range(2)]
    assert answers[0].content == answers[1].content
    assert answers[0].headers["etag"] == answers[1].headers["etag"]
    plain = await house.client.get(path, headers=ada | {"Accept-Encoding": "identity"})
    assert msgspec.json.decode(plain.content) == answers[0].json()


async def test_a_large_answer_is_compressed_for_whoever_takes_it(house: HttpHouse, ada: dict[str, str]) -> None:
    path = f"{EVALUATIONS}{await house.completed(ada)}/"
    async with house.client.stream("GET", path, headers=ada | {"Accept-Encoding": "gzip"}) as answer:
        packed = b"".join([chunk async for chunk in answer.aiter_raw()])
    plain = await house.client.get(path, headers=ada | {"Accept-Encoding": "identity"})
    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers["content-length"]) == len(packed) < len(plain.content)
    assert gzip.decompress(packed) == plain.content
    assert "accept-encoding" in plain.headers["vary"] == answer.headers["vary"]
    assert answer.headers["etag"].startswith("W/")


@pytest.mark.parametrize(
    "query",
    ["page=1&page=2", "fields=id&fields=status", "status=pending&status=failed", "unknown=1", "%ff=%00", "page="],
)
async def test_a_strange_query_breaks_nothing(house: HttpHouse, ada: dict[str, str], query: str) -> None:
    assert (await house.client.get(f"{EVALUATIONS}?{query}", headers=ada)).status_code in {200, 400}
