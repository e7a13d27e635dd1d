"""Masks: who a candidate is and how to reach them is hidden before any scorer reads the text.

A mask has the length of what it hides, so offsets into the masked text are offsets into the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from cvscreen.domain.masks.addresses import addresses
from cvscreen.domain.masks.contacts import contacts
from cvscreen.domain.masks.heads import regions
from cvscreen.domain.masks.hiding import MASK, Place, hidden
from cvscreen.domain.masks.names import find_name
from cvscreen.domain.masks.personal import personal
from cvscreen.domain.masks.recurrences import name_places
from cvscreen.domain.masks.values import recurring, telling
from cvscreen.domain.plain import plain
from cvscreen.domain.text import CVText, Page

__all__ = ["MASK", "masked", "without_contacts"]

_MASKED = re.compile(rf"{MASK}(?:[ ]?{MASK})*")


FindPhones = Callable[[str], Iterable[Place]]
"""Finds phone numbers that have no form of their own, in a text in which contacts are hidden already."""


def no_more_phones(text: str) -> Iterable[Place]:  # noqa: ARG001 - the form of FindPhones
    """Those alone that the patterns know."""
    return ()


def masked(text: CVText, find_phones: FindPhones = no_more_phones) -> CVText:
    """The text with the candidate's name, and how to reach them, hidden, and what no job may ask, on every page.

    That is e-mail addresses, links, phone numbers and postal addresses; birth, age, nationality, marital status and sex.

    It does not depend on the job, so it is what any scorer sees of the CV. A part of the name that stands alone is
    hidden only where the person is meant, whatever it spells, so that nobody gains or loses by their name.
    """
    concealed = without_contacts(text, find_phones)
    name = find_name(text, concealed)
    if name is None:
        return replace(concealed, masked=True)
    places: dict[int, list[Place]] = {page.number: [] for page in text.pages}
    for number, place in name_places(name, concealed):
        places[number].append(place)
    pages = tuple(replace(page, text=hidden(page.text, places[page.number])) for page in concealed.pages)
    return replace(text, pages=pages, masked=True)


def without_contacts(text: CVText, find_phones: FindPhones = no_more_phones) -> CVText:
    """The text with all that is hidden but the name, which is still there."""
    concealed = _hidden_on_each(text, lambda page: contacts(page.text))
    concealed = _hidden_on_each(concealed, lambda page: find_phones(page.text))
    concealed = _hidden_on_each(concealed, _of_the_person)
    values = telling(_differences(text, concealed))
    return _hidden_on_each(concealed, lambda page: recurring(values, plain(page.text)))


def _of_the_person(page: Page) -> Iterator[Place]:
    folded = plain(page.text)
    of_owner = regions(folded, first=page.number == 1)
    yield from personal(folded, of_owner)
    yield from addresses(page.text, folded, of_owner)


def _hidden_on_each(text: CVText, places: Callable[[Page], Iterable[Place]]) -> CVText:
    pages = tuple(replace(page, text=hidden(page.text, places(page))) for page in text.pages)
    return replace(text, pages=pages)


def _differences(text: CVText, concealed: CVText) -> Iterator[str]:
    """What was hidden, piece by piece."""
    for before, after in zip(text.pages, concealed.pages, strict=True):
        yield from (before.text[slice(*found.span())] for found in _MASKED.finditer(after.text))
