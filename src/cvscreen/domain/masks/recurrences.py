"""Where the candidate's name recurs, in whole or in part, and where its words mean something else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cvscreen.domain.masks.candidates import Name
from cvscreen.domain.masks.citations import cited
from cvscreen.domain.masks.handles import handles, run_together
from cvscreen.domain.masks.hiding import Place
from cvscreen.domain.masks.lines import lines_with, short_line
from cvscreen.domain.masks.margins import RunningLines, is_in_file_name, is_margin, lines_around
from cvscreen.domain.masks.persons import means_person
from cvscreen.domain.masks.pieces import pieces_of_name
from cvscreen.domain.masks.runs import Parts, Run, Token, name_in, parts_of, runs_in
from cvscreen.domain.masks.unbroken import Mended, mended
from cvscreen.domain.plain import MARK, has_loose_marks, plain, plain_word
from cvscreen.domain.text import CVText, Page

_LETTER = rf"[^\W\d_]{MARK}*"
_TOKEN = re.compile(rf"(?:{_LETTER})+(?:['’](?:{_LETTER}){{2,}})*")
_SPACED_LETTERS = re.compile(rf"(?<!\w){_LETTER}(?:[ ]{{1,3}}{_LETTER}){{4,}}(?!\w)")
_GAPS = (" ", "  ", "   ")
_SHORTEST_SPACED = 5


def name_places(name: Name, text: CVText) -> Iterator[tuple[int, Place]]:
    """Page number and place of each occurrence, in a text whose contacts are hidden.

    Two or more of its words together are the name, as is one with the other's initial. One that stands alone is
    where its surroundings say that a person is meant, and nowhere else. So a name that is also a skill, a trade, a
    firm or a place neither adds one to a CV nor takes one away.
    """
    yield from ((text.pages[0].number, place) for place in name.places)
    parts = parts_of(name)
    pages = mended(text, parts)
    running = RunningLines([each.page for each in pages])
    for each in pages:
        for place in _places_on(each, parts, running):
            yield each.page.number, each.on_page(place)


def _places_on(each: Mended, parts: Parts, running: RunningLines) -> Iterator[Place]:
    page, folded = each.page, each.folded
    loose = has_loose_marks(page.text)
    for start, end in [(0, len(folded))] if loose else lines_with(parts.telling, folded):
        for run in runs_in(_tokens(page.text, start, end), parts, page.text):
            yield from _places_in(run, parts, page, running)
    yield from run_together(parts, folded)
    yield from handles(parts, folded)
    yield from pieces_of_name(parts, page.text, folded)
    yield from cited(parts, page.text, folded)
    yield from each.surnames
    yield from _letter_spaced("".join(parts.words), page.text, folded)


def _tokens(text: str, start: int, end: int) -> Iterator[Token]:
    for found in _TOKEN.finditer(text, start, end):
        shown = found.group()
        yield Token(plain_word(shown), *found.span(), not shown[0].islower(), len(shown) == 1 and shown.isupper())


def _places_in(run: Run, parts: Parts, page: Page, running: RunningLines) -> Iterator[Place]:
    place = name_in(run, parts, page.text)
    if place is not None:
        yield place
        return
    for token in run:
        if token.word in parts.telling and _is_person(token, parts, page, running):
            yield token.start, token.end


def _is_person(token: Token, parts: Parts, page: Page, running: RunningLines) -> bool:
    """Whether a word that stands alone means the candidate."""
    text, place = page.text, (token.start, token.end)
    if is_in_file_name(text, place):
        return True
    if not token.capital:
        return False
    if means_person(text, place, may_be_agent=parts.may_be_agent(token.word)):
        return True
    line = short_line(text, place)
    if line is None:
        return False
    return (
        is_margin(text, place, line) or running.repeat(page, place, line) or _fills_two_lines(text, token, parts, line)
    )


def _fills_two_lines(text: str, token: Token, parts: Parts, place: Place) -> bool:
    """Whether first and last name stand one above the other, each alone in its line."""
    above, line, below = lines_around(text, place)
    first, last = parts.words[0], parts.words[-1]
    return line == token.word and first != last and ((line, below) == (first, last) or (above, line) == (first, last))


def _letter_spaced(joined: str, text: str, folded: str) -> Iterator[Place]:
    """All its words with a space between all letters: J A N E D O E."""
    if len(joined) < _SHORTEST_SPACED or not any(joined[0] + gap + joined[1] in folded for gap in _GAPS):
        return
    for found in _SPACED_LETTERS.finditer(text):
        letters = [offset for offset in range(*found.span()) if not text[offset].isspace()]
        at = plain("".join(text[offset] for offset in letters)).find(joined)
        if at >= 0:
            yield letters[at], letters[at + len(joined) - 1] + 1
