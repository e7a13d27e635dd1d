"""A pattern that is compiled only when a text holds one of its words, since most criteria hold none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

_BEGINNING = 3
_WORD = re.compile(r"[^\W_]+")


class Pattern(NamedTuple):
    """What a text says, by the words that one of its own must begin with, and a verbose regular expression without accents.

    A word of fewer than four letters must be the text's whole word: "age" is not in "agenda".
    """

    name: str
    words: str
    source: str

    def search(self, text: str) -> bool:
        """Whether a text that was `folded` matches, in any case."""
        return _compiled(self.source).search(text) is not None


def folded(text: str) -> str:
    """The text without accents, as many people type it."""
    if text.isascii():
        return text
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))


class PatternIndex:
    """Patterns by the beginnings of their words."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._order = {pattern: number for number, pattern in enumerate(patterns)}
        self._words: dict[str, list[tuple[str, Pattern]]] = {}
        for pattern in self._order:
            for word in folded(pattern.words).split():
                self._words.setdefault(word[:_BEGINNING], []).append((word, pattern))

    def matching(self, text: str) -> Iterator[Pattern]:
        """The patterns that a folded text matches, in the order given."""
        for pattern in sorted(self._candidates(text), key=self._order.__getitem__):
            if pattern.search(text):
                yield pattern

    def _candidates(self, text: str) -> set[Pattern]:
        return {
            pattern
            for word in set(_WORD.findall(text.lower()))
            for begun, pattern in self._words.get(word[:_BEGINNING], ())
            if (word.startswith(begun) if len(begun) > _BEGINNING else word == begun)
        }


@lru_cache(maxsize=256)
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(folded(source), re.IGNORECASE | re.VERBOSE)
