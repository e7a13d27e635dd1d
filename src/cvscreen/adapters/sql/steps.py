"""The steps of migrations. MySQL commits each by itself, so there one that an earlier try has done is passed over.

`locks` sees to it that what is there under a name of ours is ours. SQLite does all of a migration or nothing.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op


def create_table(name: str, *columns: sa.Column[Any]) -> None:
    """Create a table in which texts are equal only if they are the same, to the last space."""
    if not (_on_mysql() and name in _inspector().get_table_names()):
        op.create_table(name, *columns, mysql_engine="InnoDB", mysql_charset="utf8mb4", mysql_collate=_collation())


def drop_table(name: str) -> None:
    """Drop a table with its indices."""
    if not _on_mysql() or name in _inspector().get_table_names():
        op.drop_table(name)


def add_column(table: str, column: sa.Column[Any]) -> None:
    """Add a column."""
    if not (_on_mysql() and column.name in _columns(table)):
        op.add_column(table, column)


def drop_column(table: str, name: str) -> None:
    """Drop a column that is in no index."""
    if not _on_mysql() or name in _columns(table):
        op.drop_column(table, name)


def create_index(name: str, table: str, columns: list[str], *, unique: bool = False) -> None:
    """Create an index."""
    if not (_on_mysql() and name in _indices(table)):
        op.create_index(name, table, columns, unique=unique)


def drop_index(name: str, table: str) -> None:
    """Drop an index."""
    if not _on_mysql() or name in _indices(table):
        op.drop_index(name, table)


def _on_mysql() -> bool:
    return op.get_bind().dialect.name == "mysql"


def _collation() -> str:
    """Code points compared one by one, without padding: MySQL and MariaDB call it differently."""
    return "utf8mb4_nopad_bin" if getattr(op.get_bind().dialect, "is_mariadb", False) else "utf8mb4_0900_bin"


def _inspector() -> sa.Inspector:
    # A new one each time, as they remember what they have seen.
    return sa.inspect(op.get_bind())


def _columns(table: str) -> set[str]:
    return {column["name"] for column in _inspector().get_columns(table)}


def _indices(table: str) -> set[str | None]:
    return {index["name"] for index in _inspector().get_indexes(table)}
