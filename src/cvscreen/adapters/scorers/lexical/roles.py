"""The role that a criterion names by its title, such as "Senior Python engineer", and how a CV may call it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from cvscreen.adapters.scorers.lexical.lexicon import Lexicon
from cvscreen.adapters.scorers.lexical.seniority import RANKS, Rank, rank_of
from cvscreen.adapters.scorers.lexical.words import Form, Words, form

_AS = re.compile(
    r"\b(?:experience|years?|work(?:ed|ing)?|employ(?:ed|ment)|background|career)\b[^.;]*?\bas\s+(?:an?\s+|the\s+)?",
    re.IGNORECASE,
)
_PHRASE = re.compile(r"[^\W\d_][^,;:.(|]*")
_REST = re.compile(r"\s+(?:of|for|in|at|with|de|on|who|to)\s|\s[-–—]\s", re.IGNORECASE)
_ROLE_NOUN = re.compile(
    r"(?:er|or|ist|ant|ian|ive|eur|man|woman|nurse|chef|cook|clerk|coach|head|intern|rep|representative|attorney|scientist)$"
)
_SAME_WORK = ({"engineer", "developer", "programmer", "coder"}, {"head", "director", "manager", "lead"})
_MOST_WORDS = 6


class Role(NamedTuple):
    """A role asked for: at what rank, by which forms a CV may name it, and the words of its title in lower case."""

    rank: Rank
    forms: Mapping[str, tuple[Form, ...]]
    words: frozenset[str]


def role_asked(text: str, lexicon: Lexicon) -> Role | None:
    """The role, if the criterion is a title or asks for experience "as" one."""
    said = _AS.search(text)
    phrase = _PHRASE.match(text, said.end()) if said else _PHRASE.match(text)
    if phrase is None or (said is None and len(text.split()) > _MOST_WORDS):
        return None
    title = _REST.split(phrase.group())[0].strip()
    surfaces = [surface.lower() for surface in Words(title).surfaces]
    if not surfaces or len(surfaces) > _MOST_WORDS or not _ROLE_NOUN.search(surfaces[-1]):
        return None
    known = lexicon.titles_in(Words(title))
    before = surfaces[:-1] if surfaces[-1] != "head" else surfaces
    rank = rank_of(before)
    if said is None and not known and rank is Rank.PLAIN:
        return None
    return Role(rank, _forms(surfaces[-1], known), frozenset(surfaces))


def is_rank(word: str, role: Role | None) -> bool:
    """Whether a word of a criterion says at what rank its role is asked for, rather than which work it is."""
    return role is not None and word in RANKS and word in role.words


def _forms(noun: str, known: list[tuple[Form, ...]]) -> dict[str, tuple[Form, ...]]:
    same = next((nouns for nouns in _SAME_WORK if noun in nouns), {noun})
    forms: dict[str, dict[Form, None]] = {}
    for one in [*(form(word, noun=True) for word in sorted(same)), *(each for forms_ in known for each in forms_)]:
        forms.setdefault(one.stems[0], {})[one] = None
    return {first: tuple(found) for first, found in forms.items()}
