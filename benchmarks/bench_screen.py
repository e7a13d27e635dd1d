"""Whole-process time of `cvscreen screen --json` beside a bare script that extracts the same texts."""

from __future__ import annotations

import sys

from measuring import CVSCREEN, DATA, ROOT, Row, in_turn


def rows() -> list[Row]:
    fixtures = DATA / "offlinecv-pdf-fixtures"
    folder = fixtures if fixtures.exists() else ROOT / "examples" / "cvs"
    count = len(list(folder.rglob("*.pdf")))
    job = ROOT / "examples" / "jobs" / "python-engineer.txt"
    ours, bare = in_turn(
        [*CVSCREEN, "screen", str(folder), "--job", str(job), "--json"],
        [sys.executable, str(ROOT / "benchmarks" / "bare_extraction.py"), str(folder)],
        7,
    )
    return [
        Row(
            f"screen --json, {count} PDFs / bare extraction",
            f"{ours / bare:.2f}x",
            "2x at most",
            f"{ours:.2f} s / {bare:.2f} s",
        )
    ]
