"""Whose turn it is with a parser process, which answers in the order in which it was asked."""

from __future__ import annotations

import asyncio


class NotTakenError(Exception):
    """The document waited behind another one, and this process will not come to it: another one is to be found."""


class Turns:
    """The turns of the documents that one process was given, by their numbers.

    Once a document is not waited for any more, the process has an answer for nobody: those behind it are not taken.
    """

    def __init__(self) -> None:
        self.left: int | None = None
        """The first document that is not waited for, though the process will read it all the same."""
        self.turn = asyncio.Lock()
        self._waiting: dict[int, tuple[asyncio.Timeout, float | None]] = {}
        self._counted = False

    async def take(self, number: int, patience: float | None) -> None:
        """Wait for it, for `patience` seconds for each document ahead. Raises NotTakenError if it does not come."""
        seconds = None if patience is None else patience * (len(self._waiting) + 1)
        try:
            async with asyncio.timeout(seconds if self._counted else None) as waiting:
                self._waiting[number] = (waiting, seconds)
                await self.turn.acquire()
        except BaseException as error:
            self._leave(number)
            if isinstance(error, TimeoutError):
                raise NotTakenError from None
            raise
        finally:
            del self._waiting[number]
        if self.left is not None and number > self.left:
            self.turn.release()
            raise NotTakenError

    def count(self) -> None:
        """The parser is loaded: from now on patience ends."""
        self._counted = True
        now = asyncio.get_running_loop().time()
        for waiting, seconds in self._waiting.values():
            if seconds is not None and not waiting.expired():
                waiting.reschedule(now + seconds)

    def _leave(self, number: int) -> None:
        self.left = number if self.left is None else min(number, self.left)
        now = asyncio.get_running_loop().time()
        for other, (waiting, _) in self._waiting.items():
            if other > number and not waiting.expired():
                waiting.reschedule(now)
