"""What the parts of an evaluation store in a SQL database have in common."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncEngine

from cvscreen.adapters.sql.database import SqlDatabase
from cvscreen.adapters.sql.times import ClockTimes
from cvscreen.domain.errors import EvaluationStoreUnavailable


class SqlStatements:
    """A database in which each statement is committed by itself, and the clock that its times go by."""

    def __init__(self, engine: AsyncEngine, times: ClockTimes) -> None:
        self._database = SqlDatabase(engine, EvaluationStoreUnavailable)
        self._after = times.after
