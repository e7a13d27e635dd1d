"""Writing to a SQLite file: whatever waits is written in one transaction, and waits for the disk once.

SQLite lets one write at a time, and lets the others sleep and ask again, in steps of up to 100 ms. Those of one
engine stand in line here instead, and who comes while a transaction is on its way to the disk shares the next one.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Result = TypeVar("Result")
Work = Callable[[sqlite3.Connection], Any]


class SqliteWriter:
    """Does what is to be written with a connection of its own, which commits by itself, in a thread of its own."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._thread = ThreadPoolExecutor(1, "sqlite-writer")
        self._waiting: list[tuple[Work, asyncio.Future[Any]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def write(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """What the work returns, once it is on the disk, all of it or nothing; others' failures are not its own.

        The work is done in another thread, and once more if others in the same transaction fail. Raises what it
        raises, or sqlite3.Error. Whoever is cancelled before its turn has written nothing.
        """
        answer: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((work, answer))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_all())
        return await answer

    async def close(self) -> None:
        """Write what still waits, then let go of the file."""
        if self._writing is not None:
            await self._writing
        await asyncio.get_running_loop().run_in_executor(self._thread, self._connection.close)
        self._thread.shutdown()

    async def _write_all(self) -> None:
        try:
            while self._waiting:
                batch = [(work, answer) for work, answer in self._waiting if not answer.done()]
                self._waiting.clear()
                for (_, answer), outcome in zip(batch, await self._outcomes([work for work, _ in batch]), strict=True):
                    _tell(answer, outcome)
        finally:
            self._writing = None

    async def _outcomes(self, works: Sequence[Work]) -> list[Any]:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, self._together, works)
        except Exception as error:  # noqa: BLE001 - nobody must wait for ever
            return [error] * len(works)

    def _together(self, works: Sequence[Work]) -> list[Any]:
        """What each of the works returned; if one of them fails, each is done by itself instead."""
        try:
            return self._committed(works)
        except Exception as error:  # noqa: BLE001 - it is for whoever waits for the work
            return [error] if len(works) == 1 else [self._together([work])[0] for work in works]

    def _committed(self, works: Sequence[Work]) -> list[Any]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            results = [work(self._connection) for work in works]
            self._connection.execute("COMMIT")
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        return results


def _tell(answer: asyncio.Future[Any], outcome: Any) -> None:
    if answer.done():
        return
    if isinstance(outcome, Exception):
        answer.set_exception(outcome)
    else:
        answer.set_result(outcome)
