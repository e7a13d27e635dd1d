"""What may be a name: the words of a line's pieces, and how they stand there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cvscreen.domain.masks.hiding import Place
from cvscreen.domain.masks.name_words import NO_NAMES, SUFFIXES, folded, name_words
from cvscreen.domain.masks.nicknames import Nicknames, nicknames_in
from cvscreen.domain.masks.ordinary_words import ORDINARY_WORDS
from cvscreen.domain.patterns import when_needed
from cvscreen.domain.text import Page

WORD = re.compile(r"[^\W\d_]+")

_SEGMENT = re.compile(r"[^|•·▪●■◆/,;:()\[\]*_#█\t\n\r–—]+")
_LINE = re.compile(r"[^\n\r]+")
_OPENING = re.compile(
    r"(?:(?:curriculum vitae|resume|résumé|cv)(?:[ ]+(?:of|for))?|(?:full[ ]+)?name(?:[ ]+(?:is|-))?|my name is|i['’]?m|i am|about|meet"
    r"|dipl\.-?[ ]?[a-z]{2,5}\.)[ ]+(?=\S)",
    re.IGNORECASE,
)
_EDGE = re.compile(r"^[^\w(]+|[^\w.)]+$")
_TAIL = re.compile(r"\s+\S*\d.*$|\s+[-~]+.*$")
_NAME_LABEL = re.compile(
    r"((?:first|given|last|family)[ ]+name|surname|forename|name)(?:\(?s\)?)?[ ]*[*_]*[ ]*:[ *_]*$", re.IGNORECASE
)
_REGION = re.compile(r",[ ]*([A-Z]{2})\b")

_PART = r"[^\W\d_][^\s,;:|•·█\d]*(?:[ ][^\W\d_][^\s,;:|•·█\d]*){0,2}"
_LAST_BEFORE_FIRST = when_needed(
    rf"""\W*(?P<label>(?:full[ ]+)?name[ ]*:)?[ *_]*(?P<last>{_PART}),[ ]*(?P<first>{_PART})
    (?P<suffixes>(?:,[ ]*[a-z.]{{2,5}})*)\W*""",
    re.IGNORECASE | re.VERBOSE,
)
_SAYS_NOTHING = SUFFIXES | NO_NAMES

_MOST_TOKENS = 9
"""A piece with more is a sentence, unless it is letter-spaced: a long name, its occupation and a suffix have fewer."""
_LAST_RANK = 3
_LONGEST_LINE = 300
"""A line is looked at that far: names stand at its start, and some files are a single line."""


class Name(NamedTuple):
    """The name's words, lower case, without titles and suffixes, its places in the head of page 1, and nicknames."""

    words: tuple[str, ...]
    places: tuple[Place, ...]
    nicknames: tuple[str, ...] = ()


class Line(NamedTuple):
    """A line: its text, start, rank among those that may hold a name (up to 3), and font size if known."""

    text: str
    start: int
    rank: int
    size: float | None

    @property
    def words(self) -> list[str]:
        """Its words in lower case."""
        return WORD.findall(self.text.casefold())


class Candidate(NamedTuple):
    """What may be the name, and its line.

    `label` is what stands before it, such as "name" or "last name"; `opens` if it begins its line, `alone` if it shares
    it with contacts, titles and occupations at most; `doubtful` words are rarely those of a name.
    """

    name: Name
    line: Line
    label: str = ""
    opens: bool = True
    alone: bool = True
    doubtful: int = 0


def lines_of(page: Page) -> Iterator[Line]:
    """The page's lines; those without letters, or of nothing but headings and occupations, take no rank."""
    sizes = {span.start: span.size for span in page.spans}
    rank = 0
    for found in _LINE.finditer(page.text):
        line = Line(found.group()[:_LONGEST_LINE], found.start(), rank, sizes.get(found.start()))
        if WORD.search(line.text):
            yield line
            rank += rank < _LAST_RANK and not NO_NAMES.issuperset(line.words)


def candidates_in(line: Line) -> Iterator[Candidate]:
    """The pieces of a line, between bullets, commas and bars, that may be a name; and a last name before the first."""
    shown, nicknames = nicknames_in(line.text)
    if nicknames:
        yield from (_with(candidate, nicknames) for candidate in _pieces(line._replace(text=shown)))
    yield from _pieces(line)


def _pieces(line: Line) -> Iterator[Candidate]:
    inverted = _inverted(line)
    if inverted:
        yield inverted
    for segment in _SEGMENT.finditer(line.text):
        words = segment.group().split()
        if not words or (len(words) > _MOST_TOKENS and max(map(len, words)) > 1):
            continue
        candidate = _candidate(line, segment)
        if candidate:
            yield candidate


def _with(candidate: Candidate, nicknames: Nicknames) -> Candidate:
    name, start = candidate.name, candidate.line.start
    places = tuple((start + first, start + last) for first, last in nicknames.values())
    return candidate._replace(name=name._replace(places=name.places + places, nicknames=tuple(nicknames)))


def _inverted(line: Line) -> Candidate | None:
    """A line of nothing but "Doe, Jane" among the first, which is no place such as "Boston, MA"."""
    found = _LAST_BEFORE_FIRST().fullmatch(line.text) if line.rank <= 1 and "," in line.text else None
    if not found or (found["first"].isupper() and len(found["first"]) == 2):
        return None
    last, first = name_words(found["last"]), name_words(found["first"])
    words = first + last
    suffixes = re.findall(r"[a-z]+", found["suffixes"].replace(".", "").casefold())
    if not last or not first or any(word in NO_NAMES for word in words) or not SUFFIXES.issuperset(suffixes):
        return None
    place = (line.start + found.start("last"), line.start + found.end("first"))
    ordinary = sum(word in ORDINARY_WORDS for word in words)
    return Candidate(Name(words, (place,)), line, label="name" if found["label"] else "", doubtful=ordinary)


def _candidate(line: Line, segment: re.Match[str]) -> Candidate | None:
    opening = _OPENING.match(segment.group().lstrip())
    whole = segment.group().strip()[opening.end() if opening else 0 :]
    shown = _without_occupation(_EDGE.sub("", _TAIL.sub("", whole)))
    words = name_words(shown)
    region = _REGION.match(line.text, segment.end())
    if not words or (len(words) == 1 and _TAIL.search(whole)) or (region and region[1].casefold() not in SUFFIXES):
        return None
    at = segment.start() + segment.group().index(shown)
    before, after = line.text[:at], line.text[at + len(shown) :]
    label = _NAME_LABEL.search(before)
    sure = tuple(word for word in words if word not in NO_NAMES)
    return Candidate(
        Name(sure if len(sure) > 1 else words, ((line.start + at, line.start + at + len(shown)),)),
        line,
        label=label[1].casefold() if label else "",
        opens=not re.search(r"[^\W_]|█", before),
        alone=_SAYS_NOTHING.issuperset(map(folded, WORD.findall(before + after))),
        doubtful=len(words) - len(sure),
    )


def _without_occupation(shown: str) -> str:
    """Jane Doe Software Engineer is Jane Doe: two words or more at the end that are no names."""
    tokens = shown.split()
    kept = len(tokens)
    while kept and folded(tokens[kept - 1]) in NO_NAMES:
        kept -= 1
    if kept < 2 or len(tokens) - kept < 2:
        return shown
    return re.match(rf"(?:\S+\s+){{{kept - 1}}}\S+", shown)[0]  # type: ignore[index]
