from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Command

from cvscreen.testing.pdfs import pdf_of


def test_it_shows_each_page_with_names_and_contacts_masked(cvscreen: Command, cvs: Path) -> None:
    ran = cvscreen("text", "cvs/ada.pdf")
    assert ran.exit_code == 0
    assert "page 1" in ran.stdout
    assert "PostgreSQL and Kubernetes in production" in ran.stdout
    assert "ada@example.org" not in ran.stdout
    assert "Ada Example" not in ran.stdout


def test_json_has_pages_hidden_spans_and_quality(cvscreen: Command, tmp_path: Path) -> None:
    (tmp_path / "two.pdf").write_bytes(pdf_of(("Some One", "Python"), ("SQL",)))
    shown = json.loads(cvscreen("text", "two.pdf", "--json").stdout)
    assert list(shown) == ["file", "pages", "hidden", "quality"]
    assert [page["number"] for page in shown["pages"]] == [1, 2]
    assert shown["pages"][1] == {"number": 2, "text": "SQL"}
    assert shown["hidden"] == []
    assert list(shown["quality"]) == ["confidence", "layout", "warnings"]


def test_a_cv_that_cannot_be_read_exits_with_1_and_says_why(cvscreen: Command) -> None:
    ran = cvscreen("text", "nope.pdf")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr == "Error: there is no such file: check its path\n"


def test_its_error_as_json(cvscreen: Command, tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"hello")
    ran = cvscreen("text", "bad.pdf", "--json")
    assert ran.exit_code == 1
    shown = json.loads(ran.stdout)
    assert list(shown) == ["file", "error"]
    assert shown["error"]["code"] == "not_a_pdf"


def test_it_needs_no_scorer(cvscreen: Command, cvs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CVSCREEN_SCORER", "nope:")
    assert cvscreen("text", "cvs/ada.pdf").exit_code == 0


def test_it_prints_what_evidence_points_into_whatever_the_job_asks_for(cvscreen: Command, tmp_path: Path) -> None:
    lines = ("Jordan Python", "Clerk", "Experience", "Services in Python and SQL", "Signed: Python")
    (tmp_path / "one.pdf").write_bytes(pdf_of(lines))
    page = json.loads(cvscreen("text", "one.pdf", "--json").stdout)["pages"][0]["text"]
    assert page.splitlines()[3:] == ["Services in Python and SQL", "Signed: ██████"]
    for prompt in ("Python required", "SQL required"):
        screened = json.loads(cvscreen("screen", "one.pdf", "--prompt", prompt, "--json").stdout)
        evidence = screened["results"][0]["matches"][0]["evidence"]
        assert evidence
        assert all(page[each["start"] : each["end"]] == each["quote"] for each in evidence)
