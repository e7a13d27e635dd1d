"""The field's vocabulary: which words mean the same, which prove a broader one, and what jobs are called.

The file `synonyms.txt` has one block an occupation. In a block, `titles: a | b` names the job, `a = b | c` are ways
to say the same, and `a > b | c` are narrower things, each of which proves the broader one. A form in lower case
holds in any case and number; one with a capital letter holds only as it is written.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from cvscreen.adapters.scorers.lexical.first_words import FirstWordIndex
from cvscreen.adapters.scorers.lexical.words import Form, Words, form

_FILE = Path(__file__).with_name("synonyms.txt")

MANY_TRADES = 3

GENERAL = "general"
"""The block of what all trades share: its single words are verbs and the like, too common to be a skill."""


class Term(NamedTuple):
    """What a criterion may ask for: how it is written there, and all forms in a CV that prove it."""

    name: str
    forms: tuple[Form, ...]
    general: bool


class TermFound(NamedTuple):
    """A term in a text, from the position of its first word to that of its last."""

    term: Term
    first: int
    last: int


class Lexicon:
    """The vocabulary, ready to be looked up."""

    def __init__(self, blocks: dict[str, list[str]]) -> None:
        self._same: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
        self._kinds: dict[str, list[list[str]]] = {}
        self._titles: dict[str, list[str]] = {}
        self._general: set[str] = set()
        self._general_heads: set[str] = set()
        self._of_trades: list[Collection[str]] = []
        self._lists: list[Collection[str]] = []
        for occupation, lines in blocks.items():
            for line in lines:
                self._take(occupation, line)
        # All at once: the same few thousand words recur in tens of thousands of places.
        self._occupational = frozenset(chain.from_iterable(self._of_trades))
        self._instances = dict.fromkeys(chain.from_iterable(self._lists))
        self._index = FirstWordIndex(dict.fromkeys([*self._same, *self._kinds, *self._instances, *self._titles]))

    def _take(self, occupation: str, line: str) -> None:
        if line.startswith("titles:"):
            titles = _listed(line[7:])
            for title in titles:
                self._titles.setdefault(title, []).extend(titles)
            return
        broad = " > " in line
        head, _, rest = line.partition(" > " if broad else " = ")
        listed = _listed(rest)
        same = (head, *listed)
        if broad:
            self._kinds.setdefault(head, []).append(listed)
        else:
            for text in same:
                self._same[text].append(same)
        if occupation == GENERAL:
            self._general_heads.add(head)
            self._general.update(same)
        elif broad:
            self._lists.append(listed)
            self._of_trades.append((head,))
        else:
            self._of_trades.append(same)

    def terms_in(self, words: Words) -> list[TermFound]:
        """The terms in a text from left to right, the longest where several start at one place; they do not overlap."""
        found: list[TermFound] = []
        position = 0
        while position < len(words):
            best = max(self._at(words, position), key=lambda hit: hit[0], default=None)
            if best is None:
                position += 1
                continue
            found.append(TermFound(self.term(best[1]), position, best[0]))
            position = best[0] + 1
        return found

    def _at(self, words: Words, position: int) -> Iterator[tuple[int, str]]:
        for text in self._index.candidates(words.surfaces[position]):
            last = words.match(form(text, noun=text in self._titles), position)
            if last is not None:
                yield last, text

    @lru_cache(maxsize=5_000)  # noqa: B019 - one lexicon lives as long as its scorer
    def term(self, text: str) -> Term:
        """The term of that text, with the forms that prove it: the same, and the narrower ones with their own same."""
        equal = self._equal(text)
        proofs = list(equal)
        for name in equal:
            for narrower in self._narrower(name):
                proofs.extend(self._equal(narrower))
                for instance in self._narrower(narrower) if narrower in self._occupational else ():
                    proofs.extend(self._equal(instance))
        forms = tuple(form(proof, noun=proof in self._titles) for proof in dict.fromkeys(proofs))
        return Term(text, forms, general=self._is_general(text))

    def _narrower(self, text: str) -> list[str]:
        """What proves a broader term. Where many trades explain one, only what two of them name holds for all."""
        lists = self._kinds.get(text, [])
        named = Counter(narrower for listed in lists for narrower in dict.fromkeys(listed))
        least = 1 if len(lists) < MANY_TRADES else 2
        return [narrower for narrower, times in named.items() if times >= least]

    def _is_general(self, text: str) -> bool:
        """Whether every trade asks for it, or none: neither proves much about this one."""
        if text in self._titles:
            return False
        of_a_trade = text in self._occupational or (text in self._instances and text not in self._general)
        return text in self._general_heads or not of_a_trade

    def _equal(self, text: str) -> list[str]:
        groups: Iterable[Collection[str]] = self._same.get(text, ())
        return list(
            dict.fromkeys([text, *(member for group in groups for member in group), *self._titles.get(text, ())])
        )

    def holds_title(self, words: Words) -> bool:
        """Whether a text holds what a job is called."""
        return any(True for _ in self._titles_of(words))

    def titles_in(self, words: Words) -> list[tuple[Form, ...]]:
        """Of each title that a text holds, what else the job is called."""
        return [self.term(text).forms for text in dict.fromkeys(self._titles_of(words))]

    def _titles_of(self, words: Words) -> Iterator[str]:
        found = (text for position in range(len(words)) for _, text in self._at(words, position))
        return (text for text in found if text in self._titles)


@lru_cache(maxsize=1)
def blocks() -> dict[str, list[str]]:
    """The lines of the shipped file, block by block."""
    found: dict[str, list[str]] = {}
    for line in _FILE.read_text("utf-8").splitlines():
        if line.startswith("["):
            lines = found.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return found


def _listed(text: str) -> list[str]:
    return text.strip().split(" | ")
