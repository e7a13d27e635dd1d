"""Updates under a condition, each made once for the columns that it writes: to build one costs more than to run it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Table, Update, bindparam, update

from cvscreen.adapters.sql.prepared import Row
from cvscreen.adapters.sql.times import Times


class ConditionalUpdate:
    """UPDATEs of a table's rows of which a condition holds, which may have parameters, named unlike any column."""

    def __init__(self, table: Table, condition: ColumnElement[bool], times: Times) -> None:
        self._table = table
        self._condition = condition
        self._times = times
        self._made: dict[frozenset[tuple[str, bool]], Update] = {}

    def writing(self, changes: Mapping[str, Any], given: Mapping[str, Any]) -> tuple[Update, Row]:
        """The statement that writes the changes, and its values, with those `given` for the condition's parameters.

        A timedelta, on either side, is the time that lies so far ahead.
        """
        kinds = frozenset((name, isinstance(value, timedelta)) for name, value in changes.items())
        if kinds not in self._made:
            self._made[kinds] = self._statement(dict(kinds))
        values = {**given, **{_parameter(name): value for name, value in changes.items()}}
        # Each once, as a clock is further on when it is looked at again.
        times = {ahead: self._times.distance(ahead) for ahead in values.values() if isinstance(ahead, timedelta)}
        found = {name: times[value] if isinstance(value, timedelta) else value for name, value in values.items()}
        return self._made[kinds], found

    def _statement(self, kinds: Mapping[str, bool]) -> Update:
        parameters = {name: _parameter(name) for name in kinds}
        times = {name: self._times.ahead(parameters[name]) for name, is_time in kinds.items() if is_time}
        others = {name: bindparam(parameters[name], type_=self._table.c[name].type) for name in kinds.keys() - times}
        return update(self._table).where(self._condition).values(times | others)


def _parameter(name: str) -> str:
    # SQLAlchemy keeps the names of columns to itself.
    return f"new_{name}"
