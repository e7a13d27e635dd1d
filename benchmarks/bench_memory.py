"""The peak memory of screening 500 CVs beside that of screening 5, parser processes included."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from pathlib import Path

from measuring import CVSCREEN, DATA, ROOT, Row, peak_memory


def rows() -> list[Row]:
    with tempfile.TemporaryDirectory() as name:
        few, many = _folder(Path(name) / "few", 5), _folder(Path(name) / "many", 500)
        small, large = _peak(few), _peak(many)
    return [
        Row(
            "memory for 500 CVs above that for 5",
            f"{large - small:.0f} MB",
            "100 MB at most",
            f"{large:.0f} MB / {small:.0f} MB",
        )
    ]


def _folder(folder: Path, count: int) -> Path:
    fixtures = DATA / "offlinecv-pdf-fixtures"
    source = fixtures if fixtures.exists() else ROOT / "examples" / "cvs"
    folder.mkdir()
    for number, path in zip(range(count), itertools.cycle(sorted(source.rglob("*.pdf"))), strict=False):
        shutil.copy(path, folder / f"{number:03}.pdf")
    return folder


def _peak(folder: Path) -> float:
    job = ROOT / "examples" / "jobs" / "python-engineer.txt"
    return peak_memory([*CVSCREEN, "screen", str(folder), "--job", str(job), "--json"])
