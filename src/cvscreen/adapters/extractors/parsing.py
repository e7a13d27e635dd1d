"""What the parsers share: the limits they judge by, and how lines become a page.

Imported in the parser process, where every millisecond of start-up counts: the standard library and the domain only.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from cvscreen.domain.errors import CorruptPDF, NoPages, TooManyPages
from cvscreen.domain.patterns import when_needed
from cvscreen.domain.text import CVText, Page, Span

MAX_CHARACTERS = 200_000
"""A CV has a few thousand; what has more than this is a bomb."""
HEAD_LINES = 40
"""The lines of the first page whose font size is worth looking up: a name stands among them."""

_HYPHEN = when_needed("-\xad\u2010|\xad")  # Quartz writes one drawn hyphen as these three characters
_BLANK = when_needed("\t\r \xa0|[\t\n\x0b\x0c\r\x85\xa0\u2028\u2029]")  # and one space as these four
_DROPPED = when_needed("[\x00-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


class Parser(Protocol):
    """What runs in a parser process: made once, without arguments, then given one document after the other.

    Making it imports the library, so that its first document does not pay for that.
    """

    @property
    def name(self) -> str:
        """The library and its version, such as `pdfium 159.0.8149.0`."""
        ...

    def read(self, content: bytes, max_pages: int) -> CVText:
        """The text of a PDF. Raises EncryptedPDF, CorruptPDF, NoPages or TooManyPages.

        Any other exception is reported as CorruptPDF with its type's name.
        """
        ...


class Line(NamedTuple):
    """A line as the library gives it, and its font size in points, if known."""

    text: str
    size: float | None = None


def check_page_count(count: int, max_pages: int) -> None:
    """Raise NoPages or TooManyPages. To be called before any page is read."""
    if count < 1:
        raise NoPages("the PDF has no pages: export the CV again")
    if count > max_pages:
        raise TooManyPages(f"the PDF has {count} pages, the limit is {max_pages}: send the CV alone")


def page_of(number: int, lines: Iterable[Line]) -> Page:
    """A page of the lines that are not blank, with a span over each line whose size is known."""
    texts: list[str] = []
    spans: list[Span] = []
    start = 0
    for line in lines:
        text = clean(line.text)
        if not text:
            continue
        texts.append(text)
        if line.size is not None:
            spans.append(Span(start, start + len(text), line.size))
        start += len(text) + 1
    return Page(number, "\n".join(texts), tuple(spans))


def clean(line: str) -> str:
    """The line as people see it: valid Unicode, one kind of hyphen and space, no control characters."""
    if line.isprintable():  # nothing of the below is
        return line.strip()
    return _DROPPED().sub("", _BLANK().sub(" ", _HYPHEN().sub("-", line))).strip()


def text_of(pages: Iterable[Page]) -> CVText:
    """The pages as a CV's text, read one by one. Raises CorruptPDF as soon as there is too much of it."""
    kept: list[Page] = []
    room = MAX_CHARACTERS
    for page in pages:
        room -= len(page.text)
        if room < 0:
            raise CorruptPDF(f"the PDF has more than {MAX_CHARACTERS} characters of text: export the CV again")
        kept.append(page)
    return CVText(tuple(kept))
