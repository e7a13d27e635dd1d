"""Statements as a driver takes them: SQLAlchemy's text and conversions, without its way to the database and back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Insert, Select
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import TypeEngine

Row = Mapping[str, Any]
Statement = Insert | Select[Any]
Execute = Callable[[Statement, Row], list[Row]]
"""Executes a statement with the values of its bound parameters, and returns what it finds."""

_Conversion = Callable[[Any], Any]
_DIALECT = sqlite.dialect()


class Prepared:
    """A statement that is made once and executed often: an INSERT of all columns, or a SELECT of columns."""

    def __init__(self, statement: Statement) -> None:
        compiled: Any = statement.compile(dialect=_DIALECT)
        self._text = str(compiled)
        self._given = compiled.params
        self._in = [(name, _bound(compiled.binds[name].type)) for name in compiled.positiontup]
        found = statement.selected_columns if isinstance(statement, Select) else ()
        self._out = [(column.name, _found(column.type)) for column in found]

    def execute(self, connection: sqlite3.Connection, values: Row) -> list[Row]:
        """What the statement finds. Raises sqlite3.Error."""
        bound = self._given | values
        cursor = connection.execute(self._text, [convert(bound[name]) for name, convert in self._in])
        return [self._row(row) for row in cursor.fetchall()] if self._out else []

    def _row(self, row: tuple[Any, ...]) -> Row:
        return {name: convert(value) for (name, convert), value in zip(self._out, row, strict=True)}


def executing_on(connection: sqlite3.Connection) -> Execute:
    """Executes statements on the connection; what they are prepared to is kept for good."""
    return lambda statement, values: _prepared(statement).execute(connection, values)


@cache
def _prepared(statement: Statement) -> Prepared:
    return Prepared(statement)


def _bound(kind: TypeEngine[Any]) -> _Conversion:
    return kind.dialect_impl(_DIALECT).bind_processor(_DIALECT) or _unchanged


def _found(kind: TypeEngine[Any]) -> _Conversion:
    return kind.dialect_impl(_DIALECT).result_processor(_DIALECT, None) or _unchanged


def _unchanged(value: Any) -> Any:
    return value
