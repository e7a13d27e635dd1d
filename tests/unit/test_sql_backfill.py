"""Evaluations that an earlier version stored get what new ones are stored with."""

from dataclasses import replace
from pathlib import Path

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from cvscreen.adapters.clocks.system import SystemClock
from cvscreen.adapters.evaluations.rows import columns
from cvscreen.adapters.evaluations.sql import SqlEvaluationStore
from cvscreen.adapters.sql import schema
from cvscreen.adapters.sql.engine import open_sqlite
from cvscreen.adapters.sql.sqlite_database import SqliteDatabase
from cvscreen.adapters.sql.tables import evaluations
from cvscreen.adapters.sql.times import ClockTimes
from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.errors import EvaluationStoreUnavailable
from cvscreen.domain.evaluations import Evaluation, Status, summary_of
from cvscreen.domain.rubric import RubricKey
from cvscreen.ports.evaluations import PageRequest
from cvscreen.testing.listing import START
from cvscreen.testing.samples import AWKWARD, FAILURE, a_drafted_rubric, a_key, a_report, an_evaluation

SINCE_0001 = {
    "summary",
    "fingerprint",
    "repeats",
    "idempotency_key",
    "prompt_hash",
    "cv_not_scanned",
    "answers_key",
    "spent",
}
MORE_THAN_ONE_ROUND = 250


def earlier() -> list[Evaluation]:
    """What an owner may have had then."""
    done = {"status": Status.COMPLETED, "report": a_report(), "completed_at": START}
    ended = [an_evaluation(owner="ada", **done), an_evaluation(owner="ada", status=Status.FAILED, error=FAILURE)]
    plain = [an_evaluation(owner="ada", prompt=f"{AWKWARD} {n}", rubric=None) for n in range(MORE_THAN_ONE_ROUND)]
    return [replace(e, cv=replace(e.cv, not_scanned=False)) for e in (*ended, *plain)]


async def stored_by_0001(engine: AsyncEngine, before: list[Evaluation]) -> None:
    """The rows as the first version wrote them."""
    rows = [{name: value for name, value in columns(e).items() if name not in SINCE_0001} for e in before]
    async with engine.connect() as connection:
        await connection.run_sync(schema.upgrade, "0001")
        for row in rows:
            await connection.execute(insert(evaluations).values(row))
        await connection.commit()


async def test_evaluations_of_the_first_version_are_listed_and_repeated(tmp_path: Path) -> None:
    engine = create_async_engine(f"sqlite+aiosqlite:///{tmp_path}/old.db", isolation_level="AUTOCOMMIT")
    before = earlier()
    await stored_by_0001(engine, before)
    await schema.prepare(engine)
    await engine.dispose()
    async with open_sqlite(AdapterURL(f"sqlite:///{tmp_path}/old.db")) as opened:
        store = SqlEvaluationStore(SqliteDatabase(opened, EvaluationStoreUnavailable), ClockTimes(SystemClock()))
        assert {e.id: e for e in await store.page(request())} == {e.id: e for e in before}
        assert {s.id: s for s in await store.summaries(request())} == {e.id: summary_of(e) for e in before}
        for evaluation in before[-3:]:
            assert (await store.add(replace(evaluation, id=f"{evaluation.id}, again"))).repeats == evaluation.id
        with_rubric = {e.id for e in before[:2]}
        assert (await store.add(replace(before[0], id="again"))).repeats in with_rubric


async def test_evaluations_of_the_first_version_keep_the_rubric_of_their_prompt(tmp_path: Path) -> None:
    engine = create_async_engine(f"sqlite+aiosqlite:///{tmp_path}/old.db", isolation_level="AUTOCOMMIT")
    before = earlier()
    await stored_by_0001(engine, before)
    await engine.dispose()
    async with open_sqlite(AdapterURL(f"sqlite:///{tmp_path}/old.db")) as opened:
        store = SqlEvaluationStore(SqliteDatabase(opened, EvaluationStoreUnavailable), ClockTimes(SystemClock()))
        for hashed in {evaluation.prompt_hash for evaluation in before} - {None}:
            await store.keep_rubric(RubricKey(a_key(), hashed or ""), a_drafted_rubric())
        assert await store.unused_rubrics(1) == ()
        await store.erase(before[-1].id)
        assert await store.unused_rubrics(2) == (before[-1].prompt_hash,)


def request() -> PageRequest:
    return PageRequest(owner="ada", page=1, size=1000)
