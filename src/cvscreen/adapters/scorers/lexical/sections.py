"""The sections of a CV, as far as its headings tell them."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

_WORDS = {
    "experience": """experience employment career positions internships internship work appointments volunteering volunteer
        berufserfahrung werdegang berufspraxis praktika expérience expériences experiencia experiencias trayectoria experiência
        experiências esperienza esperienze werkervaring loopbaan""",
    "education": """education academic academics studies coursework schooling degrees
        ausbildung bildungsweg studium schulbildung formation formations études educación formación estudios educação formação
        istruzione formazione studi opleiding opleidingen onderwijs""",
    "skills": """skills competencies competences expertise technologies proficiencies tools abilities strengths technical
        kenntnisse fähigkeiten compétences habilidades competencias competências competenze vaardigheden""",
    "other": """summary profile objective about projects certifications certificates certification licenses licences license
        awards honors honours publications languages interests hobbies references affiliations memberships activities
        achievements accomplishments contact training courses patents personal additional
        profil sprachen sprachkenntnisse interessen langues loisirs perfil idiomas lingue profilo talen hobby's""",
}
_KIND_OF_WORD = {word: kind for kind, words in _WORDS.items() for word in words.split()}
_FILLERS = frozenset(
    """professional relevant key core and & history background me of other selected my areas area information details
    summary statement qualifications qualification highlights record community leadership research teaching clinical
    computer soft hard berufliche beruflicher beruf professionnelle professionnelles laboral profesional profissional
    professionale professionali académica académico acadêmica schulische und et y e en""".split()
)
_LONGEST_HEADING = 45


class Section(StrEnum):
    """What a part of a CV is about."""

    HEAD = "head"
    EXPERIENCE = "experience"
    EDUCATION = "education"
    SKILLS = "skills"
    OTHER = "other"


class SectionSpan(NamedTuple):
    """A section, from the start of its heading to its end, in characters of the text."""

    section: Section
    start: int
    end: int


def sections(text: str) -> list[SectionSpan]:
    """The sections in order; what stands before the first heading is the head."""
    marks = [(0, Section.HEAD)]
    for line in re.finditer(r"[^\n]+", text):
        kind = _heading(line.group())
        if kind:
            marks.append((line.start(), kind))
    ends = [start for start, _ in marks[1:]] + [len(text)]
    return [SectionSpan(kind, start, end) for (start, kind), end in zip(marks, ends, strict=True) if end > start]


def _heading(line: str) -> Section | None:
    shown = line.strip().strip(":•|-–—_=#* ")
    if not shown or len(shown) > _LONGEST_HEADING or shown[-1] in ".,;" or not shown[0].isupper():
        return None
    words = re.findall(r"[^\W\d_]+|&", shown.lower())
    if len(words) >= 5 and all(len(word) == 1 for word in words):
        words = ["".join(words)]
    kinds = [_KIND_OF_WORD[word] for word in words if word in _KIND_OF_WORD]
    rest = [word for word in words if word not in _KIND_OF_WORD and word not in _FILLERS]
    return Section(kinds[0]) if kinds and not rest and len(words) <= 5 else None
