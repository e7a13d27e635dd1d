"""The fence around what strangers wrote: lines that begin with a marker that nobody could know beforehand."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

_BYTES = 5
"""As no marker stands in the text, guesses that do are wrong; longer ones cost tokens on every page."""


def marker_for(*texts: str) -> str:
    """A random marker that occurs in none of the texts, whatever the case."""
    folded = [text.casefold() for text in texts]
    while True:
        marker = secrets.token_hex(_BYTES)
        if not any(marker in text for text in folded):
            return marker


def fenced(parts: Iterable[tuple[str, str]], marker: str) -> str:
    """Titles and texts, each title in a line behind the marker, and a last line that ends the fence.

    The marker is told here, not before it: what stands before the fence is then the same for all CVs of a job, and is
    cached by whoever caches prompts by their beginning.
    """
    lines = [f"The marker is {marker}."]
    for title, text in parts:
        lines += [f"{marker} {title}", text]
    return "\n".join([*lines, f"{marker} end"])


def echoes(said: Iterable[str], marker: str) -> bool:
    """Whether the marker stands in what the model says."""
    return any(marker in text.casefold() for text in said)
