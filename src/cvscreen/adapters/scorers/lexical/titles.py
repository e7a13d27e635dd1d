"""What a job is called."""

from __future__ import annotations

import re

from cvscreen.adapters.scorers.lexical.lexicon import Lexicon
from cvscreen.adapters.scorers.lexical.statements import is_bullet, part_headed
from cvscreen.adapters.scorers.lexical.words import Words
from cvscreen.domain.patterns import when_needed

_TITLE_LABEL = re.compile(
    r"^\W*(?:job\s+title|position|role|title|vacancy|job)\s*[:–-]\s*(?P<title>[^\n.]{3,80})", re.IGNORECASE
)

_PHRASE = r"(?P<title>[A-Za-z][\w/+#&-]*(?:\s+[\w/+#&-]+){0,6}?)"
_STOP = r"(?=\s+(?:to|who|with|for|at|in|that|and|on|based|responsible|experienced|you|will|is|role|position)\b|\s*[.,;:!()]|$)"
_SOUGHT = when_needed(
    r"\b(?:looking\s+for|seeking|hiring|searching\s+for|recruiting|in\s+need\s+of|we\s+(?:want|need)|need|want|for\s+the\s+(?:role|position)\s+of)\s+"
    rf"(?:for\s+)?(?:an?\s+|the\s+|our\s+(?:next\s+)?|two\s+|three\s+|\d+\s+)?{_PHRASE}{_STOP}",
    re.IGNORECASE,
)
_AS = when_needed(rf"\bas\s+(?:an?|our|the)\s+(?:next\s+|new\s+)?{_PHRASE}{_STOP}", re.IGNORECASE)
_THE = when_needed(
    rf"\b(?:the|our|this)\s+{_PHRASE}\s+(?:will|is\s+responsible|reports|role|position)\b", re.IGNORECASE
)
_OPENING = 1500
"""The first characters of a prompt, where the job is named."""

_ADDITION = re.compile(r"\s*[(|–—]|\s-\s|,\s|\.\s|\s(?:for|at|in)\s", re.IGNORECASE)
_LONGEST_TITLE = 8
_COMPANY = re.compile(
    r"\b(?:GmbH|AG|Inc|LLC|Ltd|Limited|Corp|Corporation|PLC|plc|S\.A|SA|BV|AB|Oy|Pty|Group|Holdings?)\b\.?$"
)


def job_title(prompt: str, lexicon: Lexicon) -> str | None:
    """What the job is called: by a label, a short first line, or what the first sentences are looking for."""
    lines = [line.strip().strip("#*=_ ") for line in prompt.splitlines() if line.strip()]
    labels = (_TITLE_LABEL.match(line) for line in lines[:6])
    labelled = next((label["title"].strip() for label in labels if label), None)
    return labelled or _in_first_line(lines) or _in_sentences("\n".join(lines)[:_OPENING], lexicon)


def is_company(text: str) -> bool:
    """Whether a short text is a firm's name, by the legal form at its end."""
    return len(text.split()) <= _LONGEST_TITLE and _COMPANY.search(text) is not None


def without_title_sought(text: str, title: str) -> str:
    """What a sentence says besides "we are looking for" the title: "with 5 years of SQL", or nothing."""
    found = _SOUGHT().search(text)
    if not found or found["title"].strip() != title:
        return text
    return text[found.end() :].strip(" ,.;:!")


def _in_first_line(lines: list[str]) -> str | None:
    if len(lines) < 2 or is_bullet(lines[0]) or lines[0][-1] in ".:;,":
        return None
    title = _ADDITION.split(lines[0])[0].strip()
    fits = 0 < len(title.split()) <= _LONGEST_TITLE and not part_headed(title) and not is_company(title)
    return title if fits else None


def _in_sentences(text: str, lexicon: Lexicon) -> str | None:
    """The first phrase where a title would stand that is one, by the lexicon, or is written like one."""
    for pattern in (_SOUGHT, _AS, _THE):
        for found in pattern().finditer(text):
            title = found["title"].strip()
            if lexicon.holds_title(Words(title)) or (title.istitle() and len(title.split()) > 1):
                return title
    return None
