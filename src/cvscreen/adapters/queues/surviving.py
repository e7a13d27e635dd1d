"""How those that work a queue off outlive what a round of it raises."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable

from cvscreen.domain.errors import CvscreenError

_log = logging.getLogger(__name__)


async def survived(call: Callable[[], Awaitable[None]]) -> None:
    """Whatever one round raises, the next one comes: the store is the truth, and the sweeper tries again.

    Only who is cancelled itself ends: a CancelledError that a driver let out is a defect like any other, and an
    error on the way out must not keep a worker from going.
    """
    try:
        await call()
    except CvscreenError as error:
        _log.warning("%s: %s", error.code, error.detail)
    except (Exception, asyncio.CancelledError) as error:  # noqa: BLE001 - a defect in one round must not end all work
        if not _is_being_cancelled():
            # The message may hold text of a CV, so only the place of the defect is logged.
            place = "".join(traceback.format_tb(error.__traceback__))
            _log.error("%s in the worker, the sweeper tries again: it came from\n%s", type(error).__name__, place)
    if _is_being_cancelled():
        raise asyncio.CancelledError


def _is_being_cancelled() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
