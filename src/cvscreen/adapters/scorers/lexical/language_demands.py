"""Languages that a criterion asks for at a level."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cvscreen.adapters.scorers.lexical.language_levels import languages_in, levels_in
from cvscreen.adapters.scorers.lexical.words import Words

_OR = re.compile(r"\bor\b|/", re.IGNORECASE)
_POLITE = frozenset({"good", "excellent", "very good", "advanced", "limited"})
"""By these a criterion means no level: "good English" asks for English."""


class LanguageAsked(NamedTuple):
    """Languages of which one will do, by their English names, and the level; `exact` if it is one of the framework."""

    names: tuple[str, ...]
    level: int
    exact: bool


def languages_asked(words: Words) -> tuple[LanguageAsked, ...]:
    """The languages that a criterion asks for at a level, each group of alternatives once."""
    named = languages_in(words)
    if not named or all(level in _POLITE for _, _, level in levels_in(words.text)):
        return ()
    asked: list[LanguageAsked] = []
    last = 0
    for found in named:
        if found.level is None:
            continue
        joined = asked and _OR.search(words.text, last, found.start)
        names = (*asked.pop().names, found.name) if joined else (found.name,)
        asked.append(LanguageAsked(names, found.level, found.exact))
        last = found.end
    return tuple(asked)


def places_of_languages(words: Words) -> Iterator[tuple[int, int]]:
    """Where a criterion speaks of languages and levels."""
    yield from ((found.start, found.end) for found in languages_in(words))
    yield from ((start, end) for start, end, _ in levels_in(words.text))
