"""The memory adapter of the TextExtractor port, for tests: its "PDF" is a signature line, then plain text."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from cvscreen.adapters.registry import Opening
from cvscreen.domain.errors import (
    CorruptPDF,
    CVError,
    EncryptedPDF,
    NoPages,
    ParserCrashed,
    ParserTimedOut,
    TooManyPages,
)
from cvscreen.domain.text import CVText, HiddenSpan, Page, Quality
from cvscreen.ports.extractors import ExtractionRequest
from cvscreen.ports.health import Health

SIGNATURE = "%PDF-plain"
HIDDEN = "%hidden "
WARNING = "%warning "

_BROKEN: dict[str, type[CVError]] = {
    "%PDF-encrypted": EncryptedPDF,
    "%PDF-corrupt": CorruptPDF,
    "%PDF-crashes": ParserCrashed,
    "%PDF-hangs": ParserTimedOut,
}


def plain_pdf(*pages: str, signature: str = SIGNATURE) -> bytes:
    """A document that PlainTextExtractor reads: of no pages if there are none.

    A line that starts with `%hidden ` is hidden text, one with `%warning ` a warning about the quality. The
    signatures `%PDF-encrypted`, `%PDF-corrupt`, `%PDF-crashes` and `%PDF-hangs` make documents that cannot be read.
    """
    return f"{signature}\n{chr(12).join(pages)}".encode()


class PlainTextExtractor:
    """Reads what `plain_pdf` writes: UTF-8 text, in which form feeds separate the pages. It parses in this process."""

    async def extract(self, request: ExtractionRequest) -> CVText:
        """The text of every page. Raises what the port names, as the document asks for it."""
        signature, _, body = _decoded(request.content).partition("\n")
        if signature.strip() in _BROKEN:
            raise _BROKEN[signature.strip()](f"the document says {signature.strip()}")
        if not body:
            raise NoPages("the PDF has no pages")
        pages = body.split("\f")
        if len(pages) > request.max_pages:
            raise TooManyPages(f"the PDF has {len(pages)} pages: {request.max_pages} is the limit")
        lines = [(number, line) for number, page in enumerate(pages, 1) for line in page.split("\n")]
        hidden = tuple(_hidden(number, line) for number, line in lines if line.startswith(HIDDEN))
        warnings = tuple(line.removeprefix(WARNING) for _, line in lines if line.startswith(WARNING))
        shown = tuple(Page(number, _shown(page)) for number, page in enumerate(pages, 1))
        return CVText(shown, hidden, Quality(warnings=warnings))

    async def ping(self) -> Health:
        """Always well."""
        return Health("reads plain text with a PDF's signature", advice="for tests only: it reads no PDF")


@asynccontextmanager
async def open(_opening: Opening) -> AsyncIterator[PlainTextExtractor]:  # noqa: A001 - every adapter module has an open
    """Nothing to open."""
    yield PlainTextExtractor()


def _decoded(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise CorruptPDF("the document is not UTF-8") from None


def _hidden(page: int, line: str) -> HiddenSpan:
    return HiddenSpan("white on white", page, (0.0, 0.0, 1.0, 1.0), line.removeprefix(HIDDEN))


def _shown(page: str) -> str:
    return "\n".join(line for line in page.split("\n") if not line.startswith((HIDDEN, WARNING)))
