"""Masks: who a candidate is and how to reach them is hidden before any scorer reads the text.

A mask has the length of what it hides, so offsets into the masked text are offsets into the page.
"""

from __future__ import annotations

from dataclasses import replace

from cvscreen.domain.masks.contacts import contacts
from cvscreen.domain.masks.hiding import MASK, Place, hidden
from cvscreen.domain.masks.names import find_name
from cvscreen.domain.masks.recurrences import name_places
from cvscreen.domain.text import CVText

__all__ = ["MASK", "masked", "without_contacts"]


def masked(text: CVText) -> CVText:
    """The text with e-mail addresses, links, phone numbers and the candidate's name hidden, on every page.

    It does not depend on the job, so it is what any scorer sees of the CV. A part of the name that stands alone is
    hidden only where the person is meant, whatever it spells, so that nobody gains or loses by their name.
    """
    concealed = without_contacts(text)
    name = find_name(text, concealed)
    if name is None:
        return concealed
    places: dict[int, list[Place]] = {page.number: [] for page in text.pages}
    for number, place in name_places(name, concealed):
        places[number].append(place)
    pages = tuple(replace(page, text=hidden(page.text, places[page.number])) for page in concealed.pages)
    return replace(text, pages=pages)


def without_contacts(text: CVText) -> CVText:
    """The text with e-mail addresses, links and phone numbers hidden, and the name still there."""
    pages = tuple(replace(page, text=hidden(page.text, contacts(page.text))) for page in text.pages)
    return replace(text, pages=pages)
