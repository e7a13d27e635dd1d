"""Work that must not stop halfway because somebody stopped waiting for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")


async def uninterrupted(work: Coroutine[Any, Any, Result], on_cancel: Callable[[], object] = lambda: None) -> Result:
    """What the work returns. When cancelled meanwhile, call `on_cancel`, let the work end, then raise CancelledError.

    Raises what the work raises; a cancellation comes first.
    """
    task = asyncio.create_task(work)
    cancelled = False
    while not task.done():
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError:
            cancelled = True
            on_cancel()
    if cancelled:
        # Looked at, so that the loop does not complain that nobody did.
        await asyncio.gather(task, return_exceptions=True)
        raise asyncio.CancelledError
    return task.result()


def is_being_cancelled() -> bool:
    """Whether somebody cancelled this very task: else a CancelledError in it is the defect of whoever let it out."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
