"""Trying a statement again where that is safe."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy.exc import DBAPIError

from cvscreen.adapters.sql.errors import was_lost, was_rolled_back

PAUSES = (0.01, 0.05, 0.2)
"""Seconds before each further try, at most: deadlocks are over at once, and those who met once need not meet again."""

Outcome = TypeVar("Outcome")


async def repeated(statement: Callable[[], Awaitable[Outcome]], may_repeat: Callable[[DBAPIError], bool]) -> Outcome:
    """The outcome of the statement, tried again after errors that allow it. Raises what the last try raises."""
    for pause in PAUSES:
        try:
            return await statement()
        except DBAPIError as error:
            if not may_repeat(error):
                raise
        await asyncio.sleep(random.uniform(0, pause))  # noqa: S311 - spreads tries, guards nothing
    return await statement()


def undone(error: DBAPIError) -> bool:
    """A statement that had no effect may be repeated, whatever it does."""
    return was_rolled_back(error)


def undone_or_lost(error: DBAPIError) -> bool:
    """One that changes nothing, or no more the second time than the first, may be repeated whatever became of it."""
    return was_rolled_back(error) or was_lost(error)
