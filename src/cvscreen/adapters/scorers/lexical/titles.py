"""What a job is called."""

from __future__ import annotations

import re

from cvscreen.adapters.scorers.lexical.lexicon import Lexicon
from cvscreen.adapters.scorers.lexical.statements import is_bullet, part_headed
from cvscreen.adapters.scorers.lexical.words import Words

_TITLE_LABEL = re.compile(
    r"^\W*(?:job\s+title|position|role|title|vacancy|job)\s*[:–-]\s*(?P<title>[^\n.]{3,80})", re.IGNORECASE
)

_TITLE_IN_SENTENCE = re.compile(
    r"\b(?:looking\s+for|seeking|hiring|searching\s+for|recruiting|in\s+need\s+of|want|need)\s+(?:for\s+)?(?:an?|the|our\s+next|two|three|\d+)?\s*(?P<title>[A-Za-z][\w/+#&-]*(?:\s+[\w/+#&-]+){0,6}?)(?=\s+(?:to|who|with|for|at|in|that|and|on|based|responsible|experienced)\b|[.,;:!(]|$)",
    re.IGNORECASE,
)

_ADDITION = re.compile(r"\s*[(|–—]|\s-\s")
_LONGEST_TITLE = 8


def job_title(prompt: str, lexicon: Lexicon) -> str | None:
    """What the job is called: by a label, a short first line, or what the first sentences are looking for."""
    lines = [line.strip().strip("#*=_ ") for line in prompt.splitlines() if line.strip()]
    labels = (_TITLE_LABEL.match(line) for line in lines[:6])
    labelled = next((label["title"].strip() for label in labels if label), None)
    return labelled or _in_first_line(lines) or _in_sentence(" ".join(lines[:4])[:600], lexicon)


def without_title_sought(text: str, title: str) -> str:
    """What a sentence says besides "we are looking for" the title: "with 5 years of SQL", or nothing."""
    found = _TITLE_IN_SENTENCE.search(text)
    if not found or found["title"].strip() != title:
        return text
    return text[found.end() :].strip(" ,.;:!")


def _in_first_line(lines: list[str]) -> str | None:
    if len(lines) < 2 or is_bullet(lines[0]) or lines[0][-1] in ".:;,":
        return None
    title = _ADDITION.split(lines[0])[0].strip()
    return title if 0 < len(title.split()) <= _LONGEST_TITLE and not part_headed(title) else None


def _in_sentence(text: str, lexicon: Lexicon) -> str | None:
    sought = _TITLE_IN_SENTENCE.search(text)
    if sought and (lexicon.terms_in(Words(sought["title"])) or sought["title"].istitle()):
        return sought["title"].strip()
    return None
