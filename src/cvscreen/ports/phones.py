"""Telling phone numbers from other numbers, by what countries give out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol


class PhoneFinder(Protocol):
    """Finds phone numbers that have no form of their own, which the core's patterns do not know."""

    def find(self, text: str) -> Iterable[tuple[int, int]]:
        """Start and end (code points) of each number in a page's text, in which contacts are hidden already."""
        ...
