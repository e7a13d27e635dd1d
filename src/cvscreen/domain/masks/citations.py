"""The name as works are cited: the last name with the initials of the others in a row, JQ Doe and Doe JQ."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cvscreen.domain.masks.hiding import Place
from cvscreen.domain.masks.name_words import SUFFIXES
from cvscreen.domain.masks.runs import Parts
from cvscreen.domain.patterns import when_needed
from cvscreen.domain.plain import plain

_FIRMS = frozenset("ag sa kg ab as bv nv oy co se ug sl lp pc pa srl spa llc llp ltd inc plc".split())
"""What firms are called behind a name: Doe AG is none of Anna G. Doe's initials."""
_REACH = 12
_ROW_BEFORE = re.compile(r"(?P<by>\bby[ ])?(?<![\w.-])(?P<row>[^\W\d_]{2,3})[ ]$")
_ROW_BEHIND = re.compile(r"(?P<comma>,?)[ ](?P<row>[^\W\d_]{2,3})(?![\w-])")
_AMONG_AUTHORS = when_needed(r",?[ ](?:(?:and|&)[ ])?(?:[^\W\d_]+[ ][A-Z]{1,3}[,.;&]|\(?(?:19|20)\d\d\b|et[ ]al\b)")
"""Another author, the year or "et al." follow."""


def cited(parts: Parts, text: str, folded: str) -> Iterator[Place]:
    """Start and end of each such place, in a text and the same in lower case without accents."""
    for word in parts.telling.intersection(parts.words[1:]):
        at = folded.find(word)
        while at >= 0:
            end = at + len(word)
            if not text[at].islower() and not text[end : end + 1].isalnum():
                yield from _before(parts, word, text, at, end)
                yield from _behind(parts, word, text, at, end)
            at = folded.find(word, end)


def _before(parts: Parts, word: str, text: str, start: int, end: int) -> Iterator[Place]:
    """JQ Doe; a surname that may be a firm's needs more to be a person's: JP Morgan is a bank."""
    row = _ROW_BEFORE.search(text[max(0, start - _REACH) : start])
    if row and row["row"].isupper() and (row["by"] or not parts.may_be_agent(word)):
        letters = plain(row["row"])
        if letters in parts.rows or (len(letters) == 2 and letters[0] == parts.words[0][0]):
            yield start - len(row["row"]) - 1, end


def _behind(parts: Parts, word: str, text: str, start: int, end: int) -> Iterator[Place]:
    """Doe JQ, where it is no firm, no degree and, unless others are cited beside, no other initials."""
    row = _ROW_BEHIND.match(text, end, end + _REACH)
    if not row or not row["row"].isupper():
        return
    letters, others = plain(row["row"]), _AMONG_AUTHORS().match(text, row.end()) is not None
    sure = letters in parts.rows and letters not in _FIRMS and letters not in SUFFIXES
    likely = letters[0] == parts.words[0][0] and not row["comma"]
    if (sure and not parts.may_be_agent(word)) or (others and (sure or (likely and not parts.may_be_agent(word)))):
        yield start, row.end()
