"""pypdf (BSD-3-Clause): pure Python, slower, without font sizes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from cvscreen.adapters.extractors.parsing import Line, check_page_count, page_of, text_of
from cvscreen.domain.errors import CorruptPDF, EncryptedPDF
from cvscreen.domain.text import CVText, Page

if TYPE_CHECKING:  # the parser process has no use for these
    from cvscreen.adapters.registry import Opening
    from cvscreen.ports.extractors import TextExtractor

if find_spec("pypdf") is None:
    raise ModuleNotFoundError("No module named 'pypdf'", name="pypdf")


def open(opening: Opening) -> AbstractAsyncContextManager[TextExtractor]:  # noqa: A001
    """A pool of parser processes that run pypdf."""
    from cvscreen.adapters.extractors.pool import open_pool

    return open_pool(opening, f"{__name__}:PypdfParser")


class PypdfParser:
    """Page text in pypdf's own order."""

    def __init__(self) -> None:
        import pypdf
        import pypdf.errors

        self._pypdf = pypdf
        self.name = f"pypdf {pypdf.__version__}"

    def read(self, content: bytes, max_pages: int) -> CVText:
        """The text of the pages. Errors as in Parser.read."""
        errors = self._pypdf.errors
        try:
            reader = self._pypdf.PdfReader(io.BytesIO(content))
            if reader.is_encrypted and not reader.decrypt(""):
                raise EncryptedPDF("the PDF needs a password: save the CV without one")
            check_page_count(len(reader.pages), max_pages)
            return text_of(_pages(reader))
        except errors.DependencyError:
            raise EncryptedPDF("the PDF is encrypted with AES: pip install cryptography to read it by pypdf") from None
        except errors.PyPdfError as error:
            raise CorruptPDF(f"the PDF cannot be parsed ({type(error).__name__}): export the CV again") from None


def _pages(reader: Any) -> Iterator[Page]:
    for number, page in enumerate(reader.pages, 1):
        yield page_of(number, (Line(line) for line in page.extract_text().split("\n")))
