"""Days as they are written: 12 March 1988 is 12.03.1988, 1988-03-12 and March 12th, 1988; in seven languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cvscreen.domain.masks.hiding import Place
from cvscreen.domain.patterns import when_needed

_Day = tuple[int, int, int]
"""Year of the century, month, day."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan ene gen",
            "feb fev",
            "mar mrt",
            "apr avr abr",
            "may mai mag mei",
            "jun juin giu",
            "jul juil lug",
            "aug aou ago",
            "sep set",
            "oct okt ott out",
            "nov",
            "dec dez dic",
        ),
        start=1,
    )
    for name in names.split()
}
"""How the months begin, without accents: English, German, French, Spanish, Italian, Portuguese, Dutch."""
_MONTH = rf"(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_OF = r"(?:[ ]|[ ]?[.,/-][ ]?|[ ]?(?:st|nd|rd|th|er|o|º)[ ,.]?[ ]?|[ ]d[eio][ ]|[ ]of[ ])"
_WRITTEN = when_needed(
    rf"""(?<![\w.,/-])(?:
      (?P<year>(?:19|20)\d\d)(?P<sep>[./-])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}})
    | (?P<one>\d{{1,2}})(?P<between>[ ]?[./-][ ]?|[ ])(?P<other>\d{{1,2}})(?P=between)(?P<short>(?:19|20)?\d\d)
    | (?P<first>{_DAY}){_OF}(?P<name>{_MONTH})[^\W\d_]*{_OF}{{1,2}}(?P<of>(?:19|20)\d\d)
    | (?P<named>{_MONTH})[^\W\d_]*\.?[ ](?P<last>{_DAY}){_OF}{{1,2}}(?P<in>(?:19|20)\d\d)
    )(?!\w|[./-]\d)""",
    re.VERBOSE,
)


def days_in(folded: str) -> frozenset[_Day]:
    """The days that a text names, which is in lower case and without accents; 3/5/1990 may be either of two."""
    return frozenset(day for found in _WRITTEN().finditer(folded) for day in _read(found))


def same_days(days: frozenset[_Day], folded: str) -> Iterator[Place]:
    """Start and end of each place where one of the days stands."""
    yield from (found.span() for found in _WRITTEN().finditer(folded) if not days.isdisjoint(_read(found)))


def _read(found: re.Match[str]) -> Iterable[_Day]:
    if found["year"]:
        return (_day(found["year"], found["month"], found["day"]),)
    if found["one"]:
        one, other = found["one"], found["other"]
        return {_day(found["short"], one, other), _day(found["short"], other, one)}
    if found["name"]:
        return (_day(found["of"], _MONTHS[found["name"]], found["first"]),)
    return (_day(found["in"], _MONTHS[found["named"]], found["last"]),)


def _day(year: str, month: str | int, day: str) -> _Day:
    return int(year) % 100, int(month), int(day)
