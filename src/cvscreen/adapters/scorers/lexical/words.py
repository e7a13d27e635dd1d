"""Text as words, with their places, for the prompt and for the CV alike."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from cvscreen.adapters.scorers.lexical.stems import is_inflected, singular, stem

_TOKEN = re.compile(r"[^\W_]+[+#]*")
_TOKEN_KEPT = re.compile(rf"({_TOKEN.pattern})")
LINKS = frozenset({"and", "of", "the", "for", "in", "to", "a"})
"""Words that may stand inside a phrase: "profit and loss" is "profit & loss"."""
_PHRASE_GAP = re.compile(r"[ \t\u00a0]*[-–/&.'’]?[ \t\u00a0]*\n?[ \t\u00a0]*")


class Form(NamedTuple):
    """A way to write a term.

    An `exact` one holds only in its case, a `noun` only in singular and plural, a `loose` one in all derivations.
    """

    text: str
    surfaces: tuple[str, ...]
    stems: tuple[str, ...]
    exact: bool
    noun: bool
    loose: bool


@lru_cache(maxsize=50_000)
def form(text: str, *, noun: bool = False, loose: bool = False) -> Form:
    """The form that a text spells, its linking words left out. One with a capital letter is exact."""
    surfaces = tuple(t for t in _TOKEN.findall(text) if t not in LINKS) or tuple(_TOKEN.findall(text))
    return Form(text, surfaces, tuple(stem(surface) for surface in surfaces), text != text.lower(), noun, loose)


class Words:
    """The words of one text, with where each starts and ends and which stems stand where."""

    def __init__(self, text: str) -> None:
        self.text = text
        pieces = _TOKEN_KEPT.split(text)  # every other one is a word: quicker than to look at each match
        edges = list(accumulate(map(len, pieces)))
        self.surfaces = pieces[1::2]
        self.lowered = list(map(str.lower, self.surfaces))
        self.starts = edges[:-1:2]
        self.ends = edges[1::2]
        self.stems = list(map(stem, self.surfaces))
        positions: defaultdict[str, list[int]] = defaultdict(list)
        for position, stemmed in enumerate(self.stems):
            positions[stemmed].append(position)
        self.positions: Mapping[str, list[int]] = positions

    def __len__(self) -> int:
        return len(self.surfaces)

    def find(self, sought: Form) -> Iterator[tuple[int, int]]:
        """First and last position of each occurrence of the form."""
        if not sought.stems or (len(sought.stems) > 1 and not sought.exact and sought.stems[1] not in self.positions):
            return
        for first in self.positions.get(sought.stems[0], ()):
            last = self.match(sought, first)
            if last is not None:
                yield first, last

    def match(self, sought: Form, first: int) -> int | None:
        """The last position of the form if it stands at `first`."""
        if first >= len(self.stems) or not self._is(sought, 0, first):
            return None
        at = first
        for number in range(1, len(sought.stems)):
            at = self._next(at)
            if at < 0 or not self._is(sought, number, at):
                return None
        return at if self._stands_free(sought, first, at) else None

    def _is(self, sought: Form, number: int, at: int) -> bool:
        surface = sought.surfaces[number]
        if sought.exact:
            return self.surfaces[at] in {surface, surface + "s"}
        if self.stems[at] != sought.stems[number]:
            return False
        word = self.surfaces[at].casefold()
        if sought.noun:
            return singular(word) == singular(surface)
        return sought.loose or len(sought.stems) > 1 or is_inflected(word, surface)

    def _next(self, at: int) -> int:
        """The position that continues a phrase after `at`, past one or two linking words, or -1."""
        for step in (1, 2, 3):
            if at + step >= len(self.stems) or not self._joined(at + step - 1):
                return -1
            if self.surfaces[at + step].lower() not in LINKS:
                return at + step
        return -1

    def _joined(self, at: int) -> bool:
        gap = self.text[self.ends[at] : self.starts[at + 1]]
        if gap == " ":
            return True
        if ". " in gap and len(self.surfaces[at]) > 2:
            return False
        return _PHRASE_GAP.fullmatch(gap) is not None

    def _stands_free(self, sought: Form, first: int, last: int) -> bool:
        """A form of one or two letters is no part of "C-level" or "R&D", and ".NET" needs its point."""
        start, end = self.starts[first], self.ends[last]
        if sought.text.startswith("."):
            return self.text[start - 1 : start] == "."
        if len(sought.text) > 2:
            return True
        return self.text[start - 1 : start] not in "-&'’." or start == 0 if not self._glued(end) else False

    def _glued(self, end: int) -> bool:
        return self.text[end : end + 1] in {"-", "&", "'", "’"} and self.text[end + 1 : end + 2].isalnum()
