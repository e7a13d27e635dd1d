"""A text cut into bullets, sentences and lines."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from cvscreen.adapters.scorers.lexical.words import Words

_BULLET = re.compile(r"[ \t]*(?:[•·▪●■◆◦○‣∙➢➤►✓✔*\uf0b7\uf0a7-]|–|—|o(?= ))[ \t]+")
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=[A-Z0-9(“\"])")
_LONG_PASSAGE = 240
_LONGEST_PASSAGE = 1000
"""Longer ones are no sentences; looking at each of their words in their whole context would take forever."""


class Passage(NamedTuple):
    """A bullet, sentence or line: its place in the text, and the positions of its first word and after its last."""

    start: int
    end: int
    first: int
    after: int


def passages(words: Words) -> list[Passage]:
    """The text cut into bullets, sentences and lines, where a line that runs on joins the next."""
    found: list[Passage] = []
    position = 0
    for start, end in _pieces(words.text):
        position = bisect_left(words.starts, start, position)
        after = bisect_left(words.starts, end, position)
        if after > position:
            found.append(Passage(start, end, position, after))
        position = after
    return found


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    for start, end in _blocks(text):
        cut = start
        if end - start > _LONG_PASSAGE / 2:
            for gap in _SENTENCE_END.finditer(text, start, end):
                yield cut, gap.start()
                cut = gap.end()
        yield from _no_longer_than(_LONGEST_PASSAGE, text, cut, end)


def _no_longer_than(most: int, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > most:
        cut = max(text.rfind(" ", start, start + most), text.rfind("\n", start, start + most))
        cut = cut if cut > start else start + most
        yield start, cut
        start = cut
    yield start, end


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Lines, each joined with the next where that goes on in lower case without a bullet."""
    start, end = -1, -1
    for line in re.finditer(r"[^\n]+", text):
        shown = line.group()
        if not shown.strip():
            continue
        bullet = _BULLET.match(shown)
        at = line.start() + (bullet.end() if bullet else len(shown) - len(shown.lstrip()))
        runs_on = start >= 0 and not bullet and shown.strip()[0].islower() and text[end - 1] not in ".!?:"
        if not runs_on:
            if start >= 0:
                yield start, end
            start = at
        end = line.start() + len(shown.rstrip())
    if start >= 0:
        yield start, end
