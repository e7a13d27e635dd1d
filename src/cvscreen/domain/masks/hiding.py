"""Hiding places of a text without moving any other."""

from __future__ import annotations

import re
from collections.abc import Iterable

Place = tuple[int, int]
"""Start and end, in code points of a page's text."""

MASK = "█"
"""Stands for each hidden character; it is neither letter nor digit, so no quote can consist of it."""
_NO_SPACE = re.compile(r"\S")


def hidden(text: str, places: Iterable[Place]) -> str:
    """The text with a mask for each character of the places (start and end, code points) that is no white space."""
    pieces: list[str] = []
    shown = 0
    for start, end in sorted(places):
        if end > shown:
            first = max(start, shown)
            pieces += text[shown:first], _NO_SPACE.sub(MASK, text[first:end])
            shown = end
    return "".join([*pieces, text[shown:]])
