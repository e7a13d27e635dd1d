"""Results as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cvscreen.domain.assessment import Flag
from cvscreen.usecases.batch import Screened

_REPORT_KEYS = ("score", "score_high", "rationale", "matches", "gaps", "flags", "cv", "rubric", "usage")


def json_results(results: Iterable[Screened]) -> dict[str, Any]:
    """`{"results": [...]}`, to be encoded by msgspec: every key is there, with null where there is nothing."""
    return {"results": [_result(result) for result in results]}


def _result(result: Screened) -> dict[str, Any]:
    report = {key: getattr(result.report, key, None) for key in _REPORT_KEYS}
    if result.report is not None:
        report["flags"] = [_flag(flag) for flag in result.report.flags]
    return {"file": result.name, **report, "error": result.error}


def _flag(flag: Flag) -> dict[str, Any]:
    place = {"page": flag.page, "box": flag.box}
    return {"code": flag.code, "detail": flag.detail} | {k: v for k, v in place.items() if v is not None}
