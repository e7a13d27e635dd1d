"""Which of many texts begin with a word, in whatever number or tense it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cvscreen.adapters.scorers.lexical.stems import stem

_FIRST_WORD = re.compile(r"[^\W_]+[+#]*")
_BEGINNING = 3


class FirstWordIndex:
    """Texts by the stem of their first word. Only those that begin like a word that is looked up are taken apart."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts: dict[str, list[str]] = {}
        for text in texts:
            beginning = text[:_BEGINNING]
            key = beginning if beginning.isalnum() else _first_word(text)[:_BEGINNING]
            self._texts.setdefault(key.lower(), []).append(text)
        self._by_word: dict[str, dict[str, list[str]]] = {}
        self._candidates: dict[str, tuple[str, ...]] = {}

    def candidates(self, word: str) -> tuple[str, ...]:
        """The texts that may begin with the word, in the order they were given."""
        lower = word.lower()
        found = self._candidates.get(lower)
        if found is None:
            found = self._candidates[lower] = tuple(self._found(lower))
        return found

    def _found(self, lower: str) -> Iterator[str]:
        sought = stem(lower)
        for known, texts in self._begun(lower[:_BEGINNING]).items():
            if stem(known) == sought:
                yield from texts

    def _begun(self, beginning: str) -> dict[str, list[str]]:
        """The texts by their first words, of those that begin so."""
        if beginning not in self._by_word:
            words: dict[str, list[str]] = {}
            for text in self._texts.get(beginning, ()):
                word = text.partition(" ")[0]
                words.setdefault(word.lower() if word.isalnum() else _first_word(word), []).append(text)
            self._by_word[beginning] = words
        return self._by_word[beginning]


def _first_word(text: str) -> str:
    found = _FIRST_WORD.search(text)
    return found.group().lower() if found else text.lower()
