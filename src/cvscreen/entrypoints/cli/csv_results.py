"""Results as CSV (RFC 4180) that is safe to open in a spreadsheet.

The rules against formula injection are OWASP's (https://owasp.org/www-community/attacks/CSV_Injection): a cell that
a spreadsheet would take for a formula gets an apostrophe in front. The same goes for what follows a separator
inside a cell, as a spreadsheet may split there: which separator it goes by depends on its language.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from cvscreen.domain.assessment import Finding
from cvscreen.entrypoints.cli.terminal import flag_codes
from cvscreen.usecases.batch import Screened

COLUMNS = ("rank", "file", "score", "score_high", "matches", "gaps", "flags", "error_code", "error")

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_FORMULA = re.compile("(^|[;,|])(?=[\\s\"'\u200b-\u200f\u2060\ufeff]*[=+\\-@＝＋－＠])")  # noqa: RUF001


def csv_results(results: Iterable[Screened]) -> str:
    """One row a CV under a header; `rank`, `score` and `score_high` are numbers, all else is quoted text."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(COLUMNS)
    for rank, result in enumerate(results, 1):
        writer.writerow([_cell(value) for value in _row(rank, result)])
    return out.getvalue()


def _row(rank: int, result: Screened) -> tuple[str | float, ...]:
    report, error = result.report, result.error
    if report is None:
        code, detail = (error.code, error.detail) if error else ("", "")
        return ("", result.name, "", "", "", "", "", code, detail)
    matches = "; ".join(_finding(finding) for finding in report.matches)
    gaps = "; ".join(_finding(finding) for finding in report.gaps)
    flags = "; ".join(flag_codes(report.flags))
    return (rank, result.name, report.score, report.score_high, matches, gaps, flags, "", "")


def _finding(finding: Finding) -> str:
    return f"{finding.criterion} ({finding.verdict})"


def _cell(value: str | float) -> str | float:
    if isinstance(value, int | float):
        return value
    return _FORMULA.sub(r"\1'", _CONTROL.sub(" ", value))
