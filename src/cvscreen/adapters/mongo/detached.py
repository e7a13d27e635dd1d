"""Operations that go on by themselves when whoever asked is cancelled.

PyMongo's asynchronous client does not bear to be cancelled twice while it waits for a server: before Python 3.12 its
`asyncio.wait_for` then leaves the waiting behind, which lets go of a lock that another operation holds, and all later
ones wait for ever. The driver's own limits of time end what goes on.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, ParamSpec, TypeVar

Store = TypeVar("Store")
Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
Operation = Callable[Arguments, Coroutine[Any, Any, Result]]

_going_on: set[asyncio.Task[Any]] = set()


def detached(store: type[Store]) -> type[Store]:
    """The class, whose public operations are never cancelled: who waits for one is, at once."""
    for name, operation in inspect.getmembers(store, inspect.iscoroutinefunction):
        if not name.startswith("_"):
            setattr(store, name, _detached(operation))
    return store


def _detached(operation: Operation[Arguments, Result]) -> Operation[Arguments, Result]:
    @wraps(operation)
    async def shielded(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        task = asyncio.create_task(operation(*args, **kwargs))
        _going_on.add(task)
        task.add_done_callback(_looked_at)
        return await asyncio.shield(task)

    return shielded


def _looked_at(task: asyncio.Task[Any]) -> None:
    _going_on.discard(task)
    if not task.cancelled():
        # So that the loop does not complain that nobody did.
        task.exception()
