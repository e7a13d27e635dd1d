"""Where the candidate's name recurs, in whole or in part, and where its words mean something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from cvscreen.domain.masks.candidates import NO_NAMES, PARTICLES, Name, Place, folded
from cvscreen.domain.masks.ordinary_words import ORDINARY_WORDS
from cvscreen.domain.text import CVText

_LETTER = r"[^\W\d_][\u0300-\u036f]*"
TOKEN = re.compile(rf"(?:{_LETTER})+(?:['’](?:{_LETTER}){{2,}})*")
_TITLE_BEFORE = re.compile(r"\b(M[rsx]|Mrs|Miss|Dr|Prof|Professor|Sir|Dame)(?:\.[ ]?|[ ])$")
_THIRD_PERSON = re.compile(
    r"['’]s\b|[ ](?:is|was|has|had|holds|brings|enjoys|lives|lived|joined|works|worked|led|leads|earned|began|graduated|currently)\b"
)
_OF_PEOPLE = re.compile(
    r"[ ](?:joined|holds|left|earned|graduated|brings|lives|lived|enjoys|began|was[ ]+(?:born|praised|promoted|awarded|hired|named|recogni[sz]ed))\b"
)
"""What is said of people only, never of a technology or a trade."""
_MARGIN_BEFORE = re.compile(
    r"(?:^|[\n\r])\W*(?:(?:r[eé]sum[eé]|cv|signed|signature|curriculum vitae)[ :]+(?:of[ ]+)?)?$", re.IGNORECASE
)
_MARGIN_AFTER = re.compile(
    r"[ ]*[-–|·,]?[ ]*(?:page[ ]*\d+(?:[ ]*(?:of|/)[ ]*\d+)?|r[eé]sum[eé]|cv|\d+[ ]*/[ ]*\d+)\W*(?:$|[\n\r])",
    re.IGNORECASE,
)
_ENDINGS = re.compile(r"(?:ations?|ments?|ings?|ions?|ers?|ors?|ies|ed|es|ly|s|d|y|e)$")
_SHORTEST_STEM = 3
_SHORTEST_JOINED = 5
_SPACED_LETTERS = re.compile(rf"(?<!\w){_LETTER}(?:[ ]{{1,3}}{_LETTER}){{4,}}(?!\w)")


@dataclass(frozen=True)
class _Parts:
    """The name's words; those `meant_otherwise` count only where the person is clearly meant.

    `asked_for` are the stems of the job's words: where one of them stands alone, it is never hidden but behind a title.
    """

    words: tuple[str, ...]
    plain: frozenset[str]
    asked_for: frozenset[str]

    @cached_property
    def long(self) -> frozenset[str]:
        return frozenset(word for word in self.words if len(word) > 1)

    def ordinary(self, word: str) -> bool:
        return word in ORDINARY_WORDS or word in NO_NAMES or self.asked(word)

    def asked(self, word: str) -> bool:
        return _stem(word) in self.asked_for

    def meant_otherwise(self, word: str) -> bool:
        return self.ordinary(word) or word in self.plain


def name_places(name: Name, text: CVText, kept: frozenset[str]) -> Iterator[tuple[int, Place]]:
    """Page number and place of each occurrence, in a text whose contacts are hidden.

    Two or more of its words together are the name, as is one with the other's initial. One that stands alone is,
    unless it is an ordinary word, is written in lower case elsewhere in the CV or is among `kept` (lower case, any
    inflection), and nothing near it says that a person is meant.
    """
    yield from ((text.pages[0].number, place) for place in name.places)
    tokens = [list(TOKEN.finditer(page.text)) for page in text.pages]
    plain = frozenset(token.group() for found in tokens for token in found if token.group().islower())
    parts = _Parts(name.words, plain, frozenset(map(_stem, kept)))
    for page, found in zip(text.pages, tokens, strict=True):
        for place in _occurrences(parts, page.text, found):
            yield page.number, place
        for place in _run_together(name, page.text, found):
            yield page.number, place


def _run_together(name: Name, text: str, tokens: list[re.Match[str]]) -> Iterator[Place]:
    """Its words with a space between all letters, or between none: J A N E D O E, JaneDoe."""
    joined = "".join(name.words)
    if len(joined) < _SHORTEST_JOINED:
        return
    for token in tokens:
        if token.end() - token.start() == len(joined) and _caseless(token.group()) == joined:
            yield token.span()
    for found in _SPACED_LETTERS.finditer(text):
        letters = [offset for offset in range(*found.span()) if not text[offset].isspace()]
        at = _caseless("".join(text[offset] for offset in letters)).find(joined)
        if at >= 0:
            yield letters[at], letters[at + len(joined) - 1] + 1


def _occurrences(parts: _Parts, text: str, tokens: list[re.Match[str]]) -> Iterator[Place]:
    initials, long = {word[0] for word in parts.words}, parts.long
    run: list[re.Match[str]] = []
    for token in tokens:
        word = _caseless(token.group())
        belongs = word in long or (word in initials and token.group().isupper())
        if run and not (belongs and _adjoins(text, run[-1], token)):
            yield from _name_in(run, parts, text)
            run = []
        if belongs:
            run.append(token)
    yield from _name_in(run, parts, text)


def _adjoins(text: str, left: re.Match[str], right: re.Match[str]) -> bool:
    """Whether two words belong together; a full stop ends a sentence unless it is behind an initial."""
    gap = text[left.end() : right.start()]
    return len(gap) <= 3 and not gap.strip(" .,\t_-") and ("." not in gap or len(left.group()) == 1)


def _name_in(run: list[re.Match[str]], parts: _Parts, text: str) -> Iterator[Place]:
    named = {folded(token.group()) for token in run} & parts.long
    if not named:
        return
    initials = [token for token in run if len(token.group()) == 1]
    if (len(named) > 1 or initials) and _is_together(run, named, initials, parts, text):
        dotted = text[run[-1].end() : run[-1].end() + 1] == "." and run[-1] in initials
        yield run[0].start(), run[-1].end() + dotted
        return
    for token in run:
        if folded(token.group()) in parts.long and _means_person(token, parts, text):
            yield token.start(), token.end()


def _is_together(
    run: list[re.Match[str]], named: set[str], initials: list[re.Match[str]], parts: _Parts, text: str
) -> bool:
    """Whether neighbouring words are the name: "SQL, R, Python" is not that of Rachel Python."""
    if not all(token.group()[0].isupper() for token in run):
        return len(named) > 1 and not all(map(parts.ordinary, named))
    if not all(map(parts.meant_otherwise, named)):
        return True
    gaps = [text[a.end() : b.start()] for a, b in pairwise(run)]
    reversed_order = folded(run[0].group()) == parts.words[-1] and gaps[0].strip(" ") == ","
    if any(gap.strip(" .-") for gap in gaps[reversed_order:]):
        return False
    return len(named) > 1 or all(text[token.end() : token.end() + 1] == "." for token in initials)


def _means_person(token: re.Match[str], parts: _Parts, text: str) -> bool:
    word = folded(token.group())
    if not token.group()[0].isupper() or word in PARTICLES:
        return False
    if _TITLE_BEFORE.search(text, max(0, token.start() - 12), token.start()):
        return True
    if _in_margin(text, token) or (_opens_sentence(text, token.start()) and _OF_PEOPLE.match(text, token.end())):
        return True
    if parts.asked(word):
        return False
    if _opens_sentence(text, token.start()) and _THIRD_PERSON.match(text, token.end()):
        return True
    return len(word) > 2 and not parts.meant_otherwise(word)


def _in_margin(text: str, token: re.Match[str]) -> bool:
    """Whether it is a running head or foot: with a page number, or behind "Resume" or "Signed"."""
    before = _MARGIN_BEFORE.search(text, max(0, token.start() - 40), token.start())
    if before is None:
        return False
    ends_line = re.match(r"[ \t]*(?:$|[\n\r])", text[token.end() :]) is not None
    says_so = re.search(r"\w", before.group()) is not None
    return _MARGIN_AFTER.match(text, token.end()) is not None or (says_so and ends_line)


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 4) : start].rstrip(" \t")
    return not before or before[-1] in ".!?\n\r•"


def _stem(word: str) -> str:
    stem = _ENDINGS.sub("", word)
    return stem if len(stem) >= _SHORTEST_STEM else word


def _caseless(word: str) -> str:
    """As `folded`, at less cost for the many words that are plain ASCII."""
    return word.lower() if word.isascii() else folded(word)
