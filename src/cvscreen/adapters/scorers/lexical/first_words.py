"""Which of many texts begin with a word, in whatever number or tense it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cvscreen.adapters.scorers.lexical.stems import stem

_FIRST_WORD = re.compile(r"[^\W_]+[+#]*")
_BEGINNING = 3


class FirstWordIndex:
    """Texts by the stem of their first word. Stems are taken only of words that begin like one that is looked up."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts: dict[str, list[str]] = {}
        for text in texts:
            word = text.partition(" ")[0]
            self._texts.setdefault(word.lower() if word.isalnum() else _first_word(word), []).append(text)
        self._words: dict[str, list[str]] = {}
        for word in self._texts:
            self._words.setdefault(word[:_BEGINNING], []).append(word)

    def candidates(self, word: str) -> Iterator[str]:
        """The texts that may begin with the word, in the order they were given."""
        sought = stem(word)
        for known in self._words.get(word.lower()[:_BEGINNING], ()):
            if stem(known) == sought:
                yield from self._texts[known]


def _first_word(text: str) -> str:
    found = _FIRST_WORD.search(text)
    return found.group().lower() if found else text.lower()
