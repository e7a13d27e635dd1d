"""How SQLite files are driven: writers stand in line, and nothing is left open by what goes wrong."""

import asyncio
import sqlite3
import uuid
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from cvscreen.adapters.clocks.system import SystemClock
from cvscreen.adapters.evaluations.sql import SqlEvaluationStore
from cvscreen.adapters.sql import engine as engines
from cvscreen.adapters.sql import schema
from cvscreen.adapters.sql.engine import SqliteEngine, open_sqlite
from cvscreen.adapters.sql.sqlite_database import SqliteDatabase
from cvscreen.adapters.sql.times import ClockTimes
from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.errors import EvaluationStoreUnavailable
from cvscreen.testing.samples import an_evaluation


def store_in(engine: SqliteEngine) -> SqlEvaluationStore:
    return SqlEvaluationStore(SqliteDatabase(engine, EvaluationStoreUnavailable), ClockTimes(SystemClock()))


@pytest.fixture
def url(tmp_path: Path) -> AdapterURL:
    return AdapterURL(f"sqlite:///{tmp_path}/a.db")


async def test_writers_of_one_engine_never_find_the_file_locked(
    url: AdapterURL, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "PATIENCE_SECONDS", 0)
    async with open_sqlite(url) as engine:
        store = store_in(engine)
        new = [an_evaluation(id=str(uuid.uuid4()), owner="ann") for _ in range(100)]
        await asyncio.gather(*(store.add(evaluation) for evaluation in new))
        assert await store.count("ann") == len(new)


async def test_a_reader_whose_caller_goes_away_leaves_its_connection_to_the_next(url: AdapterURL) -> None:
    async with open_sqlite(url) as engine:
        store = store_in(engine)
        evaluation = an_evaluation(owner="ann")
        await store.add(evaluation)
        for turns in range(40):
            reading = asyncio.create_task(store.get(evaluation.id))
            for _ in range(turns % 8):
                await asyncio.sleep(0)
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)
        assert await asyncio.gather(*(store.get(evaluation.id) for _ in range(40))) == [evaluation] * 40


async def test_a_migration_that_fails_leaves_no_transaction_open(
    url: AdapterURL, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_sqlite(url) as engine, open_sqlite(url) as other:
        async with engine.connect() as connection:
            await connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))

        def failing(_: object) -> None:
            raise LookupError("no such migration")

        monkeypatch.setattr(schema, "upgrade", failing)
        with pytest.raises(LookupError):
            await schema.prepare(engine)
        store = store_in(other)
        await asyncio.wait_for(store.add(an_evaluation()), timeout=5)


async def test_a_statement_that_fails_leaves_the_connection_usable(url: AdapterURL) -> None:
    async with open_sqlite(url) as engine:
        store = store_in(engine)
        async with engine.connect() as connection:
            await connection.exec_driver_sql("ALTER TABLE evaluations RENAME TO away")
        with pytest.raises(EvaluationStoreUnavailable):
            await store.add(an_evaluation())
        async with engine.connect() as connection:
            await connection.exec_driver_sql("ALTER TABLE away RENAME TO evaluations")
        await store.add(an_evaluation())


async def test_a_row_that_cannot_be_had_at_once_is_waited_for(url: AdapterURL, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_sqlite(url) as engine:
        store = store_in(engine)
        evaluation = await store.add(an_evaluation())

        def locked(*_: object) -> list[object]:
            raise OperationalError(None, None, sqlite3.OperationalError("database is locked"))

        monkeypatch.setattr(SqliteEngine, "look_up", locked)
        assert await store.get(evaluation.id) == evaluation


async def test_what_was_stored_elsewhere_is_found_at_once(url: AdapterURL) -> None:
    async with open_sqlite(url) as engine, open_sqlite(url) as other:
        store, elsewhere = (store_in(each) for each in (engine, other))
        for _ in range(5):
            evaluation = await elsewhere.add(an_evaluation())
            assert await store.get(evaluation.id) == evaluation
            assert await elsewhere.erase(evaluation.id)
            assert await store.get(evaluation.id) is None
