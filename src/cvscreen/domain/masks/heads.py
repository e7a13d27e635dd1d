"""Where a page tells of its owner: its head, sections on the person, and what stands beside the contacts."""

from __future__ import annotations

import re

from cvscreen.domain.masks.hiding import MASK, Place
from cvscreen.domain.masks.lines import line_end, line_start
from cvscreen.domain.patterns import when_needed

HEAD = 800
"""So many characters of the first page are its head, unless a section begins before."""
_SECTION = 400
_NEAR = 2
"""So many lines above and below contacts stand beside them."""
_LABEL = 8
"""So many letters beside a contact are its label: a line with more may be an employer's."""

_WORK = r"(?:experience|employment|history|education|training|skills|qualifications|projects|certifications|career|competenc(?:e|ies)|berufserfahrung|werdegang|berufliche?r?|erfahrung|ausbildung|bildung|kenntnisse|fahigkeiten|experiences?|professionnelles?|formation|competences|parcours|experiencia|laboral|profesional|formacion|educacion|habilidades|esperienz[ae]|professional[ei]|lavorativ[ae]|istruzione|formazione|competenze|profissional|formacao|educacao|competencias|werkervaring|ervaring|opleiding(?:en)?|vaardigheden)"
_SMALL = r"(?:(?:work|professional|and|und|et|y|e|en|of|de|di|relevant|key|technical|schulische?)[ ]+)"
_PERSON = r"(?:personal(?:ia|[ ](?:details|information|data|particulars|info))|contacts?(?:[ ](?:details|information|me))?|details|zur[ ]person|personliche[ ](?:daten|angaben)|kontakt(?:daten)?|etat[ ]civil|donnees[ ]personnelles|informations[ ]personnelles|coordonnees|datos[ ](?:personales|de[ ]contacto)|contacto|informacion[ ]personal|dati[ ](?:personali|anagrafici)|informazioni[ ]personali|contatti|dados[ ]pessoais|informacoes[ ]pessoais|contatos?|persoonlijke[ ]gegevens|personalia|contactgegevens)"
_HEADING = when_needed(
    rf"^[^\w\n\r█]*(?:(?P<person>{_PERSON})|{_SMALL}*{_WORK}(?:[ ]+(?:&[ ]*)?(?:{_SMALL}*{_WORK}|\w+))?)[^\w\n\r█]*$",
    re.MULTILINE,
)


def regions(folded: str, *, first: bool) -> list[Place]:
    """Start and end of each such place of a page in lower case without accents, whose contacts are hidden.

    `first` says that it is the first page, as others have no head that tells anything new.
    """
    headings = list(_HEADING().finditer(folded))
    places = [(0, min([HEAD, len(folded), *(each.start() for each in headings[:1] if not each["person"])]))] * first
    ends = [each.start() for each in headings[1:]] + [len(folded)]
    for heading, end in zip(headings, ends, strict=False):
        if heading["person"]:
            places.append((heading.start(), min(end, heading.end() + _SECTION)))
    return _joined([*places, *_beside_contacts(folded)])


def _beside_contacts(folded: str) -> list[Place]:
    places: list[Place] = []
    at = folded.find(MASK)
    while at >= 0:
        start, end = line_start(folded, at), line_end(folded, at)
        at = folded.find(MASK, end)
        if sum(map(str.isalpha, folded[start:end])) <= _LABEL:
            places.append(_widened(folded, start, end))
    return places


def _widened(folded: str, start: int, end: int) -> Place:
    for _ in range(_NEAR):
        start = line_start(folded, max(0, start - 1))
        end = line_end(folded, min(len(folded), end + 1))
    return start, end


def _joined(places: list[Place]) -> list[Place]:
    joined: list[Place] = []
    for start, end in sorted(places):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
