"""Real CVs beside the repository; tests that use them are skipped where they are not."""

from __future__ import annotations

import functools
import json
from pathlib import Path

import pytest

from cvscreen.domain.text import CVText, Page

DATA = Path(__file__).parents[3] / "shared" / "data"
FIXTURES = DATA / "offlinecv-pdf-fixtures"
_HIRING = DATA / "bloomberg-gpt-hiring" / "data"

needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="needs the real CVs beside the repository")


def plain_text(pdf: Path) -> CVText:
    """The text of a PDF in PDFium's order, without spans."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:  # type: ignore[no-untyped-call]
        texts = [page.get_textpage().get_text_bounded() for page in document]
    return CVText(tuple(Page(number, text) for number, text in enumerate(texts, start=1)))


@functools.cache
def jobs() -> list[tuple[str, list[str]]]:
    """Four job descriptions, each with eight CVs that have `{name}` where the name goes."""
    loaded = json.loads((_HIRING / "intermediary" / "resumes_to_rank.json").read_text(encoding="utf-8"))
    return [(job["jd"], job["resumes"]) for job in loaded.values()]


@functools.cache
def names() -> list[str]:
    """800 names, in capitals."""
    files = [_HIRING / "input" / f"top_{sex}_names.json" for sex in ("mens", "womens")]
    groups = [group for file in files for group in json.loads(file.read_text(encoding="utf-8")).values()]
    return [name for group in groups for name in group]
