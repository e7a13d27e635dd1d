"""Evaluations by the thousand, written straight into a SQLite file that the service has made."""

from __future__ import annotations

import asyncio
import statistics
import time
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from cvscreen.adapters.clocks.system import SystemClock
from cvscreen.adapters.evaluations.rows import columns
from cvscreen.adapters.evaluations.sql import SqlEvaluationStore
from cvscreen.adapters.sql.engine import open_sqlite
from cvscreen.adapters.sql.sqlite_database import SqliteDatabase
from cvscreen.adapters.sql.tables import evaluations
from cvscreen.adapters.sql.times import ClockTimes
from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.errors import EvaluationStoreUnavailable
from cvscreen.domain.evaluations import Evaluation, Status
from cvscreen.ports.evaluations import PageRequest
from cvscreen.testing.samples import a_report, an_evaluation

START = datetime(2026, 1, 1, tzinfo=UTC)


async def filled(folder: Path, owner: str, count: int) -> list[str]:
    """So many completed evaluations of the owner; their ids, the newest first."""
    async with open_sqlite(AdapterURL(f"sqlite:///{folder}/cvscreen.db")) as engine:
        return await _insert(engine, owner, count)


async def _insert(engine: AsyncEngine, owner: str, count: int) -> list[str]:
    made = [_evaluation(owner, number) for number in range(count)]
    async with engine.connect() as connection:
        # One transaction: each row by itself would wait for the disk.
        await connection.exec_driver_sql("BEGIN")
        for start in range(0, count, 1_000):
            rows: list[dict[str, Any]] = [columns(evaluation) for evaluation in made[start : start + 1_000]]
            await connection.execute(insert(evaluations), rows)
        await connection.exec_driver_sql("COMMIT")
    return [evaluation.id for evaluation in reversed(made)]


def _evaluation(owner: str, number: int) -> Evaluation:
    moment = START + timedelta(seconds=number)
    return an_evaluation(
        id=str(uuid.uuid4()),
        owner=owner,
        status=Status.COMPLETED,
        report=a_report(),
        created_at=moment,
        updated_at=moment,
        completed_at=moment,
    )


async def page_seconds(folder: Path, few: int, many: int) -> tuple[float, float]:
    """The median time of the first page's query with so few and so many evaluations of one owner, taken in turn."""
    async with (
        open_sqlite(AdapterURL(f"sqlite:///{folder}/few.db")) as small,
        open_sqlite(AdapterURL(f"sqlite:///{folder}/many.db")) as large,
    ):
        await asyncio.gather(_insert(small, "ann", few), _insert(large, "ann", many))
        files = [SqliteDatabase(engine, EvaluationStoreUnavailable) for engine in (small, large)]
        stores = [SqlEvaluationStore(file, ClockTimes(SystemClock())) for file in files]
        runs = [[await _timed(store) for store in stores] for _ in range(200)]
    return statistics.median(run[0] for run in runs), statistics.median(run[1] for run in runs)


async def _timed(store: SqlEvaluationStore) -> float:
    begun = time.perf_counter()
    await store.summaries(PageRequest(owner="ann", page=1, size=20))
    return time.perf_counter() - begun
