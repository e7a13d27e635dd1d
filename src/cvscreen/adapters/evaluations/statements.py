"""What the parts of an evaluation store in a SQL database have in common."""

from __future__ import annotations

from cvscreen.adapters.sql.database import SqlDatabase
from cvscreen.adapters.sql.times import Times


class SqlStatements:
    """A database in which each statement is committed by itself, and the clock that its times go by."""

    def __init__(self, database: SqlDatabase, times: Times) -> None:
        self._database = database
        self._after = times.after
