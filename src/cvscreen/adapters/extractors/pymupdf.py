"""MuPDF, by way of PyMuPDF (package pymupdf-lite). Its licence is AGPL-3.0 or commercial."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from cvscreen.adapters.extractors.parsing import HEAD_LINES, Line, check_page_count, page_of, text_of
from cvscreen.domain.errors import CorruptPDF, EncryptedPDF
from cvscreen.domain.text import CVText, Page

if TYPE_CHECKING:  # the parser process has no use for these
    from cvscreen.adapters.registry import Opening
    from cvscreen.ports.extractors import TextExtractor

if find_spec("pymupdf") is None:
    raise ModuleNotFoundError("No module named 'pymupdf'", name="pymupdf")

LICENCE = "AGPL-3.0 or commercial"


class LicenceWarning(UserWarning):
    """A library whose licence asks more of its users than cvscreen's does."""


def open(opening: Opening) -> AbstractAsyncContextManager[TextExtractor]:  # noqa: A001
    """A pool of parser processes that run MuPDF. Emits a LicenceWarning."""
    from cvscreen.adapters.extractors.pool import open_pool

    warnings.warn(
        f"PyMuPDF is {LICENCE}: make sure that this suits your use, or take pdfium:, whose licence is permissive",
        LicenceWarning,
        stacklevel=2,
    )
    return open_pool(opening, f"{__name__}:PyMuPDFParser")


class PyMuPDFParser:
    """Page text in MuPDF's own order, and the font size of each line in the first page's head."""

    def __init__(self) -> None:
        import pymupdf

        self._pymupdf: Any = pymupdf
        self.name = f"PyMuPDF {self._pymupdf.pymupdf_version} ({LICENCE})"

    def read(self, content: bytes, max_pages: int) -> CVText:
        """The text of the pages. Errors as in Parser.read."""
        try:
            document = self._pymupdf.open(stream=content, filetype="pdf")
        except self._pymupdf.FileDataError:
            raise CorruptPDF("the PDF cannot be parsed: export the CV again") from None
        with document:
            if document.needs_pass:
                raise EncryptedPDF("the PDF needs a password: save the CV without one")
            check_page_count(document.page_count, max_pages)
            return text_of(self._pages(document))

    def _pages(self, document: Any) -> Iterator[Page]:
        for number in range(1, document.page_count + 1):
            content = document[number - 1].get_text("dict", flags=self._pymupdf.TEXTFLAGS_TEXT)
            with_sizes = HEAD_LINES if number == 1 else 0
            yield page_of(number, _lines(content, with_sizes))


def _lines(content: dict[str, Any], with_sizes: int) -> Iterator[Line]:
    lines = (line for block in content["blocks"] for line in block.get("lines", ()))
    for place, line in enumerate(lines):
        seen = [span for span in line["spans"] if span["text"].strip()]
        size = round(seen[0]["size"], 2) if seen and place < with_sizes else None
        yield Line("".join(span["text"] for span in line["spans"]), size)
