"""What was hidden once is hidden wherever it stands again, also on another page or in another notation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cvscreen.domain.masks.days import days_in, same_days
from cvscreen.domain.masks.hiding import Place
from cvscreen.domain.patterns import when_needed
from cvscreen.domain.plain import plain

_LEAST = 6
"""Shorter values, or ones without a digit or @, say too little: "German" is a language too."""
_LONGEST = 300
"""Longer ones are no values; a link that is so long is found by its form again."""
_MOST_COMMON = 3
"""So many words may be said of many; an address has more of them."""

_PHONE_DIGITS = 9
_LAST_DIGITS = 8
"""So many digits at its end tell a phone number, whatever code stands before them."""
_GAP = r"[ ().\-/\u00a0\u2010-\u2013]{0,3}"
_CODE = rf"[+(]{{0,2}}(?:(?!(?:19|20)\d\d\b)\d{{1,5}}{_GAP})?"

_BETWEEN = (" ", "\t", "\r", "\n", "\u00a0", "(", ")", ".", "-", "/", "\u2010", "\u2011", "\u2012", "\u2013")
"""What notations differ in."""

_SPACE = re.compile(r"\s+")
_NOT_DIGIT = re.compile(r"\D")
_SIDE_BY_SIDE = when_needed(r"(?<!\S)(\S+@\S+)(?!\S)|\s(?=\+)")
_HOST = when_needed(r"[\w-]{2,}(?:\.[\w-]{2,})+")
_LINE_OF_ADDRESS = when_needed(r"\S+(?:\s+\S+){2,}|(?=.*\d{4}).*[^\W\d_]{3}.*")
_POSTCODE = when_needed(r"\b[a-z]{1,2}\d[a-z\d]?[ ]\d[a-z]{2}$")
"""A British one, which tells a street."""


def telling(values: Iterable[str]) -> frozenset[str]:
    """Those of the values that tell somebody apart, folded to lower case without accents, and their parts that do."""
    parts = (part for value in values if len(value) <= _LONGEST for part in _parts(plain(_stripped(value))))
    return frozenset(filter(_tells, parts))


def recurring(values: Iterable[str], folded: str) -> Iterator[Place]:
    """Start and end of each place where one of them stands, in a text that is folded alike."""
    values = tuple(values)
    if not values:
        return
    close = _close(folded)
    for value in values:
        # Most values stand nowhere else, and compiling a pattern takes longest.
        if _core(value) in close:
            for pattern in _patterns(value):
                yield from (found.span() for found in re.finditer(pattern, folded))
    days = days_in("\n".join(values))
    if days:
        yield from same_days(days, folded)


def _parts(value: str) -> Iterator[str]:
    """A value and, as they may recur apart, what stands side by side in it: contacts, and the lines of an address."""
    yield value
    contacts = [_stripped(part) for part in _SIDE_BY_SIDE().split(value) if part]
    if len(contacts) > 1:
        yield from contacts
    elif "," in value and not days_in(value):
        yield from (part for part in map(_stripped, value.split(",")) if _LINE_OF_ADDRESS().fullmatch(part))
        yield from _POSTCODE().findall(value)


def _stripped(value: str) -> str:
    return value.strip(" .,;:()|")


def _tells(value: str) -> bool:
    if len(value) < _LEAST:
        return False
    if any(character.isdigit() or character == "@" for character in value):
        return True
    return _HOST().fullmatch(value) is not None or ("," in value and len(value.split()) > _MOST_COMMON)


def _close(text: str) -> str:
    for character in _BETWEEN:
        text = text.replace(character, "")
    return text


def _core(value: str) -> str:
    close = _close(value)
    return close[-_LAST_DIGITS:] if close.lstrip("+").isdigit() else close


def _patterns(value: str) -> Iterator[str]:
    words = r"\s+".join(map(re.escape, _SPACE.split(value)))
    yield rf"(?<![^\W_]){words}(?![^\W_])"
    digits = _NOT_DIGIT.sub("", value)
    if len(digits) >= _PHONE_DIGITS and not any(character.isalpha() for character in value):
        yield rf"(?<!\d){_CODE}{_optional(digits[:-_LAST_DIGITS])}{_GAP.join(digits[-_LAST_DIGITS:])}(?!\d)"


def _optional(digits: str) -> str:
    """Those before the last digits, as many of them as stand there."""
    pattern = ""
    for digit in digits:
        pattern = rf"(?:{pattern}{digit}{_GAP})?"
    return pattern
