"""Languages in a text, each with the level that stands with it.

Levels are numbers: 1 to 6 for A1 to C2 of the Common European Framework of Reference for Languages, 7 for a native
speaker. Words such as "fluent" are read as the level that they are commonly used for; CVs state them in English,
German, French, Spanish, Portuguese, Italian or Dutch.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from cvscreen.adapters.scorers.lexical.common_words import LANGUAGES
from cvscreen.adapters.scorers.lexical.words import Words

_NAMES = """
    english: englisch anglais inglés ingles inglês inglese engels
    german: deutsch allemand alemán aleman alemão alemao tedesco duits
    french: französisch franzoesisch français francais francés frances francês francese frans
    spanish: spanisch espagnol español espanol espanhol spagnolo spaans
    italian: italienisch italien italiano italiaans
    portuguese: portugiesisch portugais portugués portugues português portoghese portugees
    dutch: niederländisch niederlaendisch néerlandais neerlandés neerlandês holandés holandês olandese nederlands
    polish: polnisch polonais polaco polacco pools
    russian: russisch russe ruso russo
    turkish: türkisch tuerkisch turc turco turks
    arabic: arabisch arabe árabe arabo
    chinese: chinesisch chinois chino chinês cinese chinees mandarin
"""
_LANGUAGE_OF = {language: language for language in LANGUAGES} | {
    name: head.strip()
    for head, _, names in (line.partition(":") for line in _NAMES.split("\n"))
    for name in names.split()
}

NATIVE, FLUENT, GOOD, FAIR, BASIC, BEGINNER = 7, 5, 4, 3, 2, 1
_WORDED = {
    BASIC: r"basics?|elementary|limited|grundkenntnisse|notions|scolaire|básic[oa]|basico|elementare|scolastic[oa]|basiskennis",
    NATIVE: r"""native(?:ly)?|mother[\s-]tongue|first\s+language|bilingual|muttersprach\w*|langue\s+maternelle|bilingue
        |(?:lengua|língua|lingua)\s+materna|nativ[oa]|madrelingua|lingua\s+madre|moedertaal""",
    GOOD: r"""(?:professional\s+)?working\s+(?:proficiency|knowledge)|upper[\s-]intermediate|good|gut(?:e|er)?|professionnel
        |buen[oa]?|bom|boa|buon[oa]?|goed""",
    FLUENT: r"""(?:business[\s-]|near[\s-]native[\s-])?fluen(?:t|tly|cy)|near[\s-]native|full\s+professional|advanced|proficient
        |very\s+good|excellent|verhandlungssicher|flie(?:ß|ss)end|sehr\s+gut(?:e|er)?|courant|couramment|fluid[oa]|avanzad[oa]
        |fluente|avançad[oa]|ottim[oa]|avanzat[oa]|vloeiend|uitstekend""",
    FAIR: r"""limited\s+working\s+(?:proficiency|knowledge)|intermediate|conversational|konversationssicher|intermédiaire
        |intermedi[oa]|intermediári[oa]|gemiddeld""",
    BEGINNER: r"beginner|anfänger|débutant|principiante|iniciante|beginnend",
}
_HARD = re.compile(r"[;|•·▪]|\.\s|\n")
_COMMA = re.compile(r",|\s[-–—]\s(?=\w+\s*[:(])")
_AND_ALL = re.compile(r"\b(?:fluent|bilingual|native|proficient)\s+in\b", re.IGNORECASE)
_WORDS_BETWEEN = 3
_MARKS_AROUND = 6
"""So many marks around a language are looked at, however long the list is."""


class LanguageFound(NamedTuple):
    """A language in a text: its English name, place, level if one is stated, and whether that is one of the framework."""

    name: str
    start: int
    end: int
    level: int | None
    exact: bool


class _Mark(NamedTuple):
    """A language's name, or a level."""

    start: int
    end: int
    name: str = ""
    level: int = 0
    exact: bool = False


class _Item(NamedTuple):
    """What stands between two commas, or between two lines or sentences."""

    marks: list[_Mark]
    words: int
    begins_line: bool
    shares: bool

    def languages(self) -> list[_Mark]:
        return [mark for mark in self.marks if mark.name]

    def levels(self) -> list[_Mark]:
        return [mark for mark in self.marks if not mark.name]


