"""Who writes to a SQLite file at once shares a transaction, and nobody the failures of another."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cvscreen.adapters.sql.sqlite_writer import SqliteWriter

Work = Callable[[sqlite3.Connection], int]


class Watched:
    """A writer to a table of numbers that must be unique, and how often it committed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self.connection.execute("CREATE TABLE numbers (number INTEGER PRIMARY KEY CHECK (number >= 0))")
        self.commits = 0
        self.connection.set_trace_callback(self._note)
        self.writer = SqliteWriter(self.connection)

    def _note(self, statement: str) -> None:
        self.commits += statement == "COMMIT"

    async def numbers(self, *numbers: int) -> list[object]:
        """What came of adding each of them at once."""
        works = [self.writer.write(adding(number)) for number in numbers]
        return list(await asyncio.gather(*works, return_exceptions=True))

    def stored(self) -> list[int]:
        """What another connection sees."""
        other = sqlite3.connect(self._path)
        try:
            return [number for (number,) in other.execute("SELECT number FROM numbers ORDER BY number")]
        finally:
            other.close()


def adding(*numbers: int) -> Work:
    def work(connection: sqlite3.Connection) -> int:
        for number in numbers:
            connection.execute("INSERT INTO numbers VALUES (?)", (number,))
        return sum(numbers)

    return work


@pytest.fixture
async def watched(tmp_path: Path) -> AsyncIterator[Watched]:
    watched = Watched(tmp_path / "a.db")
    yield watched
    await watched.writer.close()


async def test_what_waits_together_is_committed_once(watched: Watched) -> None:
    assert await watched.numbers(*range(50)) == list(range(50))
    assert watched.stored() == list(range(50))
    assert watched.commits == 1


async def test_whoever_is_answered_has_been_committed(watched: Watched) -> None:
    async def one(number: int) -> None:
        await watched.writer.write(adding(number))
        assert number in watched.stored()
        await watched.writer.write(adding(number + 100))
        assert number + 100 in watched.stored()

    await asyncio.gather(*(one(number) for number in range(20)))


async def test_a_value_that_is_taken_fails_whoever_brings_it_and_nobody_else(watched: Watched) -> None:
    outcomes = await watched.numbers(1, 2, 1, 3, -1)
    assert [type(outcome) for outcome in outcomes] == [int, int, sqlite3.IntegrityError, int, sqlite3.IntegrityError]
    assert watched.stored() == [1, 2, 3]


async def test_of_work_that_fails_halfway_nothing_stays(watched: Watched) -> None:
    works = [adding(1), adding(2, 3, 1), adding(4)]
    outcomes = await asyncio.gather(*(watched.writer.write(work) for work in works), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [int, sqlite3.IntegrityError, int]
    assert watched.stored() == [1, 4]


async def test_a_defect_of_ones_own_is_raised_to_oneself(watched: Watched) -> None:
    def defect(connection: sqlite3.Connection) -> int:
        connection.execute("INSERT INTO numbers VALUES (7)")
        raise LookupError("a defect")

    outcomes = await asyncio.gather(
        watched.writer.write(adding(1)), watched.writer.write(defect), return_exceptions=True
    )
    assert [type(outcome) for outcome in outcomes] == [int, LookupError]
    assert watched.stored() == [1]


async def test_whoever_ends_the_transaction_for_all_is_left_alone(watched: Watched) -> None:
    def ending(connection: sqlite3.Connection) -> int:
        # As SQLite does by itself when the disk is full.
        connection.execute("ROLLBACK")
        raise sqlite3.OperationalError("database or disk is full")

    works = [adding(1), ending, adding(2)]
    outcomes = await asyncio.gather(*(watched.writer.write(work) for work in works), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [int, sqlite3.OperationalError, int]
    assert watched.stored() == [1, 2]


async def test_a_commit_that_fails_fails_those_alone_who_cannot_be_committed(watched: Watched) -> None:
    watched.connection.execute("PRAGMA foreign_keys = ON")
    watched.connection.execute(
        "CREATE TABLE kin (number INTEGER REFERENCES numbers DEFERRABLE INITIALLY DEFERRED)",
    )

    def orphan(connection: sqlite3.Connection) -> int:
        return connection.execute("INSERT INTO kin VALUES (99)").rowcount

    works = [adding(1), orphan, adding(2)]
    outcomes = await asyncio.gather(*(watched.writer.write(work) for work in works), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [int, sqlite3.IntegrityError, int]
    assert watched.stored() == [1, 2]


async def test_a_file_that_another_process_holds_fails_all_who_wait(watched: Watched, tmp_path: Path) -> None:
    watched.connection.execute("PRAGMA busy_timeout = 0")
    other = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    outcomes = await watched.numbers(1, 2)
    assert [type(outcome) for outcome in outcomes] == [sqlite3.OperationalError] * 2
    other.close()
    assert await watched.numbers(3) == [3]
    assert watched.stored() == [3]


async def test_whoever_leaves_before_its_turn_has_written_nothing(watched: Watched) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(_: sqlite3.Connection) -> int:
        begun.set()
        go_on.wait(10)
        return 0

    first = asyncio.create_task(watched.writer.write(slow))
    await asyncio.to_thread(begun.wait, 10)
    waiting = [asyncio.create_task(watched.writer.write(adding(number))) for number in (1, 2)]
    await asyncio.sleep(0)
    waiting[0].cancel()
    go_on.set()
    await asyncio.gather(first, *waiting, return_exceptions=True)
    assert watched.stored() == [2]


async def test_what_waits_when_it_is_closed_is_written(tmp_path: Path) -> None:
    watched = Watched(tmp_path / "a.db")
    writing = asyncio.gather(*(watched.writer.write(adding(number)) for number in range(5)))
    await asyncio.sleep(0)
    await watched.writer.close()
    assert await writing == list(range(5))
    assert watched.stored() == list(range(5))


@settings(deadline=None, max_examples=25)
@given(st.lists(st.integers(-2, 6), max_size=20))
def test_at_once_comes_to_the_same_as_one_by_one(tmp_path_factory: pytest.TempPathFactory, numbers: list[int]) -> None:
    async def both() -> None:
        together, singly = (Watched(tmp_path_factory.mktemp("w") / "a.db") for _ in range(2))
        at_once = await together.numbers(*numbers)
        one_by_one = [outcome for number in numbers for outcome in await singly.numbers(number)]
        assert list(map(repr, at_once)) == list(map(repr, one_by_one))
        assert together.stored() == singly.stored()
        await asyncio.gather(together.writer.close(), singly.writer.close())

    asyncio.run(both())
