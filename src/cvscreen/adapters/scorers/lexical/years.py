"""Years as numbers: how many a criterion asks for, or a CV states."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NUMBERS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
    )
} | {"twenty": 20, "several": 3, "couple": 2}

_WORD = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_ASKED = re.compile(
    rf"\b(?:(?P<digits>\d{{1,2}}(?:\.\d)?)|(?P<word>{_WORD}))\s*(?:\(\s*\d+\s*\)\s*)?(?:\+|plus\b|or\s+more\b)?"
    rf"(?:\s*(?:-|–|to)\s*\d{{1,2}})?\s*\+?\s*(?:or\s+more\s+)?(?P<unit>years?|yrs?|months?)\b(?!\s+(?:old|young|ago|of\s+age|degree|college|program))",
    re.IGNORECASE,
)

_ELSEWHERE = re.compile(
    r"\b(?:within|next|every|per|after|following|(?:no\s+more|less|fewer)\s+than|up\s+to|at\s+most|maximum(?:\s+of)?|max\.?)\s+(?:the\s+)?(?:first\s+|next\s+|last\s+)?$",
    re.IGNORECASE,
)
"""Before a number it tells of a limit or a moment, not of the least experience: "within six months", "no more than 3"."""

YearsAsked = tuple[float, int, int]
"""A number of years, and the start and end of the words that say so."""


def years_asked(text: str) -> YearsAsked | None:
    """The first of `all_years`, the least number of years that a text asks for."""
    return next(iter(all_years(text)), None)


def all_years(text: str) -> Iterator[YearsAsked]:
    """Every number of years that a text asks for or states, the least where it names two, and where it says so."""
    for found in _ASKED.finditer(text):
        if _ELSEWHERE.search(text, max(0, found.start() - 24), found.start()):
            continue
        number = float(found["digits"]) if found["digits"] else float(_NUMBERS[found["word"].lower()])
        years = number / 12 if found["unit"].lower().startswith("month") else number
        yield years, found.start(), found.end()
