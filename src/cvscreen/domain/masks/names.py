"""The candidate's name: which words of the head it is."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from cvscreen.domain.masks.candidates import Candidate, Line, Name, candidates_in, has_capitals, lines_of
from cvscreen.domain.masks.mailbox import Mailbox, mailbox_in
from cvscreen.domain.masks.ordinary_words import ORDINARY_WORDS
from cvscreen.domain.text import CVText

_HEAD_LINES = 30
_SHORT_LINE = 60
"""Below the head a name stands in a line of little else."""
_ENOUGH = 1.0
"""So many points make a name: two words within the first three lines reach it."""
_BY_RANK = {0: 4.0, 1: 2.0, 2: 1.0}
"""What the first lines are worth."""

_HEADING = re.compile(
    r"""\W*(?:(?:work|professional|relevant|employment|career|technical|core|key|personal|executive)\s+)*
    (?:experience|employment|education|skills?|summary|profile|objective|history|competenc(?:ies|e)|projects|certifications?|about(?:\s+me)?|qualifications|expertise)
    (?:\s+(?:history|summary|statement|background|and\s+\w+|&\s+\w+))*\W*""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class _Head:
    """What is known of the head: the mailbox, the largest font size if one stands out, and words in lower case."""

    mailbox: Mailbox
    largest: float | None
    plain: frozenset[str]


def find_name(text: CVText, concealed: CVText) -> Name | None:
    """What looks like a name in the head: the largest, the first, or the one that the e-mail agrees with.

    `concealed` is the same text with its contacts hidden.
    """
    if not text.pages:
        return None
    page = concealed.pages[0]
    lines = list(lines_of(page))
    plain = frozenset(word for word in re.findall(r"[^\W\d_]+", page.text) if word.islower())
    head = _Head(mailbox_in(text.pages[0].text), _standing_out(lines), plain)
    found = [c for c in _candidates(lines, head.mailbox) if _is_written_as_name(c, head, page.text)]
    best = max(found, key=lambda c: (_likeness(c, head), -c.name.places[0][0]), default=None)
    if best is None or _likeness(best, head) <= _ENOUGH:
        return None
    if best.label not in {"", "name"}:
        return _joined([c.name for c in found if c.label not in {"", "name"}])
    words = best.name.words
    return replace(best.name, words=head.mailbox.words_of(words[0])) if len(words) == 1 else best.name


def _joined(names: list[Name]) -> Name:
    """First and last name, each behind a label of its own."""
    return Name(tuple(word for name in names for word in name.words), tuple(place for n in names for place in n.places))


def _standing_out(lines: list[Line]) -> float | None:
    sizes = [line.size for line in lines[:_HEAD_LINES] if line.size]
    if not sizes:
        return None
    return max(sizes) if max(sizes) > 1.15 * statistics.median(sizes) else None


def _candidates(lines: list[Line], mailbox: Mailbox) -> Iterator[Candidate]:
    """Those of the head; of the lines below only what the mailbox agrees with in every word."""
    previous: list[Candidate] = []
    for index, line in enumerate(lines):
        if index >= _HEAD_LINES and (not mailbox.parts or len(line.text) > _SHORT_LINE):
            continue
        current = list(candidates_in(line))
        if index < _HEAD_LINES:
            yield from current
            yield from _over_two_lines(previous, current, mailbox)
        else:
            yield from (c for c in current if len(c.name.words) > 1 and all(map(mailbox.names, c.name.words)))
        previous = current


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
        yield replace(first, name=Name(words, first.name.places + last.name.places))


def _is_one_word(candidate: Candidate) -> bool:
    shown = candidate.line.text.strip()
    start, end = candidate.name.places[0]
    return len(candidate.name.words) == 1 and end - start == len(shown)


def _same_size(one: Line, other: Line) -> bool:
    return one.size is None or other.size is None or abs(one.size - other.size) < 0.1 * one.size


def _is_written_as_name(candidate: Candidate, head: _Head, text: str) -> bool:
    shown = text[slice(*candidate.name.places[0])]
    return has_capitals(shown) or all(map(head.mailbox.names, candidate.name.words))


def _likeness(candidate: Candidate, head: _Head) -> float:
    words, line = candidate.name.words, candidate.line
    points = _BY_RANK.get(line.rank, 0.0) + (1 if 2 <= len(words) <= 4 else -1)
    points += 6 * bool(candidate.label) - 0.5 * (not candidate.opens) - 2.5 * (not candidate.alone)
    points += 4 * min(_count(map(head.mailbox.names, words)), 2)
    points += 2 * (len(words) > 1 and head.mailbox.names_in_short(words))
    if line.size and head.largest:
        points += 4 if line.size >= head.largest * 0.98 else 2 * (line.size / head.largest) - 1.5
    points -= 1.5 * candidate.doubtful + 2 * (len(words) == 1 and words[0] in ORDINARY_WORDS)
    points -= 0.5 * min(_count(w in head.plain for w in words), 2)
    return points - (3 if _HEADING.fullmatch(line.text) else 0)


def _count(answers: Iterable[bool]) -> int:
    return sum(answers)
