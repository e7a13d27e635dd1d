"""Whether work grows with the length of a text, or with its square."""

from __future__ import annotations

import time
from collections.abc import Callable

FOUR_TIMES_AS_LONG = 9.0
"""How much more work a text of four times the length may be: 4 times is linear, 16 times is quadratic."""

TRIFLE = 0.02
"""Seconds of work that are too few to compare."""


def grows_linearly(work: Callable[[str], object], pattern: str, length: int) -> bool:
    """Whether work on the pattern, repeated to that many characters, is far from 16 times that on a quarter of them.

    Both are measured in seconds of this process's processor time, each by the least of up to three attempts, so that
    what else the machine does matters little.
    """
    short: list[float] = []
    long: list[float] = []
    for _ in range(3):
        short.append(_effort(work, pattern, length // 4))
        long.append(_effort(work, pattern, length))
        if min(long) <= FOUR_TIMES_AS_LONG * max(min(short), TRIFLE):
            return True
    return False


def _effort(work: Callable[[str], object], pattern: str, length: int) -> float:
    text = (pattern * (length // len(pattern) + 1))[:length]
    begun = time.process_time()
    work(text)
    return time.process_time() - begun
