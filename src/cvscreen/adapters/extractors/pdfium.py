"""PDFium (Apache-2.0 or BSD-3-Clause), by way of pypdfium2: the default."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, closing
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from cvscreen.adapters.extractors.parsing import HEAD_LINES, Line, check_page_count, page_of, text_of
from cvscreen.domain.errors import CorruptPDF, CVError, EncryptedPDF, NoPages
from cvscreen.domain.text import CVText, Page

if TYPE_CHECKING:  # the parser process has no use for these
    from cvscreen.adapters.registry import Opening
    from cvscreen.ports.extractors import TextExtractor

if find_spec("pypdfium2") is None:
    raise ModuleNotFoundError("No module named 'pypdfium2'", name="pypdfium2")

_HYPHEN_AT_LINE_END = "\x02"
"""What PDFium writes for a hyphen that ends a line, when it joins that line with the next."""
_SEARCHED = 400
"""How many characters further on, at most, a line's first character is looked for in PDFium's list."""
_COMPARED = 4
_EMPTY_TREE = re.compile(rb"/Type\s*/Pages\b[^>]{0,200}/Count\s+0\b|/Count\s+0\b[^>]{0,200}/Type\s*/Pages\b")


def open(opening: Opening) -> AbstractAsyncContextManager[TextExtractor]:  # noqa: A001
    """A pool of parser processes that run PDFium."""
    from cvscreen.adapters.extractors.pool import open_pool

    return open_pool(opening, f"{__name__}:PdfiumParser")


class PdfiumParser:
    """Page text in PDFium's own order, and the font size of each line in the first page's head."""

    def __init__(self) -> None:
        import pypdfium2

        self._pdfium: Any = pypdfium2
        self.name = f"pdfium {pypdfium2.PYPDFIUM_INFO.version}"

    def read(self, content: bytes, max_pages: int) -> CVText:
        """The text of the pages. Errors as in Parser.read."""
        try:
            with closing(self._pdfium.PdfDocument(content)) as document:
                check_page_count(len(document), max_pages)
                return text_of(self._pages(document))
        except self._pdfium.PdfiumError as error:
            raise self._error(error, content) from None

    def _error(self, error: Any, content: bytes) -> CVError:
        raw = self._pdfium.raw
        if getattr(error, "err_code", None) in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
            return EncryptedPDF("the PDF needs a password: save the CV without one")
        if _EMPTY_TREE.search(content):  # PDFium takes a document without pages for a broken one
            return NoPages("the PDF has no pages: export the CV again")
        return CorruptPDF("the PDF cannot be parsed: export the CV again")

    def _pages(self, document: Any) -> Iterator[Page]:
        for number in range(1, len(document) + 1):
            with closing(document[number - 1]) as page, closing(page.get_textpage()) as textpage:
                # The text within the page's box: what lies outside of it, nobody sees.
                lines = textpage.get_text_bounded().split("\r\n")
                sizes = self._sizes(textpage.raw, lines) if number == 1 else {}
                yield page_of(
                    number,
                    (Line(line.replace(_HYPHEN_AT_LINE_END, "-"), sizes.get(i)) for i, line in enumerate(lines)),
                )

    def _sizes(self, textpage: Any, lines: list[str]) -> dict[int, float]:
        """The font size of the first character of each of the head's lines, by the line's place."""
        sizes: dict[int, float] = {}
        index, count = 0, self._pdfium.raw.FPDFText_CountChars(textpage)
        for place, line in enumerate(lines[:HEAD_LINES]):
            units = _utf16(line.lstrip())
            places = range(index, min(index + _SEARCHED, count))
            found = self._find(textpage, units[:_COMPARED], places) if units else None
            if found is not None and (size := self._size(textpage, found)) is not None:
                sizes[place] = size
            index = (index if found is None else found) + len(units)
        return sizes

    def _find(self, textpage: Any, units: list[int], places: range) -> int | None:
        """Where among those places of PDFium's list the characters stand; it also has those outside the page."""
        unicode_at = self._pdfium.raw.FPDFText_GetUnicode
        for start in places:
            if all(unicode_at(textpage, start + i) == unit for i, unit in enumerate(units)):
                return start
        return None

    def _size(self, textpage: Any, index: int) -> float | None:
        """The size as it is seen, in points: many writers set size 1 and scale by the text matrix."""
        raw = self._pdfium.raw
        matrix = raw.FS_MATRIX()
        if not raw.FPDFText_GetMatrix(textpage, index, matrix):
            return None
        size = raw.FPDFText_GetFontSize(textpage, index) * math.hypot(matrix.c, matrix.d)
        return round(size, 2) if math.isfinite(size) and size > 0 else None


def _utf16(text: str) -> list[int]:
    return memoryview(text.encode("utf-16-le", "surrogatepass")).cast("H").tolist()
