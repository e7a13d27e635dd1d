"""The candidate's name: which words of the head it is, and where they recur."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from cvscreen.domain.masks.contacts import EMAIL
from cvscreen.domain.masks.ordinary_words import ORDINARY_WORDS
from cvscreen.domain.text import CVText, Page

Place = tuple[int, int]
"""Start and end, in code points of a page's text."""

_HEAD_LINES = 30
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]{2,})*")
_SEGMENT = re.compile(r"[^|•·▪●■◆/,;:()*_#\t\n\r–—]+")
_LINE = re.compile(r"[^\n\r]+")
_WORD_OF_NAME = re.compile(r"[^\W\d_][^\W\d_'’.-]*(?:['’.-][^\W\d_]+)*\.?")
_SPACED = re.compile(r"(?:[^\W\d_] ){3,}[^\W\d_](?![^\W\d_])")

_TITLES = frozenset("mr mrs ms miss mx dr prof professor sir dame".split())
_SUFFIXES = frozenset("jr sr ii iii iv phd mba md rn cpa esq msc bsc ma ba pmp cfa dds jd pe bsn dnp aprn".split())
_NO_NAMES = frozenset(
    """curriculum vitae resume résumé cv profile summary objective contact contacts address phone email e-mail mobile
    experience education skills employment history work career professional projects references personal details
    information about me languages interests certifications certificates awards achievements portfolio page expertise
    engineer developer manager analyst designer consultant specialist coordinator administrator assistant technician
    scientist architect accountant associate representative intern student graduate officer executive senior junior
    university college school institute inc llc ltd gmbh company street avenue road apt suite software marketing sales
    technical core key and of the for with in at to""".split()
)
_HEADING = re.compile(
    r"""\W*(?:(?:work|professional|relevant|employment|career|technical|core|key|personal|executive)\s+)*
    (?:experience|employment|education|skills?|summary|profile|objective|history|competenc(?:ies|e)|projects|certifications?|about(?:\s+me)?|qualifications|expertise)
    (?:\s+(?:history|summary|statement|background|and\s+\w+|&\s+\w+))*\W*""",
    re.IGNORECASE | re.VERBOSE,
)
_THIRD_PERSON = re.compile(
    r"['’]s\b|[ ](?:is|was|has|had|holds|brings|enjoys|lives|lived|joined|works|worked|led|leads|earned|began|graduated|currently)\b"
)
_MARGIN = re.compile(r"[\W\d]*(?:page|resume|résumé|cv|curriculum vitae|of|continued|[\W\d])*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Name:
    """The name's words, lower case, without titles and suffixes, and its place in the head of page 1."""

    words: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    start: int
    index: int
    size: float | None


def find_name(text: CVText) -> Name | None:
    """The candidate's name: of what looks like one in the head, the largest, the first, or the one that the e-mail agrees with."""
    if not text.pages:
        return None
    page = text.pages[0]
    lines = list(_head(page))
    largest = max((line.size for line in lines if line.size), default=None)
    mailbox = _mailbox(page.text)
    ranked = [(_likeness(name, line, largest, mailbox), -line.index, name) for line in lines for name in _names(line)]
    best = max(ranked, key=lambda entry: entry[:2], default=None)
    return best[2] if best and best[0] > 0 else None


def name_places(name: Name, text: CVText, kept: frozenset[str]) -> Iterator[tuple[int, Place]]:
    """Page number and place of each occurrence.

    Two or more of its words together are always the name. One that stands alone is, unless it is an ordinary
    word, is written in lower case elsewhere in the CV or is among `kept` (lower case), and nothing near it says
    that a person is meant.
    """
    yield text.pages[0].number, name.place
    plain = {token for page in text.pages for token in _TOKEN.findall(page.text) if token.islower()}
    common = kept | plain
    for page in text.pages:
        for place in _occurrences(name, page.text, common):
            yield page.number, place


def _head(page: Page) -> Iterator[_Line]:
    sizes = {span.start: span.size for span in page.spans}
    seen = 0
    for found in _LINE.finditer(page.text):
        if not found.group().strip():
            continue
        if seen >= _HEAD_LINES:
            return
        yield _Line(found.group(), found.start(), seen, sizes.get(found.start()))
        seen += 1


def _names(line: _Line) -> Iterator[Name]:
    for segment in _SEGMENT.finditer(line.text):
        shown = segment.group().strip()
        start = line.start + segment.start() + segment.group().index(shown) if shown else 0
        words = _name_words(shown)
        if words:
            yield Name(words, (start, start + len(shown)))


def _name_words(shown: str) -> tuple[str, ...]:
    """The words of what may be a name, in lower case; none if it cannot be one."""
    joined = _joined_letters(shown)
    tokens = joined.split()
    if not 1 <= len(tokens) <= 6 or not all(_WORD_OF_NAME.fullmatch(token) for token in tokens):
        return ()
    if not tokens[0][0].isupper() or sum(token[0].isupper() for token in tokens) < len(tokens) / 2:
        return ()
    words = [word.casefold() for token in tokens for word in re.split(r"[.-]", token) if word]
    words = [word for word in words if word not in _TITLES and word not in _SUFFIXES]
    if any(word in _NO_NAMES for word in words) or max(map(len, words), default=0) < 2:
        return ()
    return tuple(words)


def _joined_letters(shown: str) -> str:
    """Letter-spaced words as words: J A N E   D O E is JANE DOE; with one space everywhere the words stay one."""
    if not _SPACED.search(shown):
        return shown
    return " ".join(word.replace(" ", "") for word in re.split(r"\s{2,}", shown))


def _mailbox(text: str) -> str:
    found = EMAIL.search(text)
    return _folded(re.split(r"@|\(at\)|\[at\]", found.group())[0]) if found else ""


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in plain if character.isalpha())


