"""Screening one CV: extract, mask, assess, score. It keeps nothing."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from itertools import islice

from cvscreen.domain.assessment import Assessment, Flag
from cvscreen.domain.documents import Document, check_signature, check_size
from cvscreen.domain.errors import Unreadable
from cvscreen.domain.report import CVFacts, Report, report
from cvscreen.domain.rubric import DraftedRubric
from cvscreen.domain.text import CVText
from cvscreen.domain.usage import summed
from cvscreen.ports.extractors import ExtractionRequest, TextExtractor
from cvscreen.ports.phones import PhoneFinder
from cvscreen.ports.scorers import Scorer
from cvscreen.usecases.assess import AssessCV

FEW_LETTERS = 200
"""A CV with fewer letters and digits is likely to be a picture with a caption."""


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


class ScreenCV:
    """The answer about one CV for one rubric."""

    def __init__(self, read_text: ReadText, scorer: Scorer) -> None:
        self._read_text = read_text
        self._assess = AssessCV(scorer)

    async def __call__(self, document: Document, drafted: DraftedRubric) -> Report:
        """The report. Raises a CVError about the document or a ScorerError."""
        return await self.judge(document, await self.read(document), drafted)

    async def read(self, document: Document) -> CVText:
        """The first half, for which no rubric is needed yet: the masked text. Raises a CVError."""
        return await self._read_text(document)

    async def judge(self, document: Document, text: CVText, drafted: DraftedRubric) -> Report:
        """The second half: the report about a document whose masked text this is. Raises a ScorerError."""
        return reported(document, text, drafted, await self._assess(text, drafted.rubric))


def reported(document: Document, text: CVText, drafted: DraftedRubric, assessment: Assessment) -> Report:
    """The report that follows, with all that a person should know of the rubric and the text."""
    flags = (*drafted.flags, *_text_flags(text), *assessment.flags)
    facts = CVFacts(document.filename, document.sha256, len(document.content), len(text.pages))
    usage = assessment.usage if drafted.usage is None else summed((drafted.usage, assessment.usage))
    return report(facts, drafted.rubric, replace(assessment, flags=flags, usage=usage))


def _text_flags(text: CVText) -> list[Flag]:
    flags = [Flag("hidden_text", f"{h.trick}: {h.text}", h.page, h.box) for h in text.hidden]
    flags += [Flag("quality", warning) for warning in text.quality.warnings]
    letters = len(list(islice(filter(str.isalnum, (c for page in text.pages for c in page.text)), FEW_LETTERS)))
    if letters < FEW_LETTERS:
        flags.append(Flag("little_text", f"only {letters} letters could be read: part of the CV may be a picture"))
    for page in text.pages:
        if not page.text.strip():
            flags.append(Flag("page_without_text", "nothing could be read on this page", page.number))
    return flags
