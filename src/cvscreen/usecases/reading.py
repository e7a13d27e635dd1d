"""Reading a CV: from the PDF to the text that scorers see."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from cvscreen.domain.documents import Document, check_signature, check_size
from cvscreen.domain.errors import Unreadable
from cvscreen.domain.text import CVText
from cvscreen.ports.extractors import ExtractionRequest, TextExtractor
from cvscreen.ports.phones import PhoneFinder


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLimits:
    """How large a document may be: bytes and pages."""

    max_bytes: int
    max_pages: int


class ReadText:
    """What a scorer will see of a CV: its text in reading order, masked."""

    def __init__(self, extractor: TextExtractor, limits: DocumentLimits, phones: PhoneFinder | None = None) -> None:
        self._extractor = extractor
        self._limits = limits
        self._phones = phones

    async def __call__(self, document: Document) -> CVText:
        """The masked text, the same for every job.

        Raises a CVError; Unreadable if there is no text at all, or none but contact details.
        """
        check_size(len(document.content), self._limits.max_bytes)
        check_signature(document.content)
        request = ExtractionRequest(content=document.content, max_pages=self._limits.max_pages, masked=True)
        extracted = await self._extractor.extract(request)
        text = extracted if extracted.masked else await self._masked(extracted)
        if text.is_blank():
            raise Unreadable(
                "no text can be read in the CV, it may be a scan: export it as PDF from where it was written"
            )
        return text

    async def _masked(self, text: CVText) -> CVText:
        """Long texts are masked in a thread, so that the loop lives and leases are renewed."""
        # Most extractors mask what they read where they read it.
        from cvscreen.domain.masks import masked, no_more_phones

        find_phones = self._phones.find if self._phones else no_more_phones
        if text.is_short():
            concealed = masked(text, find_phones)
            await asyncio.sleep(0)  # a parser may be waiting for its next document
            return concealed
        return await asyncio.to_thread(masked, text, find_phones)
