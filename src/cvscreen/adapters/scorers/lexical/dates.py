"""Periods in a CV: the dates of work and study, and how many years they add up to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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

_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ORDINAL = r"(?:st|nd|rd|th)?"
_DATE = rf"""(?:
    (?:\d{{1,2}}{_ORDINAL}\.?\s+)?(?:{_MONTH})\b\.?,?[\s-]*(?:\d{{1,2}}{_ORDINAL},\s*)?['’]?(?:\d{{4}}|\d{{2}}(?!\d))
    |\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}|Q[1-4][\s/]*\d{{4}}
    |\d{{1,2}}[/.]\d{{4}}|\d{{4}}[/.-](?:0[1-9]|1[0-2]|[1-9])(?![\d/.-])|(?:0?[1-9]|1[0-2])/\d{{2}}(?![\d/])|\d{{4}})"""
_NOW = r"(?:present|pres\.|current(?:ly)?|now|today|ongoing|(?:to|till|til|until)\s+date|date|heute|aujourd['’]hui|actualidad|presente|oggi)"
_RANGE = re.compile(
    rf"""(?<![\w/.-])(?P<since>since\s+)?(?P<start>{_DATE})
    (?:\s*(?:-|–|—|−|→|~|to|until|till|through|/)+\s*(?P<end>{_DATE}|{_NOW}|\d{{2}}(?![\d/.-]))(?!\w)|(?<=\d)(?!\d))""",
    re.IGNORECASE | re.VERBOSE,
)
_MONTHS_OF_A_YEAR = re.compile(
    rf"(?<![\w/.-])(?P<start>{_MONTH})\.?\s*(?:-|–|—|to)\s*(?P<end>{_MONTH})\.?,?\s+(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(rf"\b(?:{_MONTH})\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\w.,$€£#/-])(?:(?:19|20)\d\d|(?:0?[1-9]|1[0-2])/\d\d)(?![\w/]|[.,]\d)")
_FIRST_YEAR, _LAST_YEAR = 1950, 2100


@dataclass(frozen=True, slots=True)
class DateRange:
    """A period in a CV: first and last month, counted from year 0, and where it is written."""

    first: int
    last: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Month:
    """A month since year 0, and whether the text names it, rather than its year alone."""

    number: int
    named: bool


def date_ranges(text: str, now: datetime) -> list[DateRange]:
    """All periods in a text, in order. An open end is the present month; from year to year counts whole years."""
    present = now.year * 12 + now.month - 1
    found = [_period(match, present) for match in _RANGE.finditer(text)]
    found += [_within_year(match) for match in _MONTHS_OF_A_YEAR.finditer(text)]
    periods = [p for p in found if p and _FIRST_YEAR * 12 < p.first <= p.last <= present + 12]
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


def undated_years(text: str, periods: Iterable[DateRange]) -> Iterator[int]:
    """Where a year stands that is in none of the periods: its meaning was not understood."""
    places = [(period.start, period.end) for period in periods]
    for found in _YEAR.finditer(text):
        if not any(start <= found.start() < end for start, end in places):
            yield found.start()


def _period(match: re.Match[str], present: int) -> DateRange | None:
    if not match["end"] and not match["since"]:
        return None
    first = _month(match["start"])
    last = _end(match["end"], first, present)
    if first is None or last is None:
        return None
    # From year to year the months are unknown: 2015-2018 is taken as three years.
    end = last.number if last.named else max(first.number, last.number - 1)
    return DateRange(first.number, end, match.start(), match.end())


def _end(text: str | None, first: _Month | None, present: int) -> _Month | None:
    if text is None or re.match(_NOW, text, re.IGNORECASE):
        return _Month(present, named=True)
    if first is not None and len(text) == 2 and text.isdigit():
        century = first.number // 1200 * 100
        return _Month((century + int(text)) * 12, named=False)
    return _month(text)


def _within_year(match: re.Match[str]) -> DateRange:
    year = int(match["year"]) * 12
    first, last = (year + _MONTHS[match[side].lower()] - 1 for side in ("start", "end"))
    return DateRange(first, last, match.start(), match.end())


def _month(text: str) -> _Month | None:
    """The month of a date; None if it is none, such as a version or a 13th month."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    year = next((number for number in numbers if number > 999), None)
    others = [number for number in numbers if number != year]
    named = _NAMED.search(text)
    if year is None and (named or len(others) == 2):
        year = _four_digits(others.pop())
    if year is None or not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    if named:
        return _Month(year * 12 + _MONTHS[named.group().lower()] - 1, named=True)
    if not others:
        return _Month(year * 12, named=False)
    month = others[0] * 3 - 2 if text[0] in "qQ" else _month_of(text, others)
    return _Month(year * 12 + month - 1, named=True) if 1 <= month <= 12 else None


def _month_of(text: str, numbers: list[int]) -> int:
    """The month among a date's other numbers: after the day with points or in ISO 8601's order, else first."""
    if len(numbers) == 1:
        return numbers[0]
    day_first = "." in text or numbers[0] > 12
    return numbers[0] if "-" in text or not day_first else numbers[1]


def _four_digits(year: int) -> int:
    return 2000 + year if year < 60 else 1900 + year
