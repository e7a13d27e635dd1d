"""What may be a name: the words of a line's pieces, and how they stand there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from cvscreen.domain.masks.ordinary_words import ORDINARY_WORDS
from cvscreen.domain.text import Page

Place = tuple[int, int]
"""Start and end, in code points of a page's text."""

TITLES = frozenset("mr mrs ms miss mx dr prof professor sir dame".split())
SUFFIXES = frozenset(
    "jr sr ii iii iv phd mba md rn cpa esq msc bsc ma ba pmp cfa dds jd pe bsn dnp aprn lpn msn shrm phr sphr".split()
)
PARTICLES = frozenset(
    "de la las los van von der den del da das di do dos du el al bin ibn le ten ter zu zur y e af av".split()
)
NO_NAMES = frozenset(
    """curriculum vitae resume résumé cv profile summary objective contact contacts address phone email e-mail mobile
    experience education skills employment history work career professional projects references personal details
    information about me languages interests certifications certificates awards achievements portfolio page expertise
    qualifications competencies hobbies publications training volunteer duties responsibilities availability relevant
    engineer developer manager analyst designer consultant specialist coordinator administrator assistant technician
    scientist architect accountant associate representative intern student graduate officer executive senior junior
    director supervisor operator programmer lead head chief registered certified licensed nurse teacher
    university college school institute inc llc ltd gmbh company street avenue road apt suite software marketing sales
    technical core key functional sample product project data business human resources financial customer graphic web
    full name first last surname forename given family nationality date birth born updated location functional
    and of the for with in at to""".split()
)
"""Words of headings, occupations and addresses: no name begins with one, and few hold one."""

_LETTER = r"[^\W\d_][\u0300-\u036f]*"
_SEGMENT = re.compile(r"[^|•·▪●■◆/,;:()\[\]*_#█\t\n\r–—]+")
_LINE = re.compile(r"[^\n\r]+")
_WORD_OF_NAME = re.compile(rf"{_LETTER}(?:{_LETTER}|['’.-](?={_LETTER}))*\.?")
_SPACED = re.compile(rf"(?:{_LETTER} ){{3,}}{_LETTER}(?!\w)")
_OPENING = re.compile(r"(?:curriculum vitae|resume|résumé|cv)(?:[ ]+(?:of|for))?[ ]+(?=\S)", re.IGNORECASE)
_TAIL = re.compile(r"\s+\S*\d.*$|\s+[-~]+.*$")
_NAME_LABEL = re.compile(
    r"((?:first|given|last|family)[ ]+name|surname|forename|name)(?:\(?s\)?)?[ ]*[*_]*[ ]*:[ *_]*$", re.IGNORECASE
)
_REGION = re.compile(r",[ ]*([A-Z]{2})\b")

_PART = r"[^\W\d_][^\s,;:|•·█\d]*(?:[ ][^\W\d_][^\s,;:|•·█\d]*){0,2}"
_INVERTED = re.compile(
    rf"\W*(?P<label>(?:full[ ]+)?name[ ]*:)?[ *_]*(?P<last>{_PART}),[ ]*(?P<first>{_PART})\W*", re.IGNORECASE
)

MOST_WORDS = 6
_MOST_TOKENS = 9
"""A piece with more is a sentence, unless it is letter-spaced: a long name, its occupation and a suffix have fewer."""
_LONGEST_LINE = 300
"""A line is looked at that far: names stand at its start, and some files are a single line."""


@dataclass(frozen=True, slots=True)
class Name:
    """The name's words, lower case, without titles and suffixes, and its places in the head of page 1."""

    words: tuple[str, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the head: its text, start, rank among those that may hold a name, and font size if known."""

    text: str
    start: int
    rank: int
    size: float | None


@dataclass(frozen=True, slots=True)
class Candidate:
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
        words = re.findall(r"[^\W\d_]+", found.group().casefold())
        if words:
            yield Line(found.group()[:_LONGEST_LINE], found.start(), rank, sizes.get(found.start()))
        rank += any(word not in NO_NAMES for word in words)


def candidates_in(line: Line) -> Iterator[Candidate]:
    """The pieces of a line, between bullets, commas and bars, that may be a name; and a last name before the first."""
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


def _inverted(line: Line) -> Candidate | None:
    """A line of nothing but "Doe, Jane" among the first, which is no place such as "Boston, MA"."""
    found = _INVERTED.fullmatch(line.text) if line.rank <= 1 else None
    if not found or (found["first"].isupper() and len(found["first"]) == 2):
        return None
    last, first = name_words(found["last"]), name_words(found["first"])
    words = first + last
    if not last or not first or any(word in NO_NAMES for word in words):
        return None
    place = (line.start + found.start("last"), line.start + found.end("first"))
    ordinary = sum(word in ORDINARY_WORDS for word in words)
    return Candidate(Name(words, (place,)), line, label="name" if found["label"] else "", doubtful=ordinary)


def _candidate(line: Line, segment: re.Match[str]) -> Candidate | None:
    opening = _OPENING.match(segment.group().lstrip())
    whole = segment.group().strip()[opening.end() if opening else 0 :]
    shown = _without_occupation(_TAIL.sub("", whole).strip(" -'\"“”‘’"))
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
        alone=all(folded(word) in SUFFIXES | NO_NAMES for word in re.findall(r"[^\W\d_]+", before + after)),
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


def name_words(shown: str) -> tuple[str, ...]:
    """The words of what may be a name, in lower case; none if it cannot be one."""
    tokens = _joined_letters(shown).split()
    if not 1 <= len(tokens) <= MOST_WORDS or not all(_WORD_OF_NAME.fullmatch(token) for token in tokens):
        return ()
    words = [folded(word) for token in tokens for word in re.split(r"[.-]", token) if word]
    words = [word for word in words if word not in TITLES and word not in SUFFIXES]
    if not words or words[0] in NO_NAMES or max(map(len, words)) < 2:
        return ()
    return tuple(words)


def has_capitals(shown: str) -> bool:
    """Whether a piece of text is written as names are, but for "de" and "van"; scripts without capitals are."""
    tokens = shown.split()
    return not tokens[0][0].islower() and not any(token[0].islower() and token not in PARTICLES for token in tokens)


def folded(word: str) -> str:
    """A word as it is compared with others: composed, lower case, with the plain apostrophe."""
    return unicodedata.normalize("NFC", word).casefold().replace("’", "'")


def _joined_letters(shown: str) -> str:
    """Letter-spaced words as words: J A N E   D O E is JANE DOE; with one space everywhere the words stay one."""
    if not _SPACED.fullmatch(re.sub(r"\s+", " ", shown)):
        return shown
    return " ".join(word.replace(" ", "") for word in re.split(r"\s{2,}", shown))
