"""A page costs what its rows cost, however many others there are: it is read off an index, and nothing is sorted."""

from collections.abc import AsyncIterator, Awaitable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Select, event

from cvscreen.adapters.clocks.system import SystemClock
from cvscreen.adapters.evaluations.sql import LATEST_LIKE, SqlEvaluationStore
from cvscreen.adapters.sql.engine import SqliteEngine, open_sqlite
from cvscreen.adapters.sql.sqlite_database import SqliteDatabase
from cvscreen.adapters.sql.times import ClockTimes
from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.errors import EvaluationStoreUnavailable
from cvscreen.domain.evaluations import Status
from cvscreen.ports.evaluations import PageRequest
from cvscreen.testing.samples import an_evaluation

PAGE = PageRequest(owner="ada", page=3, size=20)
FAILED = PageRequest(owner="ada", page=3, size=20, status=Status.FAILED)


class Watched:
    """A store on SQLite, and the statements that it sends."""

    def __init__(self, engine: SqliteEngine) -> None:
        self.store = SqlEvaluationStore(SqliteDatabase(engine, EvaluationStoreUnavailable), ClockTimes(SystemClock()))
        self._engine = engine
        self._sent: list[tuple[str, Any]] = []
        event.listen(engine.sync_engine, "before_cursor_execute", self._note)

    def _note(self, _connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, _many: bool) -> None:  # noqa: FBT001
        self._sent.append((statement, values))

    async def statement(self, call: Awaitable[object]) -> str:
        """What the call sends to the database."""
        self._sent.clear()
        await call
        ((statement, _),) = self._sent
        return statement

    async def plan(self, call: Awaitable[object]) -> str:
        """How SQLite goes about the last statement of the call."""
        self._sent.clear()
        await call
        return await self._plan(*self._sent[-1])

    async def plan_of(self, query: Select[Any]) -> str:
        """How SQLite goes about the query, whatever its values."""
        compiled = query.compile(self._engine.sync_engine)
        return await self._plan(str(compiled), ("",) * len(compiled.params))

    async def _plan(self, statement: str, values: Any) -> str:
        async with self._engine.connect() as connection:
            rows = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
            return " + ".join(row.detail for row in rows)


@pytest.fixture
async def watched(tmp_path: Path) -> AsyncIterator[Watched]:
    async with open_sqlite(AdapterURL(f"sqlite:///{tmp_path}/pages.db")) as engine:
        watched = Watched(engine)
        for status in Status:
            await watched.store.add(an_evaluation(owner="ada", status=status))
        yield watched


@pytest.mark.parametrize("method", ["page", "summaries"])
@pytest.mark.parametrize(
    ("request_", "index"),
    [
        (PAGE, "ix_evaluations_owner (owner=?)"),
        (FAILED, "ix_evaluations_owner_status (owner=? AND status=?)"),
    ],
    ids=["all", "of one status"],
)
async def test_a_page_is_read_off_an_index_in_its_order(
    watched: Watched, method: str, request_: PageRequest, index: str
) -> None:
    plan = await watched.plan(getattr(watched.store, method)(request_))
    assert plan == f"SEARCH evaluations USING INDEX {index}"


@pytest.mark.parametrize("status", [None, Status.FAILED])
async def test_counting_reads_an_index_alone(watched: Watched, status: Status | None) -> None:
    plan = await watched.plan(watched.store.count("ada", status))
    assert plan.startswith("SEARCH evaluations USING COVERING INDEX ")


async def test_what_is_long_is_not_read_for_a_summary(watched: Watched) -> None:
    long = ("prompt", "rubric", "report")
    short = await watched.statement(watched.store.summaries(PAGE))
    assert not [name for name in long if f"evaluations.{name}" in short]
    whole = await watched.statement(watched.store.page(PAGE))
    assert [name for name in long if f"evaluations.{name}" in whole] == list(long)


async def test_what_a_submission_asks_for_is_found_by_an_index(watched: Watched) -> None:
    store, day = watched.store, timedelta(days=1)
    alike = await watched.plan_of(LATEST_LIKE)
    index = "ix_evaluations_fingerprint (owner=? AND fingerprint=?)"
    assert alike == f"SEARCH evaluations USING COVERING INDEX {index}"
    unique = "SEARCH evaluations USING INDEX ux_evaluations_idempotency_key (owner=? AND idempotency_key=?)"
    assert await watched.plan(store.by_idempotency_key("ada", "key")) == unique
    assert await watched.plan(store.forget_key("ada", "key", day)) == unique


async def test_old_keys_are_found_without_looking_at_evaluations_that_have_none(watched: Watched) -> None:
    plan = await watched.plan(watched.store.forget_keys(timedelta(days=1)))
    assert plan == "SEARCH evaluations USING INDEX ix_evaluations_key_age (idempotency_key>?)"
