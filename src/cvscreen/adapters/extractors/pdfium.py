"""PDFium (Apache-2.0 or BSD-3-Clause), by way of pypdfium2: the default."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from cvscreen.adapters.extractors.parsing import HEAD_LINES, Line, check_page_count, page_of, text_of
from cvscreen.domain.errors import CorruptPDF, EncryptedPDF, NoPages
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


class _RefusedError(Exception):
    """PDFium did not give what it was asked for."""


class PdfiumParser:
    """Page text in PDFium's own order, and the font size of each line in the first page's head.

    It calls PDFium's own functions: the package's helpers take as long to import as PDFium itself.
    """

    def __init__(self) -> None:
        import pypdfium2_raw
        from pypdfium2_raw.version import PDFIUM_INFO

        self._pdfium: Any = pypdfium2_raw
        pypdfium2_raw.FPDF_InitLibraryWithConfig(pypdfium2_raw.FPDF_LIBRARY_CONFIG(version=2))
        self._locked = {pypdfium2_raw.FPDF_ERR_PASSWORD, pypdfium2_raw.FPDF_ERR_SECURITY}
        self.name = f"pdfium {PDFIUM_INFO.tag}"

    def read(self, content: bytes, max_pages: int) -> CVText:
        """The text of the pages. Errors as in Parser.read."""
        loaded = self._pdfium.FPDF_LoadMemDocument64(content, len(content), None)
        if not loaded and self._pdfium.FPDF_GetLastError() in self._locked:
            raise EncryptedPDF("the PDF needs a password: save the CV without one")
        try:
            with _held(loaded, self._pdfium.FPDF_CloseDocument) as document:
                return text_of(self._page(document, number) for number in self._numbers(document, max_pages))
        except _RefusedError:
            if _EMPTY_TREE.search(content):  # PDFium takes a document without pages for a broken one
                raise NoPages("the PDF has no pages: export the CV again") from None
            raise CorruptPDF("the PDF cannot be parsed: export the CV again") from None

    def _numbers(self, document: Any, max_pages: int) -> range:
        count = self._pdfium.FPDF_GetPageCount(document)
        if count < 1:
            raise _RefusedError
        check_page_count(count, max_pages)
        return range(1, count + 1)

    def _page(self, document: Any, number: int) -> Page:
        pdfium = self._pdfium
        with (
            _held(pdfium.FPDF_LoadPage(document, number - 1), pdfium.FPDF_ClosePage) as page,
            _held(pdfium.FPDFText_LoadPage(page), pdfium.FPDFText_ClosePage) as textpage,
        ):
            lines = self._text(page, textpage).split("\r\n")
            sizes = self._sizes(textpage, lines) if number == 1 else {}
            return page_of(
                number, (Line(line.replace(_HYPHEN_AT_LINE_END, "-"), sizes.get(i)) for i, line in enumerate(lines))
            )

    def _text(self, page: Any, textpage: Any) -> str:
        """The text within the page's box: what lies outside of it, nobody sees."""
        box = self._pdfium.FS_RECTF()
        if not self._pdfium.FPDF_GetPageBoundingBox(page, box):
            raise _RefusedError
        place = (textpage, box.left, box.top, box.right, box.bottom)
        units = max(0, self._pdfium.FPDFText_GetBoundedText(*place, None, 0))
        buffer = (self._pdfium.FPDF_WCHAR * units)()
        self._pdfium.FPDFText_GetBoundedText(*place, buffer, units)
        return bytes(buffer).decode("utf-16-le", "ignore")

    def _sizes(self, textpage: Any, lines: list[str]) -> dict[int, float]:
        """The font size of the first character of each of the head's lines, by the line's place."""
        sizes: dict[int, float] = {}
        index, count = 0, self._pdfium.FPDFText_CountChars(textpage)
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
        unicode_at = self._pdfium.FPDFText_GetUnicode
        for start in places:
            if unicode_at(textpage, start) == units[0] and all(
                unicode_at(textpage, start + i) == unit for i, unit in enumerate(units[1:], 1)
            ):
                return start
        return None

    def _size(self, textpage: Any, index: int) -> float | None:
        """The size as it is seen, in points: many writers set size 1 and scale by the text matrix."""
        matrix = self._pdfium.FS_MATRIX()
        if not self._pdfium.FPDFText_GetMatrix(textpage, index, matrix):
            return None
        size = self._pdfium.FPDFText_GetFontSize(textpage, index) * math.hypot(matrix.c, matrix.d)
        return round(size, 2) if math.isfinite(size) and size > 0 else None


@contextmanager
def _held(handle: Any, close: Callable[[Any], None]) -> Iterator[Any]:
    """What PDFium handed out, closed in the end. Raises _RefusedError if it is nothing."""
    if not handle:
        raise _RefusedError
    try:
        yield handle
    finally:
        close(handle)


def _utf16(text: str) -> list[int]:
    return memoryview(text.encode("utf-16-le", "surrogatepass")).cast("H").tolist()