def languages_in(words: Words) -> list[LanguageFound]:
    """The languages in a text, in order. Of "English C2, German A2" each has its own level."""
    if _LANGUAGE_OF.keys().isdisjoint(words.lowered):
        return []
    names = [
        _Mark(words.starts[at], words.ends[at], name=_LANGUAGE_OF[word])
        for at, word in enumerate(words.lowered)
        if word in _LANGUAGE_OF
    ]
    return list(_paired(words.text, _items(words.text, names)))


def levels_in(text: str) -> list[tuple[int, int, str]]:
    """Where a text speaks of a level, and in which words."""
    return [(*found.span(), found.group().lower()) for found in _levels().finditer(text)]


@lru_cache(maxsize=1)
def _levels() -> re.Pattern[str]:
    worded = "|".join(f"(?P<l{level}>{pattern})" for level, pattern in sorted(_WORDED.items(), key=_longest_first))
    return re.compile(rf"\b(?:(?P<cefr>[ABC][12])\b\+?|(?i:{worded})\b)", re.VERBOSE)


def _longest_first(entry: tuple[int, str]) -> int:
    """Sort key: what holds another's words is tried first, "limited working proficiency" before "limited"."""
    return (FAIR, FLUENT, GOOD, NATIVE, BASIC, BEGINNER).index(entry[0])


def _items(text: str, names: list[_Mark]) -> list[_Item]:
    """The items of the lines that name a language, and of the lines after them, which may hold the level alone."""
    items: list[_Item] = []
    for start, end in _lines(text, names):
        cut = start
        for comma in [*_COMMA.finditer(text, start, end), None]:
            stop = comma.start() if comma else end
            inside = _between(names, cut, stop)
            marks = sorted([*inside, *_level_marks(text, cut, stop)], key=lambda mark: mark.start)
            piece = text[cut:stop]
            items.append(_Item(marks, len(piece.split()), cut == start, _AND_ALL.search(piece) is not None))
            cut = comma.end() if comma else end
    return items


def _between(names: list[_Mark], start: int, end: int) -> list[_Mark]:
    return names[bisect_left(names, start, key=_place) : bisect_left(names, end, key=_place)]


def _place(mark: _Mark) -> int:
    return mark.start


def _lines(text: str, names: list[_Mark]) -> Iterator[tuple[int, int]]:
    start, wanted = 0, False
    for found in [*_HARD.finditer(text), None]:
        end = found.start() if found else len(text)
        named = _between(names, start, end) != []
        if named or (wanted and text[start:end].strip()):
            yield start, end
            wanted = named
        start = found.end() if found else end


def _level_marks(text: str, start: int, end: int) -> Iterator[_Mark]:
    for found in _levels().finditer(text, start, end):
        if found["cefr"]:
            yield _Mark(*found.span(), level="A1 A2 B1 B2 C1 C2".split().index(found["cefr"]) + 1, exact=True)
        else:
            yield _Mark(*found.span(), level=int((found.lastgroup or "l0")[1:]))


def _paired(text: str, items: list[_Item]) -> Iterator[LanguageFound]:
    shared: _Mark | None = None
    for item, following in zip_longest(items, items[1:]):
        levels = item.levels()
        shared = None if item.begins_line else shared
        other = None if levels else (_alone(following) or shared)
        for at, language in enumerate(item.marks):
            if not language.name:
                continue
            level = _level_of(at, item.marks, text) or other
            stated = (level.level, level.exact) if level else (None, False)
            yield LanguageFound(language.name, language.start, language.end, *stated)
        if levels:
            shared = levels[0] if item.shares else None


def _alone(item: _Item | None) -> _Mark | None:
    """The level that an item holds with hardly another word: of "German, C1" and of a level in a line of its own."""
    levels = item.levels() if item and not item.languages() and item.words < _WORDS_BETWEEN else []
    return levels[0] if levels else None


def _level_of(at: int, marks: list[_Mark], text: str) -> _Mark | None:
    """Of the levels in the item, where languages come first the next one after it, else the next one before it."""
    nearby = marks[max(0, at - _MARKS_AROUND) : at + _MARKS_AROUND + 1]
    language = marks[at]
    levels = [mark for mark in nearby if not mark.name]
    before = [mark for mark in levels if mark.end <= language.start and _near(text, mark, language)]
    after = [mark for mark in levels if mark.start >= language.end and _near(text, language, mark)]
    nearest = (after[:1] or before[-1:]) if marks[0].name else (before[-1:] or after[:1])
    return nearest[0] if nearest else None


def _near(text: str, left: _Mark, right: _Mark) -> bool:
    return len(text[left.end : right.start].split()) <= _WORDS_BETWEEN
