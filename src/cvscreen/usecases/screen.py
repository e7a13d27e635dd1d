"""Screening one CV: extract, mask, assess, score. It keeps nothing."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from cvscreen.domain.assessment import Assessment, Flag
from cvscreen.domain.documents import CVFacts, Document
from cvscreen.domain.report import Report, report
from cvscreen.domain.rubric import DraftedRubric
from cvscreen.domain.text import CVText
from cvscreen.domain.usage import summed
from cvscreen.ports.scorers import Scorer
from cvscreen.usecases.assess import AssessCV
from cvscreen.usecases.reading import ReadText

FEW_LETTERS = 200
"""A CV with fewer letters and digits is likely to be a picture with a caption."""


class ScreenCV:
    """The answer about one CV for one rubric."""

    def __init__(self, read_text: ReadText, scorer: Scorer) -> None:
        self._read_text = read_text
        self._judge = JudgeCV(scorer)

    async def __call__(self, document: Document, drafted: DraftedRubric) -> Report:
        """The report. Raises a CVError about the document or a ScorerError."""
        text = await self._read_text(document)
        return await self._judge(document.facts(len(text.pages)), text, drafted)


class JudgeCV:
    """The second half of it, for a CV that has been read."""

    def __init__(self, scorer: Scorer) -> None:
        self._assess = AssessCV(scorer)

    async def __call__(self, cv: CVFacts, text: CVText, drafted: DraftedRubric) -> Report:
        """The report about the CV whose masked text this is. Raises a ScorerError."""
        return reported(cv, text, drafted, await self._assess(text, drafted.rubric))


def reported(cv: CVFacts, text: CVText, drafted: DraftedRubric, assessment: Assessment) -> Report:
    """The report that follows, with all that a person should know of the rubric and the text."""
    flags = (*drafted.flags, *_text_flags(text), *assessment.flags)
    usage = assessment.usage if drafted.usage is None else summed((drafted.usage, assessment.usage))
    return report(cv, drafted.rubric, replace(assessment, flags=flags, usage=usage))


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
