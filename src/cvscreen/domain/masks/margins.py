"""Running heads and feet, signatures and file names: lines in which a part of a name is nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from cvscreen.domain.masks.hiding import Place
from cvscreen.domain.masks.lines import line_end, line_start
from cvscreen.domain.patterns import when_needed
from cvscreen.domain.plain import plain
from cvscreen.domain.text import Page

_CLOSING_REACH = 80
_LONGEST_PIECE = 40
_JOINTS = frozenset("_-")
_PIECE_BEFORE = re.compile(r"[\w.-]*$")
_PIECE_BEHIND = re.compile(rf"[\w.-]{{0,{_LONGEST_PIECE}}}")
_SAYS_CV = re.compile(r"(?<![^\W_])(?:cv|resume|lebenslauf)(?![^\W\d_])")
_CV = r"(?:resume|cv|curriculum vitae|cover letter|coverletter|lebenslauf)"
_LETTERS = re.compile(r"[^\W\d_]+")
_BEHIND_NAME = when_needed(rf"[ ]*[-–|·,:]?[ ]*(?:page[ ]*\d+(?:[ ]*(?:of|/)[ ]*\d+)?|{_CV})\W*")
_BEFORE_NAME = when_needed(
    rf"\W*(?:{_CV}|signed|signature|page[ ]*\d+(?:[ ]*(?:of|/)[ ]*\d+)?)[ ]*[-–|·,:]?[ ]*(?:of[ ]+|for[ ]+|by[ ]+)?"
)
_CLOSING = when_needed(
    r"(?:sincerely|regards|faithfully|truly|best|wishes|signature|signed|thank you|thanks|respectfully)"
    r"(?:[ ]+yours)?[ ]*[,.:]?[_\s]*$"
)


def is_margin(text: str, place: Place, line: Place) -> bool:
    """Whether a word of a line is a running head or foot with a page number or "resume", or a signature."""
    before, behind = plain(text[line[0] : place[0]]), plain(text[place[1] : line[1]])
    if not _LETTERS.search(before) and _BEHIND_NAME().fullmatch(behind):
        return True
    if not re.search(r"\w", behind) and _BEFORE_NAME().fullmatch(before):
        return True
    alone = not re.search(r"\w", before + behind)
    return alone and _CLOSING().search(plain(text[max(0, line[0] - _CLOSING_REACH) : line[0]])) is not None


def is_in_file_name(text: str, place: Place) -> bool:
    """Doe_CV.pdf, resume-doe: a word joined to "CV" without a space."""
    start, end = place
    if text[max(0, start - 1) : start] not in _JOINTS and text[end : end + 1] not in _JOINTS:
        return False
    head = _PIECE_BEFORE.search(plain(text[max(0, start - _LONGEST_PIECE) : start]))
    tail = _PIECE_BEHIND.match(plain(text[end : end + _LONGEST_PIECE]))
    return _SAYS_CV.search(f"{head and head.group()}\0{tail and tail.group()}") is not None


class RunningLines:
    """The first and last lines of pages, which recur where they are heads and feet."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = pages

    def repeat(self, page: Page, place: Place, line: Place) -> bool:
        """Whether the word and a number are all that a page's first or last line says, and that of another page too."""
        word = _letters(page.text[slice(*place)])
        if _letters(page.text[slice(*line)]) != word:
            return False
        here = self._edges[page.number]
        return any(
            here[side] == word and sum(edge[side] == word for edge in self._edges.values()) > 1 for side in (0, 1)
        )

    @cached_property
    def _edges(self) -> dict[int, tuple[str, str]]:
        return {page.number: _edges_of(page.text) for page in self._pages}


def lines_around(text: str, line: Place) -> tuple[str, str, str]:
    """The letters of the line above a line, of itself, and of the line below, in lower case."""
    first, last = line
    above = text[max(0, first - _LONGEST_PIECE) : first].rstrip()
    below = text[last : last + _LONGEST_PIECE].lstrip()
    return _letters(above[line_start(above, len(above)) :]), _letters(text[first:last]), _letters(_line_of(below, 0))


def _line_of(text: str, offset: int) -> str:
    return text[line_start(text, offset) : line_end(text, offset)]


def _edges_of(text: str) -> tuple[str, str]:
    shown = text.strip()
    return _letters(_line_of(shown, 0)), _letters(_line_of(shown, len(shown)))


def _letters(line: str) -> str:
    return " ".join(_LETTERS.findall(plain(line)))
