"""The name in one piece of letters, dots and hyphens, in the middle of prose: jane.doe, j_doe, JPublicover.

Two of its words are the name. One with initials is where the word is not known to mean anything else, as JPython is no
J. Python, and where the piece is not likely to be a word of its own, as a trainer is no T. Rainer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cvscreen.domain.masks.hiding import Place
from cvscreen.domain.masks.runs import Parts
from cvscreen.domain.plain import plain

_SHORTEST = 3
_SHORTEST_WITH_CAPITAL, _SHORTEST_GLUED = 5, 7
"""So many letters a word needs to be glued to an initial: JMeier, jpublicover; with fewer it may be any word."""
_REACH = 40
"""A piece is looked at so far before and behind a word of the name."""
_PIECE = re.compile(r"[\w.-]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_JOINTS = frozenset("._-")


def pieces_of_name(parts: Parts, text: str, folded: str) -> Iterator[Place]:
    """Start and end of each such place, in a text and the same in lower case without accents."""
    for word in parts.telling:
        at = folded.find(word) if len(word) >= _SHORTEST else -1
        while at >= 0:
            end = at + len(word)
            if _joins(folded[at - 1 : at]) or _joins(folded[end : end + 1]):
                letters = _letters_around(folded, (at, end))
                yield from _joined(parts, text, letters)
                yield from (place for place in letters if _is_glued(parts, word, text[slice(*place)]))
            at = folded.find(word, end)


def _joins(character: str) -> bool:
    return character in _JOINTS or character.isalpha()


def _letters_around(folded: str, place: Place) -> list[Place]:
    """The rows of letters in the piece that a word is in."""
    near = max(0, place[0] - _REACH), place[1] + _REACH
    for piece in _PIECE.finditer(folded, *near):
        if piece.end() >= place[1]:
            return [found.span() for found in _LETTERS.finditer(folded, *piece.span())]
    return []


def _joined(parts: Parts, text: str, letters: list[Place]) -> Iterator[Place]:
    """Words and initials of the name that nothing but a dot or a line parts."""
    row: list[Place] = []
    for place in [*letters, (len(text), len(text))]:
        if row and not _goes_on(parts, text, row[-1], place):
            if _is_name(parts, [text[slice(*each)] for each in row], text[row[0][1] : row[-1][0]]):
                yield row[0][0], row[-1][1]
            row = []
        if _belongs(parts, text, place):
            row.append(place)


def _goes_on(parts: Parts, text: str, left: Place, right: Place) -> bool:
    """A hyphen joins two words of the name, and no initial: T-Mobile."""
    gap = text[left[1] : right[0]]
    words = {plain(text[slice(*left)]), plain(text[slice(*right)])}
    return _belongs(parts, text, right) and (gap in {".", "_"} or (gap == "-" and words <= parts.telling))


def _belongs(parts: Parts, text: str, place: Place) -> bool:
    word = plain(text[slice(*place)])
    return word in parts.telling or _are_initials(parts, word)


def _is_name(parts: Parts, shown: list[str], between: str) -> bool:
    words = set(map(plain, shown))
    ordinary = all(map(parts.may_be_agent, words & parts.telling))
    if len(words & parts.telling) > 1:
        return not ordinary or "-" not in between or not any(word[0].islower() for word in shown)
    return len(words) > 1 and not ordinary


def _is_glued(parts: Parts, word: str, shown: str) -> bool:
    """Whether it is the word with initials before or behind it."""
    whole = plain(shown)
    if len(whole) <= len(word) or parts.may_be_agent(whole) or parts.may_be_agent(word):
        return False
    if whole.endswith(word) and _are_initials(parts, whole[: -len(word)]):
        initials, rest = shown[: -len(word)], shown[-len(word) :]
        with_capital = initials.isupper() and rest[0].isupper() and rest[1:].islower()
        return len(word) >= (_SHORTEST_WITH_CAPITAL if with_capital else _SHORTEST_GLUED)
    rest, initials = shown[: len(word)], shown[len(word) :]
    named = whole.startswith(word) and _are_initials(parts, plain(initials))
    return named and initials.isupper() and rest[1:].islower() and len(word) >= _SHORTEST_WITH_CAPITAL


def _are_initials(parts: Parts, letters: str) -> bool:
    """One or several of them in their order, or the first name with those behind it."""
    first = parts.words[0]
    short = first[0] + letters[len(first) :] if letters.startswith(first) else letters
    return short in parts.initials or short in parts.rows
