from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvscreen.domain.assessment import Finding, Flag, Usage, Verdict
from cvscreen.domain.documents import CVFacts
from cvscreen.domain.errors import Failure
from cvscreen.domain.report import Report, RubricUsed
from cvscreen.entrypoints.cli.csv_results import COLUMNS, csv_results
from cvscreen.usecases.batch import Screened

DANGEROUS = "=+-@＝＋－＠\t\r\n"


def finding(text: str, verdict: Verdict) -> Finding:
    return Finding(id="a", criterion=text, verdict=verdict, weight=1.0, must_have=False)


def screened(name: str = "a.pdf", match: str = "Python", gap: str = "SQL", code: str = "hidden_text") -> Screened:
    report = Report(
        score=72.5,
        score_high=88.0,
        rationale="",
        matches=(finding(match, Verdict.MET), finding("Go", Verdict.PARTIAL)),
        gaps=(finding(gap, Verdict.UNCLEAR),),
        flags=(Flag(code, "x"), Flag(code, "y")),
        cv=CVFacts("a.pdf", "", 1, 1),
        rubric=RubricUsed("", ()),
        usage=Usage(scorer="x"),
    )
    return Screened(name, report)


def rows(*results: Screened) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(csv_results(results), newline="")))


def test_a_row_has_all_columns() -> None:
    (row,) = rows(screened())
    assert row == {
        "rank": "1",
        "file": "a.pdf",
        "score": "72.5",
        "score_high": "88.0",
        "matches": "Python (met); Go (partial)",
        "gaps": "SQL (unclear)",
        "flags": "hidden_text",
        "error_code": "",
        "error": "",
    }


def test_a_failed_one_has_no_rank_and_no_score() -> None:
    (row,) = rows(Screened("a.pdf", None, Failure("empty_file", "the file is empty", retryable=False)))
    filled = {name: value for name, value in row.items() if value}
    assert filled == {"file": "a.pdf", "error_code": "empty_file", "error": "the file is empty"}


def test_lines_end_as_rfc_4180_says_and_numbers_are_bare() -> None:
    lines = csv_results([screened()]).split("\r\n")
    assert len(lines) == 3
    assert lines[1].startswith('1,"a.pdf",72.5,88.0,"')


@pytest.mark.parametrize(
    "name",
    [
        "=cmd|'/c calc'!A0.pdf",
        "+1.pdf",
        "-1.pdf",
        "@SUM(A1).pdf",
        "\t=1.pdf",
        "\r=1.pdf",
        "\n=1.pdf",
        "  =1.pdf",
        '"=1.pdf',
        "'=1.pdf",
        "\ufeff=1.pdf",
        "＝1.pdf",
        "＋1.pdf",
        "－1.pdf",
        "＠1.pdf",
        "\xa0=1.pdf",
        "\x00=1.pdf",
    ],
)
def test_a_cell_that_would_be_a_formula_gets_an_apostrophe(name: str) -> None:
    assert rows(screened(name))[0]["file"].startswith("'")
    assert "'" in rows(screened(match=name))[0]["matches"][:2]


@pytest.mark.parametrize("name", ['a;=1".pdf', "a,=1.pdf", 'a;"=1.pdf', "a; -1.pdf", "a|@x.pdf"])
def test_neither_is_there_a_formula_if_a_spreadsheet_splits_at_another_separator(name: str) -> None:
    cell = rows(screened(name))[0]["file"]
    assert not re.search(r"[;,|][\s\"]*[=+\-@]", cell)


@pytest.mark.parametrize("name", ["Übersicht – 2024.pdf", "C++ dev.pdf", "a-b=c@d.pdf", "名前.pdf"])
def test_harmless_names_stay_as_they_are(name: str) -> None:
    assert rows(screened(name))[0]["file"] == name


@given(st.text(), st.text(), st.text())
def test_whatever_the_texts_a_row_is_one_line_and_no_cell_is_a_formula(name: str, match: str, gap: str) -> None:
    text = csv_results([screened(name, match, gap)])
    assert text.count("\r\n") == 2
    assert text.replace("\r\n", "").isprintable() or "\n" not in text.replace("\r\n", "")
    (row,) = rows(screened(name, match, gap))
    assert tuple(row) == COLUMNS
    for column in ("file", "matches", "gaps"):
        assert row[column].lstrip(' "\u200b\ufeff')[:1] not in set(DANGEROUS)
    text.encode()
