"""Whether somebody could guess a secret that tokens are signed with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

MIN_SECRET = 32
"""Bytes: as many as the hash that signs tokens has (RFC 7518, 3.2)."""

MIN_DISTINCT = 6
"""Different characters. Of 32 random digits, the poorest alphabet in use, less than one in a million has fewer."""

MAX_RUN_SHARE = 0.75
"""Steps to a neighbour, of all steps. 32 random digits take a quarter of their steps so, and never three quarters."""

_WORDS = re.compile(
    r"(change|replace)[-_ ]?(me|this|it)|secret|password|passphrase|placeholder|insecure|default|example", re.IGNORECASE
)
"""What people write where a secret is to come. The words add nothing that nobody knows."""

_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890")


def is_guessable(secret: str) -> bool:
    """Whether it is long enough only by repetition, by counting up, or by words such as `changeme`.

    What is left without such words must be 32 bytes or more, have 6 different characters or more, not be one block
    (`changeme`, or a single character) again and again, and not step through the alphabet, the digits or the keyboard.
    Random bytes in hexadecimal, Base64 or digits pass; what passes is not thereby random.
    """
    rest = _WORDS.sub("", secret)
    if len(rest.encode(errors="surrogatepass")) < MIN_SECRET or len(set(rest)) < MIN_DISTINCT:
        return True
    return _repeats(rest) or _run_share(rest.lower()) >= MAX_RUN_SHARE


def _repeats(text: str) -> bool:
    """Whether a block of at most half its length makes up all of it, the last time perhaps cut off."""
    return any(text[size:] == text[:-size] for size in range(1, len(text) // 2 + 1))


def _run_share(text: str) -> float:
    steps = list(pairwise(text))
    return sum(step in _NEIGHBOURS or abs(ord(step[0]) - ord(step[1])) <= 1 for step in steps) / len(steps)


def _neighbours() -> Iterator[tuple[str, str]]:
    for row in _KEYBOARD:
        yield from pairwise(row)
        yield from pairwise(row[::-1])


_NEIGHBOURS = frozenset(_neighbours())
