"""Reading PDFs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from cvscreen.domain.text import CVText
from cvscreen.ports.health import Pings


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractionRequest:
    """A PDF's bytes, and how many pages it may have.

    `masked` asks for the masked text: an extractor that has a process for it may mask it there, and says so by
    `CVText.masked`. Of one that does not, the core masks the text.
    """

    content: bytes
    max_pages: int
    masked: bool = False


class TextExtractor(Pings, Protocol):
    """Turns a PDF into the text that a human can see in it.

    The bytes are foreign: an adapter parses them in a process of its own, with limits on memory and time.
    """

    async def extract(self, request: ExtractionRequest) -> CVText:
        """The text of every page, in the order of the pages; pages without text are there with an empty one.

        Raises EncryptedPDF, CorruptPDF, NoPages or TooManyPages about the document, and ParserCrashed or
        ParserTimedOut if it killed or hung its parser. It never raises Unreadable: judging the text is the core's.
        """
        ...
