"""The lines in which something can stand, so that all others are passed over at little cost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from cvscreen.domain.masks.hiding import Place

_BREAK = re.compile(r"[\n\r]|$(?!\n)")
_REACH = 100


def line_end(text: str, offset: int) -> int:
    """Where the line of this offset ends, before its line break."""
    return _BREAK.search(text, offset).start()  # type: ignore[union-attr]


def line_start(text: str, offset: int, earliest: int = 0) -> int:
    """Where the line of this offset begins, `earliest` if not after that."""
    return max(text.rfind("\n", earliest, offset) + 1, text.rfind("\r", earliest, offset) + 1, earliest)


def short_line(text: str, place: Place) -> Place | None:
    """The line of a place, None if it goes on for more than 100 characters before or behind it."""
    start, end = place
    earliest, latest = max(0, start - _REACH), min(len(text), end + _REACH)
    first, found = line_start(text, start, earliest), _BREAK.search(text, end, latest)
    last = found.start() if found else latest
    begins = first > earliest or earliest == 0 or text[first - 1] in "\n\r"
    return (first, last) if begins and (last == len(text) or text[last] in "\n\r") else None


def lines_with(signs: Iterable[str], text: str) -> list[Place]:
    """Start and end of each line that holds one of the signs, once each and in their order."""
    return _lines_where(signs, text, lambda *_: True)


def lines_with_labels(labels: Iterable[str], text: str) -> list[Place]:
    """Start and end of each line with such a word and, behind it, what parts a label from its value, or a number."""
    return _lines_where(labels, text, lambda at, end: _begins_word(text, at) and _ends_label(text, end))


def lines_with_words(beginnings: Iterable[str], text: str) -> list[Place]:
    """Start and end of each line with a word that begins like that, once each and in their order."""
    return _lines_where(beginnings, text, lambda at, _: _begins_word(text, at))


def _lines_where(signs: Iterable[str], text: str, counts: Callable[[int, int], bool]) -> list[Place]:
    lines: set[Place] = set()
    for sign in signs:
        last, at = 0, text.find(sign)
        while at >= 0:
            end = at + len(sign)
            if counts(at, end):
                place = line_start(text, at, last), line_end(text, at)
                lines.add(place)
                last = end = place[1]
            at = text.find(sign, end)
    return sorted(lines)


def _begins_word(text: str, at: int) -> bool:
    return at == 0 or not text[at - 1].isalnum()


def _ends_label(text: str, end: int) -> bool:
    behind = text[end : end + 4].lstrip(" \t")[:1]
    return not behind or behind in ":=.-–—\uff1a\r\n" or behind.isdigit()
