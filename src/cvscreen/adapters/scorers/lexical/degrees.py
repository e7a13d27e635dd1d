"""Degrees: which level a criterion asks for, and which a CV shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    """Levels of education in rising order, after ISCED 2011 (3, 5, 6, 7, 8)."""

    SCHOOL = 3
    ASSOCIATE = 5
    BACHELOR = 6
    MASTER = 7
    DOCTORATE = 8


_NAMED: tuple[tuple[Level, str], ...] = (
    (Level.DOCTORATE, r"\bdoctora(?:te|l)\b|\bdoctor\s+of\b|\bph\.?\s?d\b"),
    (
        Level.MASTER,
        r"(?<!scrum )(?<!post )\bmaster(?:['’]?s)?\s+(?:degree\b|of\b|in\s+(?!\d|an?\b|the\b|my\b))|\bmasters\b|\bmaster['’]s\b|\bgraduate\s+degree\b|\bpostgraduate\b",
    ),
    (
        Level.BACHELOR,
        r"\bbachelor(?:['’]?s)?\b(?!\s+party)|\bbaccalaureate\b|\bundergraduate\s+degree\b(?!\s+(?:course|program|student|class))|\b(?:university|college|four-year|4-year)\s+degree\b|\blicenciatura\b",
    ),
    (
        Level.ASSOCIATE,
        r"\bassociate(?:['’]?s)?(?:\s+degree|\s+of\s+(?:arts|science|applied)|\s+in\s+(?:arts|science|applied))|\bfoundation\s+degree\b|\bHND\b",
    ),
    (Level.SCHOOL, r"\bhigh[\s-]school\b|\bGED\b|\bsecondary\s+school\b|\bA-levels\b|\babitur\b"),
)
_ABBREVIATED: tuple[tuple[Level, str], ...] = (
    (Level.DOCTORATE, r"Ph\.?D\.?|D\.?Phil\.?|Ed\.D\.|PharmD|Pharm\.D\.|J\.D\.|JD|M\.D\."),
    (
        Level.MASTER,
        r"MBA|M\.B\.A\.|M\.?Sc\.?|M\.S\.|MS(?=\s+(?:in|of)\b|,?\s+[A-Z][a-z])(?!\s+(?:Office|Excel|Word|Windows|Project|Access|Teams|Outlook|Power|Dynamics|Visio|Azure|Server|Suite))|M\.A\.|MA(?=\s+(?:in|of)\b)|M\.?Eng\.?|M\.?Ed\.?|MFA|MPH|MSN|MSW|LL\.?M\.?|M\.?Arch\.?|M\.?Tech\.?|M\.?Phil\.?",
    ),
    (
        Level.BACHELOR,
        r"B\.?Sc\.?|B\.S\.|BS(?=\s+(?:in|of)\b|,|\s+[A-Z][a-z])|B\.A\.|BA(?=\s+(?:in|of|\()|,\s)|B\.?Eng\.?|B\.?Tech\.?|B\.?Com\.?|B\.?Ed\.?|BBA|B\.B\.A\.|BFA|B\.F\.A\.|BSN|B\.S\.N\.|BSW|B\.?Arch\.?|LL\.?B\.?|S\.B\.|A\.B\.",
    ),
    (Level.ASSOCIATE, r"A\.A\.S?\.?|AAS|A\.S\.|ADN"),
)
_ANY = re.compile(r"\b(?:degree|diploma)\b(?!\s+of\s+(?:freedom|autonomy|accuracy|care|independence))", re.IGNORECASE)
_PATTERNS = [(level, re.compile(pattern, re.IGNORECASE)) for level, pattern in _NAMED] + [
    (level, re.compile(rf"(?<![\w.])(?:{pattern})(?![\w])")) for level, pattern in _ABBREVIATED
]
_UNFINISHED = re.compile(
    r"\b(?:expected(?=\s*:?\s*(?:in\s+)?(?:\w+\s+)?\d{4}|\s+graduation|\s*\))|anticipated|in\s+progress|(?:degree|phd|doctoral|master['’]?s|mba)\s+candidate|ongoing|did\s+not\s+(?:finish|complete)|incomplete|unfinished|not\s+(?:yet\s+)?(?:completed|finished)|never\s+(?:completed|finished)|dropped\s+out|studying\s+towards?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DegreeFound:
    """A degree named in a text, and where."""

    level: Level
    start: int
    end: int


def degrees(text: str) -> Iterator[DegreeFound]:
    """Every degree that a text names."""
    for level, pattern in _PATTERNS:
        for found in pattern.finditer(text):
            yield DegreeFound(level, found.start(), found.end())


def level_asked(text: str) -> Level | None:
    """The lowest level that would do, or None if no degree is asked for; a degree of no named level is a bachelor's."""
    named = [found.level for found in degrees(text)]
    if named:
        return min(named)
    return Level.BACHELOR if _ANY.search(text) else None


def is_unfinished(text: str) -> bool:
    """Whether a passage says that its degree is still under way, or was given up."""
    return _UNFINISHED.search(text) is not None
