"""Real adapters behind a bad line: calls that are lost, others slipped in between, and a process that ends."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from cvscreen.domain.errors import StorageError

Hook = Callable[[], Awaitable[object]]


class Crash(BaseException):
    """The process ends here."""


class Fuse:
    """Counts the calls of all stores, and ends the process before or after one of them."""

    def __init__(self) -> None:
        self.calls = 0
        self.before: int | None = None
        self.after: int | None = None
        self.blown = False

    def called(self) -> None:
        """A store is called; after the end nothing is."""
        self.calls += 1
        self._blow_at(self.before)

    def answered(self) -> None:
        """It has done its work."""
        self._blow_at(self.after)

    def _blow_at(self, call: int | None) -> None:
        self.blown = self.blown or call == self.calls
        if self.blown:
            raise Crash

    def reset(self, before: int | None = None, after: int | None = None) -> None:
        """Start anew."""
        self.calls, self.before, self.after, self.blown = 0, before, after, False


class Disturbed:
    """A real adapter behind a bad line.

    Methods named in `down` raise; what `before` and `after` name is done once, in between; other tasks go on at every
    call.
    """

    def __init__(self, adapter: Any, error: type[StorageError], fuse: Fuse) -> None:
        self.adapter = adapter
        self.down: set[str] = set()
        self.before: dict[str, Hook] = {}
        self.after: dict[str, Hook] = {}
        self.calls: list[str] = []
        self._error = error
        self._fuse = fuse

    def __getattr__(self, method: str) -> Any:
        real = getattr(self.adapter, method)
        if not asyncio.iscoroutinefunction(real):
            return real

        async def call(*args: Any, **kwargs: Any) -> Any:
            self.calls.append(method)
            await asyncio.sleep(0)
            await self._do(self.before, method)
            self._fuse.called()
            if method in self.down or "*" in self.down:
                raise self._error("it is away")
            result = await real(*args, **kwargs)
            self._fuse.answered()
            await self._do(self.after, method)
            await asyncio.sleep(0)
            return result

        return call

    async def _do(self, hooks: dict[str, Hook], method: str) -> None:
        if hook := hooks.pop(method, None):
            await hook()
