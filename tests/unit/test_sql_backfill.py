"""Evaluations that an earlier version stored get what new ones are stored with."""

from pathlib import Path

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from cvscreen.adapters.clocks.system import SystemClock
from cvscreen.adapters.evaluations.rows import columns
from cvscreen.adapters.evaluations.sql import SqlEvaluationStore
from cvscreen.adapters.sql import schema
from cvscreen.adapters.sql.tables import evaluations
from cvscreen.adapters.sql.times import ClockTimes
from cvscreen.domain.evaluations import Evaluation, Status, summary_of
from cvscreen.ports.evaluations import PageRequest
from cvscreen.testing.listing import START
from cvscreen.testing.samples import AWKWARD, FAILURE, a_report, an_evaluation

SINCE_0002 = {"summary", "fingerprint", "repeats", "idempotency_key"}
MORE_THAN_ONE_ROUND = 250


def earlier() -> list[Evaluation]:
    """What an owner may have had then."""
    done = {"status": Status.COMPLETED, "report": a_report(), "completed_at": START}
    ended = [an_evaluation(owner="ada", **done), an_evaluation(owner="ada", status=Status.FAILED, error=FAILURE)]
    plain = [an_evaluation(owner="ada", prompt=f"{AWKWARD} {n}", rubric=None) for n in range(MORE_THAN_ONE_ROUND)]
    return [*ended, *plain]


async def stored_by_0001(engine: AsyncEngine, before: list[Evaluation]) -> None:
    """The rows as the first version wrote them."""
    rows = [{name: value for name, value in columns(e).items() if name not in SINCE_0002} for e in before]
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
    store = SqlEvaluationStore(engine, ClockTimes(SystemClock()))
    assert {e.id: e for e in await store.page(request())} == {e.id: e for e in before}
    assert {s.id: s for s in await store.summaries(request())} == {e.id: summary_of(e) for e in before}
    for evaluation in before[-3:]:
        assert await store.latest_like("ada", evaluation.fingerprint) == evaluation.id
    with_rubric = {e.id for e in before[:2]}
    assert await store.latest_like("ada", before[0].fingerprint) in with_rubric
    await engine.dispose()


def request() -> PageRequest:
    return PageRequest(owner="ada", page=1, size=1000)
