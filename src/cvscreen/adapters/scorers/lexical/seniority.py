"""Ranks of a role, by the words that stand beside it: "junior", "senior", "head"."""

from __future__ import annotations

from collections.abc import Collection
from enum import IntEnum

from cvscreen.adapters.scorers.lexical.words import Words


class Rank(IntEnum):
    """Ranks in rising order. A plain one is a role without a word for its rank."""

    TRAINEE = 0
    ASSISTANT = 1
    JUNIOR = 2
    PLAIN = 3
    SENIOR = 4
    HEAD = 5


_WORDS = {
    Rank.TRAINEE: "intern internship trainee apprentice apprenticeship student aspiring cadet placement externship training",
    Rank.ASSISTANT: "assistant aide helper sous commis demi deputy vice porter",
    Rank.JUNIOR: "junior jr entry graduate",
    Rank.SENIOR: "senior sr snr seasoned",
    Rank.HEAD: "head lead leading chief principal director executive charge supervising supervisor manager matron leader",
}
RANKS = {word: rank for rank, words in _WORDS.items() for word in words.split()}
"""What a word beside a role says of its rank."""

_FOLLOWING = frozenset(
    "intern internship trainee apprentice student assistant aide manager lead director training".split()
)
_WORDS_BEFORE, _WORDS_AFTER = 3, 2  # of "nurse's aide" the s is a word


def rank_of(surfaces: Collection[str]) -> Rank:
    """The rank of a role with these words: the lowest if one lowers it ("assistant head nurse"), else the highest."""
    ranks = [RANKS[surface] for surface in surfaces if surface in RANKS] or [Rank.PLAIN]
    return min(ranks) if min(ranks) < Rank.PLAIN else max(ranks)


def phrase_before(words: Words, first: int) -> list[str]:
    """The words right before a role, in lower case, from left to right, as far as no punctuation parts them from it."""
    found: list[str] = []
    for at in range(first - 1, max(-1, first - 1 - _WORDS_BEFORE), -1):
        if words.text[words.ends[at] : words.starts[at + 1]].strip(".") not in {" ", "-", "/"}:
            break
        found.insert(0, words.surfaces[at].lower())
    return found


def phrase_after(words: Words, last: int) -> list[str]:
    """The words right after a role that tell its rank there, as in "engineer (intern)" or "nurse in training"."""
    found: list[str] = []
    for at in range(last + 1, min(len(words), last + 1 + _WORDS_AFTER)):
        gap = words.text[words.ends[at - 1] : words.starts[at]]
        if gap.strip(" ") not in {"", "-", "(", "'", "’"} or len(gap) > 2:
            break
        found.append(words.surfaces[at].lower())
    return [surface for surface in found if surface in _FOLLOWING]
