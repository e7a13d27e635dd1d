"""Words of a name that stand next to each other, and whether together they are the name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cvscreen.domain.masks.candidates import Name
from cvscreen.domain.masks.hiding import Place
from cvscreen.domain.masks.name_words import NO_NAMES, PARTICLES
from cvscreen.domain.masks.ordinary_words import ORDINARY_WORDS
from cvscreen.domain.plain import plain_word

_CLEAR_PARTICLES = frozenset("van von bin ibn al ter ten zu af av".split())
"""One of these before a word makes it a surname; "de" alone does not."""
_LANGUAGES = frozenset("rc")
"""Programming languages of one letter: "SQL, R. Python" lists two of them."""
_LIST_BEFORE = re.compile(r"(?:[,/&:+]|\b(?:and|or|in|with|using))[ ]*$")
_GOES_ON = re.compile(r"\.?[ ]?(?:[,(&:;]|[a-z])")
_CITED = re.compile(r"[,.;)]|$|[\n\r]")


class Token(NamedTuple):
    """A word of the text: as it is compared, its place, whether it has a capital, and is nothing but one."""

    word: str
    start: int
    end: int
    capital: bool
    letter: bool


Run = list[Token]


class Parts(NamedTuple):
    """The name's words and nicknames as they are compared; `telling` are those that are no particles.

    `rows` are the initials of its first words in their order: jq, of Jonathan Quincy Doe.
    """

    words: tuple[str, ...]
    telling: frozenset[str]
    initials: frozenset[str]
    rows: frozenset[str]

    def may_be_agent(self, word: str) -> bool:
        """Whether the word is known to mean something else too."""
        return word in ORDINARY_WORDS or word in NO_NAMES


def parts_of(name: Name) -> Parts:
    """What of a name is looked for."""
    words = tuple(plain_word(word) for word in name.words)
    long = {word for word in (*words, *map(plain_word, name.nicknames)) if len(word) > 1 or word.upper() == word}
    row = "".join(word[0] for word in words[:-1])
    rows = frozenset(row[:length] for length in range(2, len(row) + 1))
    return Parts(words, frozenset(long - PARTICLES), frozenset(word[0] for word in words), rows)


def runs_in(tokens: Iterable[Token], parts: Parts, text: str) -> Iterator[Run]:
    """The longest rows of neighbouring words of the name, initials and middle names among them."""
    run: Run = []
    waiting: Token | None = None
    for token in tokens:
        last = waiting or (run[-1] if run else None)
        near = last is not None and _adjoins(text, last, token)
        belongs = token.word in parts.telling or token.word in parts.words or token.letter
        if belongs and near and (not waiting or token.word == parts.words[-1]):
            run += [waiting, token] if waiting else [token]
            waiting = None
        elif not belongs and near and not waiting and token.capital and run[-1].word == parts.words[0]:
            waiting = token
        else:
            yield from _pieces(run, parts, text)
            run, waiting = [token] if belongs else [], None
    yield from _pieces(run, parts, text)


def _adjoins(text: str, left: Token, right: Token) -> bool:
    """Whether two words belong together; a full stop ends a sentence unless it is behind an initial."""
    gap = text[left.end : right.start]
    return len(gap) <= 3 and not gap.strip(" .,\t_-") and ("." not in gap or left.letter)


def _pieces(run: Run, parts: Parts, text: str) -> Iterator[Run]:
    """A comma parts two of them, unless it is behind the last name: "Doe, Jane"."""
    piece: Run = []
    for token in run:
        if piece and "," in text[piece[-1].end : token.start] and not _is_reversed(piece, token, parts):
            yield from _from_first_to_last(piece, parts)
            piece = []
        piece.append(token)
    yield from _from_first_to_last(piece, parts)


def _from_first_to_last(piece: Run, parts: Parts) -> Iterator[Run]:
    """The name on its own where one of its words stands beside the whole, as in "Python Jordan Python"."""
    first, last = parts.words[0], parts.words[-1]
    begins, shown = -1, 0
    for index, token in enumerate(piece):
        if token.word == first or (begins < 0 and token.word == first[0]):
            begins = index
        elif begins >= 0 and token.word == last:
            yield from (row for row in (piece[shown:begins], piece[begins : index + 1]) if row)
            begins, shown = -1, index + 1
    if piece[shown:]:
        yield piece[shown:]


def _is_reversed(piece: Run, token: Token, parts: Parts) -> bool:
    """Whether a last name (some have two), comma and then the first name or its initial follow each other."""
    first = parts.words[0]
    last = piece[-1].word
    return last != first and last in parts.words and last in parts.telling and token.word in {first, first[0]}


def name_in(run: Run, parts: Parts, text: str) -> Place | None:
    """The place of the name if the words of the run are it, and not each a word on its own."""
    begin, end = 0, len(run)
    while begin < end and _says_little(run[begin], parts) and run[begin].word not in PARTICLES:
        begin += 1
    while begin < end and run[end - 1].word not in parts.telling and not _is_dotted(run[end - 1], parts, text):
        if end - begin == 2 and _is_initial(run[end - 1], parts):
            break
        end -= 1
    run = run[begin:end]
    named = {token.word for token in run} & parts.telling
    if not named or not _is_together(run, named, parts, text):
        return None
    return run[0].start, run[-1].end + _is_dotted(run[-1], parts, text)


def _is_initial(token: Token, parts: Parts) -> bool:
    return token.letter and token.word in parts.initials


def _is_dotted(token: Token, parts: Parts, text: str) -> bool:
    return _is_initial(token, parts) and _has_dot(token, text)


def _has_dot(token: Token, text: str) -> bool:
    return text[token.end : token.end + 1] == "."


def _says_little(token: Token, parts: Parts) -> bool:
    """Whether it is neither a telling word of the name nor an initial of it."""
    return token.word not in parts.telling and not _is_initial(token, parts)


def _is_together(run: Run, named: set[str], parts: Parts, text: str) -> bool:
    if tuple(token.word for token in run) == parts.words and run[-1].capital:
        return len(run) > 1
    if len(named) > 1:
        written = all(token.capital or token.word in PARTICLES for token in run)
        return written or not all(map(parts.may_be_agent, named))
    particles = [token.word for token in run if token.word in PARTICLES]
    if particles:
        words = tuple(token.word for token in run)
        whole = words == parts.words[-len(words) :] and parts.words[-len(words) - 1 :][:1][0] not in PARTICLES
        return whole and run[-1].capital and (len(particles) > 1 or particles[0] in _CLEAR_PARTICLES)
    letters = [token for token in run if _is_initial(token, parts) and token.word not in {word[0] for word in named}]
    if not letters or not all(token.capital for token in run):
        return False
    return _is_initialled(run, letters[0], text)


def _is_initialled(run: Run, letter: Token, text: str) -> bool:
    """Whether an initial before or behind one word of the name is that of another: "SQL, R. Python" is not."""
    dotted, language = _has_dot(letter, text), letter.word in _LANGUAGES
    before, behind = text[max(0, run[0].start - 12) : run[0].start], text[run[-1].end : run[-1].end + 3]
    if letter is run[0]:
        if dotted:
            return not language or not _LIST_BEFORE.search(before)
        return not language and (
            before.endswith("by ") or (_is_line_start(before) and _CITED.match(behind) is not None)
        )
    if dotted:
        return not language or _GOES_ON.match(behind) is not None
    return not language and "," not in text[run[0].end : letter.start] and _CITED.match(behind) is not None


def _is_line_start(before: str) -> bool:
    return not before.strip(" \t") or before.rstrip(" \t")[-1] in "\n\r"
