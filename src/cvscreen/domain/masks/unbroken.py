"""A page as it reads: words of the name that a line's end breaks, or that are spread letter by letter, are whole in it.

It has the length of the page, so that only what lies in a mended place needs to be taken back to the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from cvscreen.domain.masks.hiding import Place
from cvscreen.domain.masks.runs import Parts
from cvscreen.domain.patterns import when_needed
from cvscreen.domain.plain import MARK, plain, plain_word
from cvscreen.domain.text import CVText, Page

_LETTER = rf"[^\W\d_]{MARK}*"
_BREAK = when_needed(rf"(?<=\w|{MARK})(?P<hyphen>[-\u00ad\u2010])[ \t]*\r?\n[ \t]*(?P<below>(?:{_LETTER})++)")
_LAST_WORD = when_needed(rf"(?<!\w)(?:{_LETTER})++$")
_BETWEEN = when_needed(r"(?P<hyphen>[-\u00ad\u2010]?)[ \t]*\r?\n[ \t]*$")
_ROW = rf"{_LETTER}(?:[ ]{_LETTER}){{2,}}"
_SPREAD = when_needed(rf"(?<!\w){_ROW}(?:[ ]{{2,3}}{_ROW})*(?!\w)")
_WIDE = re.compile(r"[ ]{2,}")
_REACH = 40
"""So many characters before a line's end, or before the first word below it, are looked at."""
_SHORTEST = 3
"""Shorter words are not broken, and a row of two letters may be anything."""


class Mended(NamedTuple):
    """A page as it reads, its text folded, and the places that differ: what is hidden of one is hidden to its end.

    `surnames` are those of a last name that a hyphen breaks and that is not known to mean anything else.
    """

    page: Page
    folded: str
    places: tuple[Place, ...] = ()
    surnames: tuple[Place, ...] = ()

    def on_page(self, place: Place) -> Place:
        """The place as it is on the page."""
        for start, end in self.places:
            if place[0] < end and start < place[1]:
                place = min(start, place[0]), max(end, place[1])
        return place


def mended(text: CVText, parts: Parts) -> list[Mended]:
    """Each page of the text."""
    return [_mended(page, parts) for page in text.pages]


def _mended(page: Page, parts: Parts) -> Mended:
    words = frozenset(word for word in parts.telling if len(word) >= _SHORTEST)
    folded = plain(page.text)
    broken = list(_broken(page.text, words))
    found = [*broken, *_over_lines(page.text, folded, parts), *_spread(page.text, folded, words)]
    if not found:
        return Mended(page, folded)
    pieces: list[str] = []
    places: list[Place] = []
    shown = 0
    for (start, end), whole in sorted(found):
        if start >= shown:
            pieces += page.text[shown:start], whole.ljust(end - start)
            places.append((start, end))
            shown = end
    text = "".join([*pieces, page.text[shown:]])
    surnames = tuple(place for place, whole in broken if _is_surname(plain_word(whole), parts))
    return Mended(replace(page, text=text), plain(text), tuple(places), surnames)


def _is_surname(word: str, parts: Parts) -> bool:
    return word in parts.words[1:] and not parts.may_be_agent(word)


def _broken(text: str, words: frozenset[str]) -> Iterator[tuple[Place, str]]:
    """A word of the name that a hyphen breaks at a line's end."""
    for found in _BREAK().finditer(text):
        near = max(0, found.start() - _REACH)
        above = _LAST_WORD().search(text[near : found.start()])
        if above and plain_word(above.group() + found["below"]) in words:
            yield (near + above.start(), found.end()), above.group() + found["below"]


def _over_lines(text: str, folded: str, parts: Parts) -> Iterator[tuple[Place, str]]:
    """What stands between two words of the name, the first in one line and the second in the next."""
    for first, second in {*pairwise(parts.words), (parts.words[0], parts.words[-1])}:
        at = folded.find(second)
        while at >= 0:
            gap = _BETWEEN().search(text[max(0, at - _REACH) : at])
            start = at - len(gap.group()) if gap else at
            end = at + len(second)
            above = (start - len(first), start)
            if gap and folded[slice(*above)] == first and _is_word(text, above) and _is_word(text, (at, end)):
                yield (start, at), gap["hyphen"]
            at = folded.find(second, end)


def _is_word(text: str, place: Place) -> bool:
    """Whether it begins with a capital and no letter or digit stands before or behind it."""
    start, end = place
    around = text[max(0, start - 1) : max(0, start)] + text[end : end + 1]
    return start >= 0 and text[start].isupper() and not any(map(str.isalnum, around))


def _spread(text: str, folded: str, words: frozenset[str]) -> Iterator[tuple[Place, str]]:
    """Words of the name, letter by letter."""
    if not any(" ".join(word[:_SHORTEST]) in folded for word in words):
        return
    for found in _SPREAD().finditer(text):
        row = [letters.replace(" ", "") for letters in _WIDE.split(found.group())]
        if words.issuperset(map(plain_word, row)):
            yield found.span(), " ".join(row)
