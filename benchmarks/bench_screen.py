"""Whole-process time of `cvscreen screen --json` beside a bare script that extracts the same texts, as installed."""

from __future__ import annotations

import base_install
from measuring import DATA, ROOT, Row, in_turn


def rows() -> list[Row]:
    fixtures = DATA / "offlinecv-pdf-fixtures"
    folder = fixtures if fixtures.exists() else ROOT / "examples" / "cvs"
    count = len(list(folder.rglob("*.pdf")))
    job = ROOT / "examples" / "jobs" / "python-engineer.txt"
    python = base_install.python()
    ours, bare = in_turn(
        [python, "-m", "cvscreen", "screen", str(folder), "--job", str(job), "--json"],
        [python, str(ROOT / "benchmarks" / "bare_extraction.py"), str(folder)],
        7,
    )
    return [
        Row(
            f"screen --json, {count} PDFs / bare extraction, base install",
            f"{ours / bare:.2f}x",
            "2x at most",
            f"{ours:.2f} s / {bare:.2f} s",
        )
    ]
