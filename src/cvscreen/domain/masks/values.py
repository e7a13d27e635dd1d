"""What was hidden once is hidden wherever it stands again, also on another page or in another notation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cvscreen.domain.masks.folding import plain
from cvscreen.domain.masks.hiding import Place

_LEAST = 6
"""Shorter values, or ones without a digit or @, say too little: "German" is a language too."""

_PHONE_DIGITS = 9
"""So many digits at its end tell a phone number, whatever code stands before them."""

_BETWEEN = dict.fromkeys(map(ord, " \t\r\n\u00a0().-/"))
"""What notations differ in."""

_SPACE = re.compile(r"\s+")
_NOT_DIGIT = re.compile(r"\D")


def telling(values: Iterable[str]) -> frozenset[str]:
    """Those of the values that tell somebody apart, folded to lower case without accents."""
    folded = (plain(value.strip(" .,;:()|")) for value in values)
    return frozenset(v for v in folded if len(v) >= _LEAST and any(c.isdigit() or c == "@" for c in v))


def recurring(values: Iterable[str], folded: str) -> Iterator[Place]:
    """Start and end of each place where one of them stands, in a text that is folded alike."""
    close = folded.translate(_BETWEEN)
    for value in values:
        # Most values stand nowhere else, and compiling a pattern takes longest.
        if _core(value) in close:
            for pattern in _patterns(value):
                yield from (found.span() for found in re.finditer(pattern, folded))


def _core(value: str) -> str:
    close = value.translate(_BETWEEN)
    return close[-_PHONE_DIGITS:] if close.lstrip("+").isdigit() else close


def _patterns(value: str) -> Iterator[str]:
    words = r"\s+".join(map(re.escape, _SPACE.split(value)))
    yield rf"(?<![^\W_]){words}(?![^\W_])"
    digits = _NOT_DIGIT.sub("", value)
    if len(digits) >= _PHONE_DIGITS and not any(character.isalpha() for character in value):
        yield r"(?<!\d)[+(]?(?:\d{1,4}[ ().-]{0,3})?" + r"[ ().\-/]{0,3}".join(digits[-_PHONE_DIGITS:]) + r"(?!\d)"
