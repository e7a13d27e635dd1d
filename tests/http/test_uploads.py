"""Uploads that are right, and files and rubrics that are not."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest
from http_house import EVALUATIONS, PDF, PROMPT, HttpHouse, code_of
from upload_forms import FILE, Unread, form, posted, text

MB = 2**20
EXE = b"MZ\x90\x00" + b"\0" * 2048
RUBRIC = {"criteria": [{"id": "python", "text": "Python", "must_have": True}]}


async def test_a_cv_is_accepted_and_the_answer_says_where_it_is(house: HttpHouse, ada: dict[str, str]) -> None:
    answer = await house.sent(ada)
    assert answer.status_code == 202
    body = answer.json()
    assert answer.headers["location"] == f"{EVALUATIONS}{body['id']}/"
    assert (body["status"], body["prompt"], body["cv"]["size"]) == ("pending", PROMPT, len(PDF))
    assert (body["score"], body["matches"], body["repeats"]) == (None, [], None)


@pytest.mark.parametrize("order", [("file", "prompt"), ("prompt", "file")], ids="-then-".join)
async def test_the_parts_may_come_in_any_order(house: HttpHouse, ada: dict[str, str], order: tuple[str, ...]) -> None:
    parts = {"file": (FILE, PDF), "prompt": text("prompt")}
    assert (await posted(house, ada, form(*(parts[name] for name in order)))).status_code == 202


async def test_a_form_may_arrive_byte_by_byte(house: HttpHouse, ada: dict[str, str]) -> None:
    whole = form(text("prompt"), (FILE, PDF), text("rubric", json.dumps(RUBRIC).encode()))

    async def dripping() -> AsyncIterator[bytes]:
        for byte in whole:
            yield bytes([byte])

    assert (await posted(house, ada, dripping())).status_code == 202


async def test_a_given_rubric_is_part_of_the_answer(house: HttpHouse, ada: dict[str, str]) -> None:
    answer = await house.sent(ada, rubric=json.dumps(RUBRIC))
    assert answer.json()["rubric"]["criteria"] == [{"id": "python", "text": "Python", "weight": 1.0, "must_have": True}]


@pytest.mark.parametrize(
    ("rubric", "expected"),
    [
        ("{", (400, "invalid_rubric")),
        ('{"criteria": []}', (400, "invalid_rubric")),
        ('{"criteria": [{"text": "Python", "wieght": 2}]}', (400, "invalid_rubric")),
        ('{"criteria": [{"text": "Python", "weight": "2"}]}', (400, "invalid_rubric")),
        ('{"criteria": [{"text": "at most 30 years of age"}]}', (422, "protected_trait")),
        ("[" * 100_000, (400, "invalid_rubric")),
        ("x" * 600_000, (400, "invalid_rubric")),
    ],
    ids=["cut", "empty", "mistyped name", "wrong type", "protected trait", "deep", "large"],
)
async def test_a_rubric_that_is_wrong_is_refused_and_nothing_stays(
    house: HttpHouse, ada: dict[str, str], rubric: str, expected: tuple[int, str]
) -> None:
    assert code_of(await house.sent(ada, rubric=rubric)) == expected
    assert await house.files() == 0


async def test_a_file_of_10_mb_is_taken_and_one_byte_more_is_not(house: HttpHouse, ada: dict[str, str]) -> None:
    largest = PDF + b"\n" * (10 * MB - len(PDF))
    assert (await house.sent(ada, largest)).status_code == 202
    assert code_of(await house.sent(ada, largest + b"\n")) == (413, "file_too_large")
    assert await house.files() == 1


async def test_a_body_that_announces_too_much_is_refused_unread(house: HttpHouse, ada: dict[str, str]) -> None:
    answer = await posted(house, ada, Unread(), **{"Content-Length": str(50 * MB)})
    assert code_of(answer) == (413, "file_too_large")


async def test_an_upload_without_a_file_is_refused(house: HttpHouse, ada: dict[str, str]) -> None:
    assert code_of(await posted(house, ada, form(text("prompt")))) == (400, "missing_file")
    assert code_of(await posted(house, ada, form(text("prompt"), text("file")))) == (400, "missing_file")
    assert code_of(await posted(house, ada, b"--x--\r\n")) == (400, "missing_file")


async def test_an_upload_without_a_prompt_is_refused_and_nothing_stays(house: HttpHouse, ada: dict[str, str]) -> None:
    assert code_of(await posted(house, ada, form((FILE, PDF)))) == (400, "missing_prompt")
    assert code_of(await posted(house, ada, form((FILE, PDF), text("prompt", b" \n")))) == (400, "empty_prompt")
    assert await house.files() == 0


async def test_an_empty_file_is_refused(house: HttpHouse, ada: dict[str, str]) -> None:
    assert code_of(await house.sent(ada, b"")) == (400, "empty_file")


TWICE = {
    "two files": [(FILE, PDF), (FILE, PDF), text("prompt")],
    "two files, the second last": [text("prompt"), (FILE, PDF), (FILE, PDF)],
    "two prompts before": [text("prompt"), text("prompt"), (FILE, PDF)],
    "two prompts after": [(FILE, PDF), text("prompt"), text("prompt")],
    "unknown before": [text("salary"), (FILE, PDF), text("prompt")],
    "unknown after": [(FILE, PDF), text("prompt"), text("salary")],
    "nameless": [(FILE, PDF), text("prompt"), text("")],
}


@pytest.mark.parametrize("parts", TWICE.values(), ids=TWICE)
async def test_a_second_file_or_an_unknown_part_is_refused_and_nothing_stays(
    house: HttpHouse, ada: dict[str, str], parts: list[tuple[str, bytes]]
) -> None:
    assert code_of(await posted(house, ada, form(*parts))) == (400, "unexpected_part")
    assert await house.files() == 0


async def test_a_pdf_named_exe_is_a_pdf(house: HttpHouse, ada: dict[str, str]) -> None:
    assert (await house.sent(ada, filename="cv.exe")).status_code == 202


async def test_an_exe_named_pdf_is_none(house: HttpHouse, ada: dict[str, str]) -> None:
    assert code_of(await house.sent(ada, EXE)) == (415, "not_a_pdf")
    assert await house.files() == 0


async def test_an_infected_file_is_refused_and_nothing_stays(house: HttpHouse, ada: dict[str, str]) -> None:
    eicar = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
    assert code_of(await house.sent(ada, PDF + eicar)) == (422, "infected_file")
    assert await house.files() == 0


async def test_nobody_uploads_without_a_token_and_the_body_stays_unread(house: HttpHouse) -> None:
    assert code_of(await posted(house, {}, Unread())) == (401, "invalid_token")