def _likeness(name: Name, line: _Line, largest: float | None, mailbox: str) -> float:
    points = max(0.0, 3 - line.index)
    if line.size and largest:
        points += 4 if line.size >= largest * 0.98 else 2 * (line.size / largest) - 1.5
    agreeing = sum(1 for word in name.words if len(word) > 2 and _folded(word) in mailbox)
    points += min(agreeing, 2) * 4
    points += 1 if 2 <= len(name.words) <= 4 else -1
    return points - (3 if _HEADING.fullmatch(line.text) else 0)


def _occurrences(name: Name, text: str, common: frozenset[str] | set[str]) -> Iterator[Place]:
    parts = {word for word in name.words if len(word) > 1}
    initials = {word[0] for word in name.words}
    run: list[re.Match[str]] = []
    for token in _TOKEN.finditer(text):
        word = token.group().casefold()
        belongs = word in parts or (word in initials and token.group().isupper())
        if run and not (belongs and _adjoins(text, run[-1].end(), token.start())):
            yield from _name_in(run, parts, text, common)
            run = []
        if belongs:
            run.append(token)
    yield from _name_in(run, parts, text, common)


def _adjoins(text: str, end: int, start: int) -> bool:
    gap = text[end:start]
    return len(gap) <= 3 and not gap.strip(" .,\t\n\r_-")


def _name_in(
    run: list[re.Match[str]], parts: set[str], text: str, common: frozenset[str] | set[str]
) -> Iterator[Place]:
    named = {token.group().casefold() for token in run} & parts
    if not named:
        return
    capitals = all(token.group()[0].isupper() for token in run)
    if len(run) > 1 and (capitals or not named <= ORDINARY_WORDS):
        yield run[0].start(), run[-1].end()
        return
    for token in run:
        if token.group().casefold() in parts and _means_person(token, text, common):
            yield token.start(), token.end()


def _means_person(token: re.Match[str], text: str, common: frozenset[str] | set[str]) -> bool:
    word = token.group()
    if not word[0].isupper():
        return False
    before = _TOKEN.findall(text[max(0, token.start() - 12) : token.start()])
    if before and before[-1].casefold() in _TITLES:
        return True
    if _opens_sentence(text, token.start()) and _THIRD_PERSON.match(text, token.end()):
        return True
    if _alone_in_line(text, token):
        return True
    folded = word.casefold()
    return len(folded) > 2 and folded not in ORDINARY_WORDS and folded not in common


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 4) : start].rstrip(" \t")
    return not before or before[-1] in ".!?\n\r•"


def _alone_in_line(text: str, token: re.Match[str]) -> bool:
    """A running head or foot: the name with at most a page number or the word "resume" beside it."""
    start = max(text.rfind("\n", 0, token.start()), text.rfind("\r", 0, token.start())) + 1
    ends = [end for end in (text.find("\n", token.end()), text.find("\r", token.end())) if end >= 0]
    line_end = min(ends, default=len(text))
    rest = text[start : token.start()] + " " + text[token.end() : line_end]
    has_page_sign = re.search(r"\d|page|resume|résumé|\bcv\b", rest, re.IGNORECASE) is not None
    return has_page_sign and _MARGIN.fullmatch(rest) is not None
