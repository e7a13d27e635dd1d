"""How often one attempt asks again, and how long it waits before."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable

from cvscreen.domain.errors import ScorerBusy, ScorerError

TRIES = 3
FIRST_PAUSE = 0.5
LONGEST_PAUSES = 10.0
"""Seconds in all: whoever is to wait longer waits in the store, where no worker holds it."""


LONGEST_QUEUE = 300.0
"""Seconds: however long a server says, somebody looks then whether that was all."""


class Queue:
    """Until when a server has asked all callers to wait: none of them asks before, as each would be told the same."""

    def __init__(self, host: str, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._host = host
        self._monotonic = monotonic
        self._until = 0.0

    def check(self) -> None:
        """Raises ScorerBusy until then."""
        left = self._until - self._monotonic()
        if left > 0:
            raise ScorerBusy(f"{self._host} takes no more calls for the moment", retry_after=left, tried=False)

    def note(self, error: ScorerError) -> None:
        """The server's answer to one call may be meant for all."""
        if isinstance(error, ScorerBusy) and error.retry_after is not None:
            self._until = max(self._until, self._monotonic() + min(error.retry_after, LONGEST_QUEUE))


class Patience:
    """That of one attempt, which ends with its deadline."""

    def __init__(self, limit: asyncio.Timeout) -> None:
        self._limit = limit
        self._tries = 0
        self._paused = 0.0

    def pause_after(self, error: ScorerError) -> float | None:
        """Seconds to wait before the next try, spread so that not all come at once; None if there is to be none."""
        self._tries += 1
        pause = self._pause(error.retry_after)
        self._paused += pause
        if self._tries >= TRIES or self._paused > LONGEST_PAUSES or self._is_too_late(pause):
            return None
        return pause

    def _pause(self, retry_after: float | None) -> float:
        jitter = random.random()  # noqa: S311 - spreads retries, guards nothing
        if retry_after is not None:
            return retry_after + FIRST_PAUSE * jitter
        return FIRST_PAUSE * float(2 ** (self._tries - 1)) * (1 - jitter / 2)

    def _is_too_late(self, pause: float) -> bool:
        ends = self._limit.when()
        return ends is not None and asyncio.get_running_loop().time() + pause >= ends
