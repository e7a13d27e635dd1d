"""From a job prompt to what it says, piece by piece: headings, bullets, sentences, lists and endless sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from cvscreen.adapters.scorers.lexical.contrasts import Clause, Obligation, contrasted
from cvscreen.domain.patterns import when_needed
from cvscreen.domain.traits import is_equal_opportunity_text


class Part(StrEnum):
    """A part of a job prompt."""

    TITLE = "title"
    OPEN = "open"
    REQUIRED = "required"
    DUTIES = "duties"
    WISHED = "wished"
    ASIDE = "aside"


_HEADINGS: tuple[tuple[Part, str], ...] = (
    (
        Part.WISHED,
        r"nice[\s-]to[\s-]have|preferred|desir(?:ed|able)|bonus|plus(?:es)?\b|optional|advantage|good\s+to\s+have|would\s+be\s+great",
    ),
    (
        Part.ASIDE,
        (
            r"benefits?|perks|what\s+we\s+offer|we\s+offer|compensation|salary|pay\b|about\s+(?:us|the\s+company|our)"
            r"|who\s+we\s+are|our\s+(?:company|values|culture|mission)|company\s+(?:description|overview|profile)"
            r"|how\s+to\s+apply|application|equal|eeo|diversity|location|schedule|working\s+hours|why\s+(?:join|work|us)"
            r"|contact|disclaimer"
        ),
    ),
    (
        Part.REQUIRED,
        (
            r"requirements?|required|qualifications?|must[\s-]haves?|what\s+you(?:'|’)?(?:ll)?\s+(?:need|bring|have)"
            r"|what\s+we(?:'|’)?(?:re)?\s+(?:need|look|require|expect)|who\s+you\s+are|skills?|you\s+(?:have|bring|are)"
            r"|your\s+(?:profile|skills|background|experience)|experience|education|competenc|about\s+you|essential"
            r"|ideal\s+candidate|knowledge|certifications?"
        ),
    ),
    (
        Part.DUTIES,
        (
            r"responsibilit|duties|about\s+(?:the|this)\s+(?:job|role|position)"
            r"|what\s+you(?:'|’)?(?:ll)?\s+(?:do|be\s+doing)|you\s+will|your\s+(?:role|tasks|mission)|the\s+role"
            r"|role\s+overview|(?:job\s+)?(?:description|summary|purpose)|day[\s-]to[\s-]day|tasks"
            r"|key\s+(?:accountabilities|activities)|overview|summary"
        ),
    ),
)

_PARTS = [
    (part, re.compile(rf"^\W*(?:\w+[\s/&-]+){{0,3}}?(?:{pattern})", re.IGNORECASE)) for part, pattern in _HEADINGS
]

_MUST_HEADING = re.compile(r"\b(?:must|required|minimum|essential|mandatory)\b", re.IGNORECASE)

_BULLET = re.compile(r"^\s*(?:[•·▪●■◆◦○‣*\uf0b7-]|–|—|\d{1,2}[.)]|\(?[a-z]\))\s+")

_SENTENCES = re.compile(
    r"(?<=[.!?])(?<!e\.g\.)(?<!i\.e\.)(?<!\bSr\.)(?<!\bJr\.)(?<![A-Z]\.[A-Z]\.)\s+(?=[A-Za-z0-9•*])|\s*;\s+|\s+[•·▪●]\s+"
)

_HEADING_WORDS = 7
_VOCABULARY = frozenset(
    """requirements requirement required qualifications qualification must musts have haves need needs needed bring what
    you ll re will we looking look for expect who are is your profile skills skill skillset background experience
    education educational competencies competences about the role roles job position ideal candidate knowledge
    certifications certificates licenses essential essentials minimum basic key core main primary preferred desired
    desirable nice to good bonus plus pluses points optional advantage advantages benefits perks offer our company us team
    culture values mission description overview summary purpose responsibilities responsibility duties tasks day in life
    do doing be responsible accountabilities activities of and or a an work working location schedule hours salary
    compensation pay equal opportunity employer employment eeo diversity inclusion how apply application process contact
    disclaimer why join this great technical professional additional other general relevant specific soft hard abilities
    ability expertise capabilities attributes success succeed like it that can typical information details""".split()
)
"""A line of these words alone is a heading; "Python required" and "SQL experience" are none."""
_ENDLESS = 300
_TERSE = 400
_FULL_LINE = 60
"""A shorter line was ended on purpose."""

_CLAUSES = when_needed(
    r",\s+(?=(?:and|so|but|you|we|who|with|at\s+least|being|experience|ideally|an?|plan|run|lead|manage|tell|please"
    r"|everyone|some|nice|must|knowledge|ability|able|strong|\w+ing)\b)"
    r"|\s+(?:and\s+)?(?=(?:we|you)\s+(?:need|want|will|must|should|pay|offer|write)\b)",
    re.IGNORECASE,
)

_NO_LIST = re.compile(r"\b(?:such\s+as|like|including|will|are|is|with\s+\w+,)\b|,\s*or\b", re.IGNORECASE)
_OF_ALL = when_needed(r"\b(?:must|should|have|has|required?)\b", re.IGNORECASE)
"""In the first item it is said of all."""
_OR_LAST = re.compile(r"\bor\b", re.IGNORECASE)
_INLINE_LABEL = re.compile(
    r"""(?:^|[.,;]|\s)\s*\b(?:
        (?P<wish>nice(?:[\s-]to[\s-]haves?)? | bonus(?:\s+points)?(?:\s+for)? | (?:a\s+)?plus | preferred | desirable | optional)
        | must(?:[\s-]haves?)? | required | essential | mandatory
    )\s*:\s*""",
    re.IGNORECASE | re.VERBOSE,
)
"""Inside a line it heads what follows: "Java, SQL. Preferred: Docker"."""


class Lists(NamedTuple):
    """What a sentence must look like to be a bare list: its fewest items, and the most words of one."""

    fewest_items: int
    most_words: int


AD_LISTS, TERSE_LISTS = Lists(3, 4), Lists(2, 6)


class Statement(NamedTuple):
    """A sentence, bullet or list item of a prompt, and the part that it stands in."""

    text: str
    part: Part
    bullet: bool
    must: bool = False


def statements(prompt: str) -> Iterator[Statement]:
    """Everything that a prompt says, in pieces, with headings taken as the part that follows."""
    part, must = Part.OPEN, False
    terse = _is_terse(prompt)
    lists = TERSE_LISTS if terse else AD_LISTS
    for line in _unwrapped(prompt):
        shown = _BULLET.sub("", line).strip().strip("#*_ ").strip()
        heading = None if _BULLET.match(line) else _heading_of(shown)
        if heading:
            part, must = heading, heading is Part.REQUIRED and _MUST_HEADING.search(shown) is not None
            continue
        bullet = is_bullet(line) or terse
        label, told = _labelled(shown)
        label_must = label is Part.REQUIRED and _MUST_HEADING.search(shown.partition(":")[0]) is not None
        yield from _sentences(Statement(told, label or part, bullet, label_must or (must and label is None)), lists)


def _labelled(line: str) -> tuple[Part | None, str]:
    """Taken apart: "Requirements: Python, SQL" is a heading with its content on the same line."""
    head, colon, rest = line.partition(":")
    part = part_headed(head) if colon and rest.strip() and _is_heading(head) else None
    return (part, rest.strip()) if part else (None, line)


def _unwrapped(prompt: str) -> Iterator[str]:
    """Lines, each joined with the next where that goes on in lower case."""
    held = ""
    for line in prompt.replace("\r", "\n").splitlines():
        full = len(held.rsplit("\n", 1)[-1]) >= _FULL_LINE and held.rstrip()[-1:] not in tuple(".:;!?")
        if full and line.strip()[:1].islower() and not _BULLET.match(line):
            held = f"{held.rstrip()} {line.strip()}"
            continue
        if held:
            yield held
        held = line if line.strip() else ""
    if held:
        yield held


def _heading_of(line: str) -> Part | None:
    """The part that a line heads, if it is a heading: it ends with a colon, or holds nothing but words of headings."""
    if len(line.split()) > _HEADING_WORDS or ":" in line.rstrip(":"):
        return None
    if line.endswith(":"):
        return part_headed(line) or Part.OPEN
    return part_headed(line) if _is_heading(line) else None


def _is_heading(line: str) -> bool:
    words = re.findall(r"[^\W\d_]+", line.lower())
    return words != [] and not re.search(r"[\d.,;]", line) and all(word in _VOCABULARY for word in words)


def part_headed(line: str) -> Part | None:
    """The part that a line would head, by its first words."""
    return next((part for part, pattern in _PARTS if pattern.match(line)), None)


def _sentences(statement: Statement, lists: Lists) -> Iterator[Statement]:
    """The sentences and list items of a line; what follows an inline "nice to have:" or "required:" is one."""
    for labelled in _under_labels(statement):
        for sentence in _SENTENCES.split(labelled.text):
            if len(sentence) <= _ENDLESS and is_equal_opportunity_text(sentence):
                continue
            items = _items(labelled._replace(text=sentence.strip(" \t•*")), lists)
            yield from (item for item in items if len(item.text) > 1 and not is_equal_opportunity_text(item.text))


def _under_labels(statement: Statement) -> Iterator[Statement]:
    """A line cut at its inline labels, each part under its own."""
    start, under = 0, statement
    for label in _INLINE_LABEL.finditer(statement.text):
        yield under._replace(text=statement.text[start : label.start()])
        start = label.end()
        under = _wished(statement) if label["wish"] else statement._replace(part=Part.REQUIRED, must=True)
    yield under._replace(text=statement.text[start:])


def _wished(statement: Statement) -> Statement:
    return statement._replace(part=Part.WISHED, must=False)


def _items(sentence: Statement, lists: Lists) -> Iterator[Statement]:
    """The clauses of a sentence that requires one thing and wishes another, or the items of a bare list."""
    endless = len(sentence.text) > _ENDLESS
    for part in _CLAUSES().split(sentence.text) if endless else [sentence.text]:
        for clause in contrasted(part.strip()):
            bare = clause.obligation is None and not endless
            texts = _listed(clause.text, lists) if bare else [clause.text]
            yield from (_under(clause, sentence)._replace(text=text) for text in texts)


def _under(clause: Clause, sentence: Statement) -> Statement:
    if clause.obligation is Obligation.WISHED:
        return _wished(sentence)
    return sentence._replace(must=sentence.must or clause.obligation is Obligation.REQUIRED)


def _listed(sentence: str, lists: Lists) -> list[str]:
    """The items of a bare list such as "Python, Django, 5+ years, AWS"."""
    parts = [part.strip() for part in re.split(r",(?!\d)", sentence)]
    short = all(0 < len(part.split()) <= lists.most_words for part in parts)
    if (
        len(parts) < lists.fewest_items
        or not short
        or "(" in sentence
        or _NO_LIST.search(sentence)
        or _OF_ALL().search(parts[0])
    ):
        return [sentence]
    if _OR_LAST.search(parts[-1]) and all(len(part.split()) <= 3 for part in parts):
        return [sentence]
    return [re.sub(r"^(?:and|&)\s+", "", part).rstrip(".") for part in parts]


def _is_terse(prompt: str) -> bool:
    """Whether a prompt is a few words typed in haste, each of which counts, rather than an ad."""
    return len(prompt) <= _TERSE and not any(is_bullet(line) for line in prompt.splitlines())


def is_bullet(line: str) -> bool:
    """Whether a line begins as an item of a list."""
    return _BULLET.match(line) is not None
