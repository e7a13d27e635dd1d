"""Years: how many a criterion asks for, and how many the dates and statements of a CV add up to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        1,
    )
    for name in names.split()
} | {"spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12}

_NUMBERS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
    )
} | {"twenty": 20, "a": 1, "several": 3, "couple": 2}

_WORD = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_ASKED = re.compile(
    rf"\b(?:(?P<digits>\d{{1,2}}(?:\.\d)?)|(?P<word>{_WORD}))\s*(?:\(\s*\d+\s*\)\s*)?(?:\+|plus\b|or\s+more\b)?"
    rf"(?:\s*(?:-|–|to)\s*\d{{1,2}})?\s*\+?\s*(?:or\s+more\s+)?(?P<unit>years?|yrs?|months?)\b(?!\s+(?:old|of\s+age|degree|college|program))",
    re.IGNORECASE,
)

_ELSEWHERE = re.compile(
    r"\b(?:within|next|every|per|after|following)\s+(?:the\s+)?(?:first\s+|next\s+|last\s+)?$", re.IGNORECASE
)
"""Before a number it tells of a time limit or a moment, not of experience: "within six months"."""

_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = rf"(?:(?:(?:{_MONTH})\b\.?,?\s*['’]?(?:\d{{4}}|\d{{2}}\b))|(?:\d{{1,2}}[/.]\d{{4}})|(?:\d{{4}}[/.-]\d{{1,2}}(?![\d/.-]))|(?:\d{{4}}))"
_NOW = r"(?:present|current(?:ly)?|now|today|ongoing|to\s+date|date)"
_RANGE = re.compile(
    rf"(?<![\w/.-])(?P<since>since\s+)?(?P<start>{_DATE})(?:\s*(?:-|–|—|−|to|until|till|through|/)+\s*(?P<end>{_DATE}|{_NOW})\b|(?<=\d)(?!\d))",
    re.IGNORECASE,
)
_MONTH_FIRST_ONLY = re.compile(
    rf"(?<![\w/.-])(?P<start>{_MONTH})\.?\s*(?:-|–|—|to)\s*(?P<end>{_MONTH})\.?,?\s+(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DateRange:
    """A period in a CV: first and last month, counted from year 0, and where it is written."""

    first: int
    last: int
    start: int
    end: int


YearsAsked = tuple[float, int, int]
"""A number of years, and the start and end of the words that say so."""


def years_asked(text: str) -> YearsAsked | None:
    """The least number of years that a text asks for or states, and where it says so."""
    found = next((f for f in _ASKED.finditer(text) if not _ELSEWHERE.search(text, 0, f.start())), None)
    if not found:
        return None
    number = float(found["digits"]) if found["digits"] else float(_NUMBERS[found["word"].lower()])
    years = number / 12 if found["unit"].lower().startswith("month") else number
    return years, found.start(), found.end()


def date_ranges(text: str, now: datetime) -> list[DateRange]:
    """All periods in a text, in order. An open end is the present month; a year alone spans to the same month next year."""
    present = now.year * 12 + now.month - 1
    found = [_period(match, present) for match in _RANGE.finditer(text)]
    found += [_same_year(match) for match in _MONTH_FIRST_ONLY.finditer(text)]
    periods = [period for period in found if period and 1950 * 12 < period.first <= period.last <= present + 12]
    return sorted(periods, key=lambda period: period.start)


def years_covered(periods: Iterable[DateRange]) -> float:
    """Years in the union of the periods: months that overlap count once."""
    total, reached = 0, -1
    for period in sorted(periods, key=lambda p: p.first):
        first = max(period.first, reached + 1)
        if period.last >= first:
            total += period.last - first + 1
            reached = period.last
    return total / 12


def _period(match: re.Match[str], present: int) -> DateRange | None:
    if not match["end"] and not match["since"]:
        return None
    first, exact = _month(match["start"])
    if match["end"] is None or re.match(_NOW, match["end"], re.IGNORECASE):
        last, exact_end = present, True
    else:
        last, exact_end = _month(match["end"])
    if first < 0 or last < 0:
        return None
    # From year to year the months are unknown: 2015-2018 is taken as three years.
    last = last if exact_end and exact else max(first, last - 1) if not exact_end else last
    return DateRange(first, last, match.start(), match.end())


def _same_year(match: re.Match[str]) -> DateRange:
    year = int(match["year"]) * 12
    first, last = (year + _MONTHS[match[side].lower()] - 1 for side in ("start", "end"))
    return DateRange(first, last, match.start(), match.end())


def _month(text: str) -> tuple[int, bool]:
    """Months since year 0, and whether the month was named; -1 if it is no date."""
    name = re.match(r"[A-Za-z]+", text)
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if name:
        year = numbers[0] if numbers[0] > 99 else 2000 + numbers[0] if numbers[0] < 60 else 1900 + numbers[0]
        return year * 12 + _MONTHS[name.group().lower()] - 1, True
    year = next((number for number in numbers if number > 1900), -1)
    month = next((number for number in numbers if number <= 12), None) if len(numbers) == 2 else None
    if not 1950 <= year <= 2100 or (len(numbers) == 2 and not month):
        return -1, False
    return year * 12 + (month or 1) - 1, month is not None
