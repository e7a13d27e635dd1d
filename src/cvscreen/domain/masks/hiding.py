"""Hiding places of a text without moving any other."""

from __future__ import annotations

from collections.abc import Iterable

MASK = "█"
"""Stands for each hidden character; it is neither letter nor digit, so no quote can consist of it."""


def hidden(text: str, places: Iterable[tuple[int, int]]) -> str:
    """The text with a mask for each character of the places (start and end, code points) that is no white space."""
    characters = list(text)
    for start, end in places:
        for offset in range(start, end):
            if not characters[offset].isspace():
                characters[offset] = MASK
    return "".join(characters)
