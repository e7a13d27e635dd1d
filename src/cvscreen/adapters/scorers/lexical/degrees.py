"""Degrees: which level a criterion asks for, and which a CV shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from cvscreen.domain.patterns import when_needed


class Level(IntEnum):
    """Levels of education in rising order, after ISCED 2011 (3, 5, 6, 7, 8)."""

    SCHOOL = 3
    ASSOCIATE = 5
    BACHELOR = 6
    MASTER = 7
    DOCTORATE = 8


_NAMED: tuple[tuple[Level, str], ...] = (
    (Level.DOCTORATE, r"doctora(?:te|l)\b|doctor\s+of\b|ph\.?\s?d\b"),
    (
        Level.MASTER,
        (
            r"master(?<!scrum master)(?<!post master)(?:['’]?s)?\s+(?:degree\b|of\b|in\s+(?!\d|an?\b|the\b|my\b))"
            r"|masters\b|master['’]s\b|graduate\s+degree\b|postgraduate\b"
        ),
    ),
    (
        Level.BACHELOR,
        (
            r"bachelor(?:['’]?s)?\b(?!\s+party)|baccalaureate\b|undergraduate\s+degree\b(?!\s+(?:course|program|student|class))"
            r"|university\s+degree\b|college\s+degree\b|four-year\s+degree\b|4-year\s+degree\b|licenciatura\b"
        ),
    ),
    (
        Level.ASSOCIATE,
        (
            r"associate(?:['’]?s)?(?:\s+degree|\s+of\s+(?:arts|science|applied)|\s+in\s+(?:arts|science|applied))"
            r"|foundation\s+degree\b|hnd\b"
        ),
    ),
    (Level.SCHOOL, r"high[\s-]school\b|ged\b|secondary\s+school\b|a-levels\b|abitur\b"),
)
"""In lower case, without the boundary before them, which `_begins_word` looks at: so that a search may skip letters."""

_OF_MICROSOFT = "(?:Office|Excel|Word|Windows|Project|Access|Teams|Outlook|Power|Dynamics|Visio|Azure|Server|Suite)"
_ABBREVIATED: tuple[tuple[Level, str], ...] = (
    (Level.DOCTORATE, r"Ph\.?D\.?|D\.?Phil\.?|Ed\.D\.|PharmD|Pharm\.D\.|J\.D\.|JD|M\.D\."),
    (
        Level.MASTER,
        (
            rf"MBA|M\.B\.A\.|M\.?Sc\.?|M\.S\.|MS(?=\s+(?:in|of)\b|,?\s+[A-Z][a-z])(?!\s+{_OF_MICROSOFT})"
            r"|M\.A\.|MA(?=\s+(?:in|of)\b)|M\.?Eng\.?|M\.?Ed\.?|MFA|MPH|MSN|MSW|LL\.?M\.?|M\.?Arch\.?|M\.?Tech\.?|M\.?Phil\.?"
        ),
    ),
    (
        Level.BACHELOR,
        (
            r"B\.?Sc\.?|B\.S\.|BS(?=\s+(?:in|of)\b|,|\s+[A-Z][a-z])|B\.A\.|BA(?=\s+(?:in|of|\()|,\s)"
            r"|B\.?Eng\.?|B\.?Tech\.?|B\.?Com\.?|B\.?Ed\.?|BBA|B\.B\.A\.|BFA|B\.F\.A\.|BSN|B\.S\.N\.|BSW|B\.?Arch\.?"
            r"|LL\.?B\.?|S\.B\.|A\.B\."
        ),
    ),
    (Level.ASSOCIATE, r"A\.A\.S?\.?|AAS|A\.S\.|ADN"),
)
_ANY = re.compile(r"\b(?:degree|diploma)\b(?!\s+of\s+(?:freedom|autonomy|accuracy|care|independence))", re.IGNORECASE)
_NAMED_PATTERNS = [(level, re.compile(pattern)) for level, pattern in _NAMED]
_ABBREVIATION = re.compile(
    "(?=[ABDEJLMPS])(?:"  # most letters of a text are passed over at a glance
    + "|".join(rf"(?P<{level.name}>(?:{pattern})(?![\w]))" for level, pattern in _ABBREVIATED)
    + ")"
)
_UNFINISHED = when_needed(
    r"\b(?:expected(?=\s*:?\s*(?:in\s+)?(?:\w+\s+)?\d{4}|\s+graduation|\s*\))|anticipated|in\s+progress"
    r"|(?:degree|phd|doctoral|master['’]?s|mba)\s+candidate|ongoing|did\s+not\s+(?:finish|complete)|incomplete|unfinished"
    r"|not\s+(?:yet\s+)?(?:completed|finished)|never\s+(?:completed|finished)|dropped\s+out|studying\s+towards?)\b",
    re.IGNORECASE,
)


class DegreeFound(NamedTuple):
    """A degree named in a text, and where."""

    level: Level
    start: int
    end: int


def degrees(text: str) -> Iterator[DegreeFound]:
    """Every degree that a text names, the named ones first, the highest first of each kind."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(letter.lower()[:1] for letter in text)
    for level, pattern in _NAMED_PATTERNS:
        for found in pattern.finditer(lower):
            if _begins_word(lower, found.start()):
                yield DegreeFound(level, found.start(), found.end())
    short = [found for found in _ABBREVIATION.finditer(text) if _stands_free(text, found.start())]
    for found in sorted(short, key=lambda match: -Level[match.lastgroup or ""]):
        yield DegreeFound(Level[found.lastgroup or ""], found.start(), found.end())


def _begins_word(text: str, start: int) -> bool:
    return start == 0 or not (text[start - 1].isalnum() or text[start - 1] == "_")


def _stands_free(text: str, start: int) -> bool:
    return _begins_word(text, start) and text[start - 1 : start] != "."


def level_asked(text: str) -> Level | None:
    """The lowest level that would do, or None if no degree is asked for; a degree of no named level is a bachelor's."""
    named = [found.level for found in degrees(text)]
    if named:
        return min(named)
    return Level.BACHELOR if _ANY.search(text) else None


def is_unfinished(text: str) -> bool:
    """Whether a passage says that its degree is still under way, or was given up."""
    return _UNFINISHED().search(text) is not None
