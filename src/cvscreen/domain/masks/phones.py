"""Phone numbers, found by their form: none of the dates, amounts and codes that a CV is full of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cvscreen.domain.masks.hiding import Place, hidden
from cvscreen.domain.masks.lines import line_end, line_start
from cvscreen.domain.patterns import when_needed

_GAP = r"[ .\-\u2010-\u2013\u00a0/]{1,3}"
_NO_CODE = r"(?<![\w.,$€£\#/-])"
_BEFORE = r"(?<![\w.,$€£\#/-])(?<!\d[ \u00a0])"
_EXTENSION = r"(?:[ ,]{0,2}(?:x|ext\.?|extension)[ .:]{0,2}\d{1,6})?"
_AFTER = r"(?![\w%]|[.,]\d)"
_GROUPED = when_needed(
    rf"""(?:{_BEFORE}(?:\+?1{_GAP})?(?:\(\d{{3}}\)[ ]?|\d{{3}}{_GAP})|{_NO_CODE}\(\d{{3}}\)[ ]?)
    \d{{3}}{_GAP}\d{{4}}{_EXTENSION}{_AFTER}""",
    re.IGNORECASE | re.VERBOSE,
)
"""3-3-4, as in North America, with or without the prefix 1."""
_NUMBER = when_needed(
    rf"{_BEFORE}(?P<plain>(?:\+|00)?\(?\d[\d \u00a0().\u2010-\u2013/-]{{5,22}}\d){_EXTENSION}{_AFTER}", re.IGNORECASE
)
_LABEL = when_needed(
    r"(?<![^\W\d_])(?:phone|tel(?:ephone)?|mobile|cell(?:ular)?|mob|ph|fax|whatsapp|[☎📞✆]|[tmp])\s?[.:)]{0,2}\s?$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_BEHIND = when_needed(r"(?:[^\d]*\d){9}[^\d]+(?:19|20)\d\d$|-\s*(?:19|20)\d\d$")
_MONTH = r"(?:0?[1-9]|1[0-2])[./](?:(?:19|20)?\d\d)"
_CLOCK = r"(?:[01]\d|2[0-4])[0-5]\d"
_RANGE = r"\s?[-\u2010-\u2013]\s?"
_NO_PHONE = when_needed(
    rf"""\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}}     # a date
    |\(?{_MONTH}{_RANGE}{_MONTH}\)?                # months from and to
    |\(?{_CLOCK}{_RANGE}{_CLOCK}\)?                # hours of a shift
    |\d{{5}}[-\u2010-\u2013]\d{{4}}                # a zip code with its suffix""",
    re.VERBOSE,
)

_MANY_DIGITS = re.compile(r"(?:\d[^\w\n]{0,3}){7}")
_FEWEST_DIGITS, _MOST_DIGITS = 7, 15
"""E.164 allows 15 digits; local numbers have 7 or more."""


def phones(text: str, *, head: int) -> Iterator[Place]:
    """Start and end of each phone number; within the first `head` characters a plain run of 9 digits or more is one."""
    end = 0
    while several := _MANY_DIGITS.search(text, end):
        start, end = line_start(text, several.start(), end), line_end(text, several.end())
        yield from _phones_between(text, start, end, head)


def _phones_between(text: str, start: int, end: int, head: int) -> Iterator[Place]:
    grouped = [found.span() for found in _GROUPED().finditer(text, start, end)]
    yield from grouped
    line = hidden(text[start:end], [(first - start, last - start) for first, last in grouped])
    for found in _NUMBER().finditer(line):
        at = start + found.start()
        if found["plain"].startswith(("+", "00")) and _digits(found["plain"]) >= _FEWEST_DIGITS:
            shorter = len(_international(found["plain"]))
            yield at, at + (shorter if shorter < len(found["plain"]) else len(found.group()))
        elif _is_phone(text, at, found["plain"], head):
            yield at, at + len(found.group())


def _international(number: str) -> str:
    """The number without the years that stand behind it."""
    while _digits(number) > _MOST_DIGITS or _YEAR_BEHIND().search(number):
        number = re.sub(r"[^\d]+\d+$|(?<=\d)\d$", "", number)
    return number


def _is_phone(text: str, start: int, number: str, head: int) -> bool:
    digits = _digits(number)
    if not _FEWEST_DIGITS <= digits <= _MOST_DIGITS:
        return False
    if _LABEL().search(text, max(0, start - 12), start):
        return True
    if _NO_PHONE().fullmatch(number) or any(_YEAR.fullmatch(group) for group in re.findall(r"\d+", number)):
        return False
    return number.startswith(("(", "0")) or (start < head and number.isdigit() and digits >= 9)


def _digits(number: str) -> int:
    return sum(character.isdigit() for character in number)
