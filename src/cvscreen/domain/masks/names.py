"""The candidate's name: which words of the head it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cvscreen.domain.masks.candidates import WORD, Candidate, Line, Name, candidates_in, lines_of
from cvscreen.domain.masks.mailbox import Mailbox, mailbox_in
from cvscreen.domain.masks.name_words import NO_NAMES, PARTICLES, has_capitals
from cvscreen.domain.masks.ordinary_words import ORDINARY_WORDS
from cvscreen.domain.patterns import when_needed
from cvscreen.domain.text import CVText

_HEAD_LINES = 30
_SHORT_LINE = 60
_MOST_SMALL = 4
"""Below the head a name stands in a line of little else."""
_ENOUGH = 1.0
"""So many points make a name: two words within the first three lines reach it."""
_BY_RANK = {0: 4.0, 1: 2.0, 2: 1.0}
"""What the first lines are worth."""

_HEADING = when_needed(
    r"""\W*(?:(?:work|professional|relevant|employment|career|technical|core|key|personal|executive)\s+)*
    (?:experience|employment|education|skills?|summary|profile|objective|history|competenc(?:ies|e)|projects|certifications?|about(?:\s+me)?|qualifications|expertise)
    (?:\s+(?:history|summary|statement|background|and\s+\w+|&\s+\w+))*\W*""",
    re.IGNORECASE | re.VERBOSE,
)


class _Head(NamedTuple):
    """What is known of the head: the mailbox, the largest font size if one stands out, and the page's words as written."""

    mailbox: Mailbox
    largest: float | None
    written: frozenset[str]


def find_name(text: CVText, concealed: CVText) -> Name | None:
    """What looks like a name in the head: the largest, the first, or the one that the e-mail agrees with.

    `concealed` is the same text with its contacts hidden.
    """
    if not text.pages:
        return None
    page = concealed.pages[0]
    lines = list(lines_of(page))
    head = _Head(mailbox_in(text.pages[0].text), _standing_out(lines), frozenset(WORD.findall(page.text)))
    found = [c for c in _candidates(lines, head) if _is_written_as_name(c, head, page.text)]
    likeness = {id(candidate): _likeness(candidate, head) for candidate in found}
    best = max(found, key=lambda c: (likeness[id(c)], -c.name.places[0][0]), default=None)
    if best is None or likeness[id(best)] <= _ENOUGH:
        return None
    if best.label not in {"", "name"}:
        return _joined([c.name for c in found if c.label not in {"", "name"}])
    words = best.name.words
    return best.name._replace(words=head.mailbox.words_of(words[0])) if len(words) == 1 else best.name


def _joined(names: list[Name]) -> Name:
    """First and last name, each behind a label of its own."""
    return Name(tuple(word for name in names for word in name.words), tuple(place for n in names for place in n.places))


def _standing_out(lines: list[Line]) -> float | None:
    sizes = [line.size for line in lines[:_HEAD_LINES] if line.size]
    if not sizes:
        return None
    sizes.sort()
    middle = len(sizes) // 2
    median = (sizes[middle] + sizes[~middle]) / 2
    return sizes[-1] if sizes[-1] > 1.15 * median else None


def _candidates(lines: list[Line], head: _Head) -> Iterator[Candidate]:
    """Those of the head; of the lines below only what the mailbox agrees with in every word."""
    previous: list[Candidate] = []
    for line in lines[:_HEAD_LINES]:
        current = list(candidates_in(line)) if _may_hold_name(line, head) else []
        yield from current
        yield from _over_two_lines(previous, current, head.mailbox)
        previous = current
    for line in lines[_HEAD_LINES:]:
        if len(line.text) <= _SHORT_LINE and head.mailbox.touches(line.words):
            found = [c for c in candidates_in(line) if len(c.name.words) > 1]
            yield from (c for c in found if all(map(head.mailbox.names, c.name.words)))


def _may_hold_name(line: Line, head: _Head) -> bool:
    """Whether a candidate of this line can reach enough points: below the first lines few can."""
    large = bool(line.size and head.largest and line.size > 0.75 * head.largest)
    return line.rank in _BY_RANK or large or ":" in line.text or head.mailbox.touches(line.words)


def _over_two_lines(above: list[Candidate], below: list[Candidate], mailbox: Mailbox) -> Iterator[Candidate]:
    """A first name with the last name below it, each alone in its line and in the same size."""
    if len(above) != 1 or len(below) != 1 or not _is_one_word(above[0]) or not _is_one_word(below[0]):
        return
    first, last = above[0], below[0]
    if last.line.rank > 2 or not _same_size(first.line, last.line):
        return
    words = first.name.words + last.name.words
    agrees = all(map(mailbox.names, words)) or mailbox.names_in_short(words)
    if agrees or (first.line.size and first.line.rank == 0 and not mailbox.names(words[0])):
        yield first._replace(name=Name(words, first.name.places + last.name.places))


def _is_one_word(candidate: Candidate) -> bool:
    shown = candidate.line.text.strip()
    start, end = candidate.name.places[0]
    return len(candidate.name.words) == 1 and end - start == len(shown)


def _same_size(one: Line, other: Line) -> bool:
    return one.size is None or other.size is None or abs(one.size - other.size) < 0.1 * one.size


def _is_written_as_name(candidate: Candidate, head: _Head, text: str) -> bool:
    shown = text[slice(*candidate.name.places[0])]
    return (
        has_capitals(shown)
        or candidate.label == "name"
        or _is_small(candidate)
        or all(map(head.mailbox.names, candidate.name.words))
    )


def _is_small(candidate: Candidate) -> bool:
    """Whether it is a name in lower case: two to four words alone in the first line, none of them an ordinary one."""
    words = [word for word in candidate.name.words if word not in PARTICLES]
    first = candidate.line.rank == 0 and candidate.opens and candidate.alone and not candidate.doubtful
    ordinary = any(word in ORDINARY_WORDS or word in NO_NAMES for word in words)
    return first and 2 <= len(words) <= _MOST_SMALL and not ordinary and candidate.line.text.islower()


def _likeness(candidate: Candidate, head: _Head) -> float:
    words, line = candidate.name.words, candidate.line
    points = _BY_RANK.get(line.rank, 0.0) + (1 if 2 <= len(words) <= 4 else -1)
    points += 6 * bool(candidate.label) - 0.5 * (not candidate.opens) - 2.5 * (not candidate.alone)
    points += 4 * min(_count(map(head.mailbox.names, words)), 2)
    points += 2 * (len(words) > 1 and head.mailbox.names_in_short(words))
    if line.size and head.largest:
        points += 4 if line.size >= head.largest * 0.98 else 2 * (line.size / head.largest) - 1.5
    points -= 1.5 * candidate.doubtful + 2 * (len(words) == 1 and words[0] in ORDINARY_WORDS)
    points -= 1.5 * _is_small(candidate)
    points -= 0.5 * min(_count(w in head.written and w.islower() for w in words), 2)
    return points - (3 if _HEADING().fullmatch(line.text) else 0)


def _count(answers: Iterable[bool]) -> int:
    return sum(answers)
