"""Masks: who a candidate is and how to reach them is hidden before any scorer reads the text.

A mask has the length of what it hides, so offsets into the masked text are offsets into the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from cvscreen.domain.masks.contacts import contacts
from cvscreen.domain.masks.names import Place, find_name, name_places
from cvscreen.domain.text import CVText

MASK = "█"
"""Stands for each hidden character; it is neither letter nor digit, so no quote can consist of it."""


def masked(text: CVText, job_words: str = "") -> CVText:
    """The text with e-mail addresses, links, phone numbers and the candidate's name hidden, on every page.

    `job_words` is what the job asks for, in any form: a word of it that is also a part of the name is hidden
    only where the person is meant, so that nobody gains or loses by their name.
    """
    places: dict[int, list[Place]] = {page.number: list(contacts(page.text)) for page in text.pages}
    name = find_name(text)
    if name:
        kept = frozenset(re.findall(r"[^\W\d_]+", job_words.casefold()))
        for number, place in name_places(name, text, kept):
            places[number].append(place)
    pages = tuple(replace(page, text=_hidden(page.text, places[page.number])) for page in text.pages)
    return replace(text, pages=pages)


def _hidden(text: str, places: Iterable[Place]) -> str:
    characters = list(text)
    for start, end in places:
        for offset in range(start, end):
            if not characters[offset].isspace():
                characters[offset] = MASK
    return "".join(characters)
