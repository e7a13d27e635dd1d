"""Periods in a CV: the dates of work and study, and how many years they add up to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from cvscreen.adapters.scorers.lexical.calendar_words import (
    MONTH_NAMES,
    NOW,
    OTHER_WORDS,
    SEASONS,
    SINCE,
    UNTIL,
)
from cvscreen.adapters.scorers.lexical.words import Words

_MONTHS = {name: number for number, names in enumerate(MONTH_NAMES, 1) for name in names.split()} | SEASONS
_MONTH = "\ua7ff"
"""A letter of no CV, in place of each letter of a month's name, so that the patterns, which would name all months many times, stay small."""
_ORDINAL = r"(?:st|nd|rd|th|er|[º°])?"
_OF = r"(?:\s+del?\b)?"
_DATE = rf"""(?:
    (?:\d{{1,2}}{_ORDINAL}\.?{_OF}\s+)?{_MONTH}+(?!\w)\.?{_OF},?[\s/-]*(?:\d{{1,2}}{_ORDINAL},\s*)?['’]?(?:\d{{4}}|\d{{2}}(?!\d))
    |\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}|Q[1-4][\s/]*\d{{4}}
    |\d{{1,2}}[/.]\d{{4}}|\d{{4}}[/.-](?:0[1-9]|1[0-2]|[1-9])(?![\d/.-])|(?:0?[1-9]|1[0-2])/\d{{2}}(?![\d/])|\d{{4}})"""
_FIRST = "".join(sorted({word[0] for word in SINCE.split("|")}))
_RANGE = re.compile(
    rf"""(?=[\dQ{_MONTH}{_FIRST}])(?<![\w/.-])(?P<since>(?:{SINCE})\s+)?(?P<start>{_DATE})
    (?:\s*(?:-|–|—|−|→|~|(?:{UNTIL})(?!\w)|/)+\s*(?P<end>{_DATE}|(?P<now>{NOW})|\d{{2}}(?![\d/.-]))(?!\w)|(?<=\d)(?!\d))""",
    re.IGNORECASE | re.VERBOSE,
)
_MONTHS_OF_A_YEAR = re.compile(
    rf"(?={_MONTH})(?<![\w/.-])(?P<start>{_MONTH}+)\.?\s*(?:-|–|—|to|bis|à|a|tot)\s*(?P<end>{_MONTH}+)\.?,?\s+(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(r"(?<![\w.,$€£#/-])(?:(?:19|20)\d\d|(?:0?[1-9]|1[0-2])/\d\d)(?![\w/]|[.,]\d)")
_FIRST_YEAR, _LAST_YEAR = 1950, 2100


class DateRange(NamedTuple):
    """A period in a CV: first and last month, counted from year 0, and where it is written."""

    first: int
    last: int
    start: int
    end: int


class _Month(NamedTuple):
    """A month since year 0, and whether the text names it, rather than its year alone."""

    number: int
    named: bool


def date_ranges(words: Words, now: datetime) -> list[DateRange]:
    """All periods in a text, in order. An open end is the present month; from year to year counts whole years."""
    present = now.year * 12 + now.month - 1
    text, masked = words.text, _with_months_masked(words)
    found = [_period(text, match, present) for match in _RANGE.finditer(masked)]
    found += [_within_year(text, match) for match in _MONTHS_OF_A_YEAR.finditer(masked)]
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


def _with_months_masked(words: Words) -> str:
    pieces, done = [], 0
    for start, end in _months_in(words):
        pieces += [words.text[done:start], _MONTH * (end - start)]
        done = end
    return "".join([*pieces, words.text[done:]])


def _months_in(words: Words) -> Iterator[tuple[int, int]]:
    for at, word in enumerate(words.lowered):
        if word in _MONTHS:
            yield words.starts[at], words.ends[at]
        elif not word.isalpha() and not word.isdigit():  # "Jan2020"
            for found in _WORD.finditer(words.text, words.starts[at], words.ends[at]):
                if found.group().lower() in _MONTHS:
                    yield found.span()


def _period(text: str, match: re.Match[str], present: int) -> DateRange | None:
    if not match["end"] and not match["since"]:
        return None
    first = _month(text[slice(*match.span("start"))])
    last = _end(text, match, first, present)
    if first is None or last is None:
        return None
    # From year to year the months are unknown: 2015-2018 is taken as three years.
    end = last.number if last.named else max(first.number, last.number - 1)
    return DateRange(first.number, end, match.start(), match.end())


def _end(text: str, match: re.Match[str], first: _Month | None, present: int) -> _Month | None:
    if not match["end"] or match["now"]:
        return _Month(present, named=True)
    end = match["end"]
    if first is not None and len(end) == 2 and end.isdigit():
        century = first.number // 1200 * 100
        return _Month((century + int(end)) * 12, named=False)
    return _month(text[slice(*match.span("end"))])


def _within_year(text: str, match: re.Match[str]) -> DateRange | None:
    year = int(match["year"]) * 12
    first, last = (_MONTHS.get(text[slice(*match.span(side))].lower()) for side in ("start", "end"))
    if first is None or last is None:
        return None
    return DateRange(year + first - 1, year + last - 1, match.start(), match.end())


def _month(text: str) -> _Month | None:
    """The month of a date; None if it is none, such as a version or a 13th month."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    year = next((number for number in numbers if number > 999), None)
    others = [number for number in numbers if number != year]
    named = next((word for word in _WORD.findall(text.lower()) if word in _MONTHS), None)
    if year is None and named in OTHER_WORDS:
        return None
    if year is None and (named or len(others) == 2):
        year = _four_digits(others.pop())
    if year is None or not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    if named:
        return _Month(year * 12 + _MONTHS[named] - 1, named=True)
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
