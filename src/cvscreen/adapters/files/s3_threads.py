"""Threads for blocking calls, as many as may be made at once: a store that hangs holds up nobody else."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")


class CallThreads:
    """A pool of its own: what waits here takes no thread of the loop's."""

    def __init__(self, at_once: int) -> None:
        self._pool = ThreadPoolExecutor(at_once, thread_name_prefix="cvscreen-s3")

    def submit(self, call: Callable[[], Result]) -> Future[Result]:
        """The call, to be made in a thread once one is free."""
        return self._pool.submit(call)

    async def ended(self, call: Callable[[], Result]) -> Result:
        """What the call returns. When cancelled, a call that still waits for a thread is not made.

        The end of one that is being made is waited for: nothing is written behind anybody's back.
        """
        made = self.submit(call)
        return await _outcome(made, made.cancel)

    async def settled(self, call: Callable[[], Result]) -> Result:
        """What the call returns; it is made even when cancelled."""
        return await _outcome(self.submit(call), lambda: None)

    def close(self) -> None:
        """Take no more calls, and forget those that wait; one that a store does not answer ends at its time-out."""
        self._pool.shutdown(wait=False, cancel_futures=True)


async def _outcome(made: Future[Result], on_cancel: Callable[[], object]) -> Result:
    ending = asyncio.wrap_future(made)
    try:
        return await asyncio.shield(ending)
    except asyncio.CancelledError:
        on_cancel()
        while not ending.done():
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.wait({ending})
        if not ending.cancelled():
            ending.exception()
        raise
