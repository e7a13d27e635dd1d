"""One event loop in a thread of its own, for the life of the process: clients belong to the loop they were made on."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from concurrent.futures import Future
from contextlib import AbstractAsyncContextManager, contextmanager
from typing import Any, Generic, TypeVar

from cvscreen.entrypoints.loops import new_loop

Opened = TypeVar("Opened")
Result = TypeVar("Result")


class LoopThread(Generic[Opened]):
    """Runs coroutines for other threads; `opened` is what its context gave."""

    def __init__(self, loop: asyncio.AbstractEventLoop, opened: Opened) -> None:
        self._loop = loop
        self._begun: set[asyncio.Task[Any]] = set()
        self.opened = opened

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        """What the work returns, or raises; the calling thread waits."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Start the work and don't wait: safe in a signal handler."""
        self._loop.call_soon_threadsafe(self._keep, work)

    def _keep(self, work: Coroutine[Any, Any, None]) -> None:
        task = self._loop.create_task(work)
        self._begun.add(task)
        task.add_done_callback(self._begun.discard)


@contextmanager
def loop_thread(context: AbstractAsyncContextManager[Opened]) -> Iterator[LoopThread[Opened]]:
    """A loop on which the context is entered at once, and left at the end. Raises what entering or leaving raises."""
    started: Future[tuple[LoopThread[Opened], asyncio.Event]] = Future()
    life = _Life(context, started)
    life.start()
    try:
        loop, leaving = started.result()
    except BaseException:
        life.join()
        raise
    try:
        yield loop
    finally:
        loop.begin(_set(leaving))
        life.join()
    if life.error is not None:
        raise life.error


class _Life(threading.Thread):
    """The thread. One task enters the context and leaves it, as time-outs in it demand."""

    def __init__(
        self,
        context: AbstractAsyncContextManager[Opened],
        started: Future[tuple[LoopThread[Opened], asyncio.Event]],
    ) -> None:
        super().__init__(name="cvscreen-loop", daemon=True)
        self._context = context
        self._handed_out = started
        self.error: BaseException | None = None

    def run(self) -> None:
        """Live."""
        try:
            with asyncio.Runner(loop_factory=new_loop) as runner:
                runner.run(self._live())
        except BaseException as error:  # noqa: BLE001 - raised again where the thread is waited for
            self.error = error
            if not self._handed_out.done():
                self._handed_out.set_exception(error)

    async def _live(self) -> None:
        leaving = asyncio.Event()
        async with self._context as opened:
            self._handed_out.set_result((LoopThread(asyncio.get_running_loop(), opened), leaving))
            await leaving.wait()


async def _set(event: asyncio.Event) -> None:
    event.set()
