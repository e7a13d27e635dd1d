"""Sentences in a CV that speak to whoever screens it, instead of telling what somebody did.

Visible text is shown to scorers as it is: a model may obey it, so what it says is never evidence, and a person is told.
`orders` has the patterns; they are tried on the text as it reads, whatever divides its words or looks like a letter.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from cvscreen.domain.orders import ORDERS, Order, latin
from cvscreen.domain.patterns import when_needed
from cvscreen.domain.plain import plain
from cvscreen.domain.text import CVText, Page

LONGEST = 400
"""Characters of a sentence that are looked at, before and behind what gives it away."""


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A sentence that speaks to the reader: `text[start:end]` of the page."""

    page: int
    start: int
    end: int
    sentence: str


_OBEYED = when_needed(
    r"\bas\s+(?:i\s+(?:was|am)\s+)?(?:instructed|told)\b|\bas\s+(?:requested|asked|directed)\s+(?:by|in)\s+the\s+(?:cv|resume|candidate|text)\b|\b(?:cv|resume|candidate|text)\s+(?:instructs|asks|tells|orders|requests)\s+(?:me|us)\b"
    r"|\bfollowing\s+the\s+(?:cv|resume|candidate)(?:'s)?\s+instructions?\b"
)
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)|(?=[\n\r](?!\s*[a-zß-ÿ]))")
"""A line that goes on in small letters is the same sentence."""

_UNSEEN = re.compile(
    "[\u00ad\u0300-\u036f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f]+"
)
"""Marks on letters, and what only tells how letters are to be set."""
_HYPHENATED = re.compile(r"[-\u2010][ \t\r]{0,5}\n[ \t]{0,20}(?=\w)")
_SPREAD = re.compile(r" (?<=\w )(?<!\w\w )(?=\w(?!\w))")
"""A space between two letters that stand alone."""

_SPREAD_WORDS = (
    *(
        "i g n",
        "d i s",
        "f o r g",
        "o v e r",
        "b y p",
        "s k i p",
        "g i v",
        "a s s i",
        "a w a",
        "r a t",
        "s c o",
        "g r a",
    ),
    *("m a r", "s e t", "a n s", "r e c", "h i r", "a l l", "e v e", "t h i", "y o u", "p l e", "v e r"),
)
_EASTERN = "\u3040"
"""Scripts without spaces between words begin there."""

_OPENING = frozenset(".!?:;,()[]\"'•*\n\r-–—|")
_LEADING_IN = frozenset("please must should and then will now kindly bitte veuillez".split())
"""A clause begins behind such marks and words."""


def suspicions(text: CVText) -> tuple[Suspicion, ...]:
    """The sentences of the CV that speak to its reader, in their order, none twice."""
    return tuple(suspicion for page in text.pages for suspicion in _on_page(page))


def obeys(words: str) -> bool:
    """Whether what a scorer says repeats such an order, or says that it follows one."""
    return speaks(words) or _OBEYED().search(plain(words)) is not None


def speaks(words: str) -> bool:
    """Whether such a sentence is in them."""
    return any(True for _ in _found(_Readable(words).text))


class _Readable:
    """A text as it reads, in lower case without accents, and where its places stand in the original."""

    def __init__(self, original: str) -> None:
        folded = latin(plain(original))
        self._begins, self._skipped = [0], [0]
        pieces, shown = [], 0
        for start, end in _divisions(folded):
            pieces.append(folded[shown:start])
            shown = end
            self._begins.append(self._begins[-1] + len(pieces[-1]))
            self._skipped.append(shown - self._begins[-1])
        self.text = "".join([*pieces, folded[shown:]]) if pieces else folded

    def places(self) -> Iterator[tuple[int, int]]:
        """What gives sentences away that speak to the reader, by its place in the original."""
        for start, end in _found(self.text):
            yield self._origin(start), self._origin(end - 1) + 1

    def _origin(self, at: int) -> int:
        return at + self._skipped[bisect_right(self._begins, at) - 1]


def _on_page(page: Page) -> Iterator[Suspicion]:
    last = 0
    for start, end in sorted(_sentence(page.text, *found) for found in _Readable(page.text).places()):
        if end > last:
            yield Suspicion(page.number, start, end, page.text[start:end])
            last = end


def _divisions(folded: str) -> list[tuple[int, int]]:
    """What stands within words that read as one, apart and in order."""
    patterns = [_HYPHENATED] if "\n" in folded else []
    patterns += [] if folded.isascii() else [_UNSEEN]
    patterns += [_SPREAD] if any(word in folded for word in _SPREAD_WORDS) else []
    found = sorted(match.span() for pattern in patterns for match in pattern.finditer(folded))
    return [place for before, place in pairwise([(0, 0), *found]) if place[0] >= before[1]]


def _found(readable: str) -> Iterator[tuple[int, int]]:
    readable = readable.replace("_", " ")
    spaced = f" {' '.join(readable.split())} "
    for order in ORDERS:
        if _has_signs(spaced, order):
            for found in order.pattern().finditer(readable):
                if _may_begin(readable, found.start(), of_clause=order.begins):
                    yield found.span()


def _has_signs(spaced: str, order: Order) -> bool:
    # Written out, as each text is asked a hundred times.
    for group in order.signs:
        for sign in group:
            if sign in spaced:
                break
        else:
            return False
    return True


def _may_begin(text: str, start: int, *, of_clause: bool) -> bool:
    """Whether a word begins there, or even a clause."""
    if start == 0 or not text[start].isalnum() or text[start] >= _EASTERN:
        return True
    if text[start - 1].isalnum():
        return False
    before = text[max(0, start - 24) : start].rstrip(" \t")
    return not of_clause or not before or before[-1] in _OPENING or before.split()[-1] in _LEADING_IN


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The whole sentence around what gives it away, over as many lines as it has."""
    earliest = max(0, start - LONGEST)
    before = max((text.rfind(mark, earliest, start) for mark in (". ", "! ", "? ", "\n", "\r")), default=-1)
    first = before + 1 if before >= 0 else earliest
    behind = _SENTENCE_END.search(text, max(first, end - 1), min(len(text), end + LONGEST))
    last = behind.end() if behind else min(len(text), end + LONGEST)
    whole = text[first:last]
    return first + len(whole) - len(whole.lstrip()), last - (len(whole) - len(whole.rstrip()))
