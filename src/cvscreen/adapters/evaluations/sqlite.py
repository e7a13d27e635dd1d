"""Evaluations in a SQLite file."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from cvscreen.adapters.evaluations.sql import SqlEvaluationStore
from cvscreen.adapters.registry import Opening
from cvscreen.adapters.sql.engine import shared_sqlite
from cvscreen.adapters.sql.sqlite_database import SqliteDatabase
from cvscreen.adapters.sql.times import ClockTimes
from cvscreen.domain.errors import EvaluationStoreUnavailable


@asynccontextmanager
async def open(opening: Opening) -> AsyncIterator[SqlEvaluationStore]:  # noqa: A001 - every adapter module has an open
    """The store in `sqlite:///relative.db` or `sqlite:////absolute.db`, made and migrated if need be."""
    async with shared_sqlite(opening, EvaluationStoreUnavailable) as engine:
        yield SqlEvaluationStore(SqliteDatabase(engine, EvaluationStoreUnavailable), ClockTimes(opening.clock))
