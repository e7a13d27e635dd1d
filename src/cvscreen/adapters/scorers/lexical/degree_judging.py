"""Judging degrees: the level, and the field where one is asked for."""

from __future__ import annotations

import re
from typing import NamedTuple

from cvscreen.adapters.scorers.lexical.degrees import Level, is_unfinished
from cvscreen.adapters.scorers.lexical.evidence import Judgement, NeedHits
from cvscreen.adapters.scorers.lexical.mentions import Mention
from cvscreen.adapters.scorers.lexical.passages import Passage
from cvscreen.adapters.scorers.lexical.reading import PageReading, Reading
from cvscreen.domain.assessment import Quote, Verdict
from cvscreen.domain.patterns import when_needed

_FIELD_WITHIN = 160
"""A degree's field stands in its entry: in its passage, or so many characters from it."""

_ANY_FIELD = when_needed(
    r"\b(?:related|similar|relevant|any|equivalent)\b[^.;]{0,30}\b(?:field|discipline|subject|area|degree|experience)",
    re.IGNORECASE,
)


_NAMES_FIELD = when_needed(
    r"(?:degree|bachelor|master|diploma|doctorate|phd|b\.?sc|m\.?sc)\S*\s+(?:\w+\s+)?(?:in|of)\s", re.IGNORECASE
)


class _Degree(NamedTuple):
    level: Level
    page: PageReading
    passage: Passage
    start: int
    end: int


def judge_degree(asked: Level, found: list[NeedHits], text: str, reading: Reading) -> Judgement:
    """Met by a finished degree of that level or above in the field; partial in another field, or unfinished."""
    named = [degree for degree in _degrees(reading) if degree.level >= asked]
    held = [degree for degree in named if _mention(degree) is Mention.CLAIMED]
    denied = [degree for degree in named if _mention(degree) is Mention.DENIED and not is_unfinished(_text(degree))]
    if denied and not held:
        return Judgement(Verdict.NOT_MET, (_quote(denied[0]),), "The CV says that there is no such degree.")
    if not held:
        return Judgement(Verdict.UNCLEAR, (), "No degree of that level is named.")
    finished = [degree for degree in held if not is_unfinished(_text(degree))]
    in_field = [degree for degree in finished if _in_field(degree, asked, text, found)]
    if in_field:
        return Judgement(Verdict.MET, (_quote(in_field[0]),), "Degree found.")
    if not finished:
        return Judgement(Verdict.PARTIAL, (_quote(held[0]),), "The degree is not finished.")
    other = (
        "The degree is in another field, which may be a related one."
        if _ANY_FIELD().search(text)
        else "The degree is in another field."
    )
    return Judgement(Verdict.PARTIAL, (_quote(finished[0]),), other)


def _degrees(reading: Reading) -> list[_Degree]:
    found = []
    for page in reading.pages:
        for degree in page.degrees():
            passage = page.passage_around(degree.start)
            if passage:
                found.append(_Degree(degree.level, page, passage, degree.start, degree.end))
    return found


def _in_field(degree: _Degree, asked: Level, text: str, found: list[NeedHits]) -> bool:
    fields = [needed for needed in found if not needed.need.plain]
    if not fields and _NAMES_FIELD().search(text):
        fields = found
    if not fields or (degree.level > Level.SCHOOL and asked is Level.SCHOOL):
        return True
    return any(
        hit.page is degree.page and abs(hit.start - degree.start) <= _FIELD_WITHIN
        for needed in fields
        for hit in needed.claimed
    )


def _mention(degree: _Degree) -> Mention:
    return degree.page.mention_in(degree.passage, degree.start, degree.end)


def _text(degree: _Degree) -> str:
    return degree.page.text[degree.passage.start : degree.passage.end]


def _quote(degree: _Degree) -> Quote:
    return degree.page.quote(degree.passage, degree.start, degree.end)
