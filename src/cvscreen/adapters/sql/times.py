"""Times in SQL: how they are stored, and whose clock they go by."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import BigInteger, DateTime, Dialect, bindparam, func, literal, text
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.types import TypeDecorator

from cvscreen.ports.clocks import Clock


class UTCDateTime(TypeDecorator[datetime]):
    """A moment, to the microsecond: without a zone in the database, where it is UTC, and with one in Python."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """MySQL's goes to the second unless it is told."""
        if dialect.name != "mysql":
            return dialect.type_descriptor(DateTime())
        from sqlalchemy.dialects.mysql import DATETIME

        return dialect.type_descriptor(DATETIME(fsp=6))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Turn it to UTC. Raises ValueError if it has no zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone says nothing: give it one")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Say that it is UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


class Times(Protocol):
    """Whose clock the times of a database go by."""

    def after(self, duration: timedelta) -> ColumnElement[datetime]:
        """The time that lies so far ahead."""
        ...

    def ahead(self, name: str) -> ColumnElement[datetime]:
        """The same for a statement that is made once: its parameter of that name says how far."""
        ...

    def distance(self, duration: timedelta) -> Any:
        """The value of such a parameter."""
        ...


class ClockTimes:
    """The times of a database that is embedded in this process: they go by our own clock."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def after(self, duration: timedelta) -> ColumnElement[datetime]:
        """The time that lies so far ahead."""
        return literal(self.distance(duration), UTCDateTime())

    def ahead(self, name: str) -> ColumnElement[datetime]:
        """The time that the parameter is."""
        return bindparam(name, type_=UTCDateTime())

    def distance(self, duration: timedelta) -> datetime:
        """The time that lies so far ahead."""
        return self._clock.now() + duration


class MysqlTimes:
    """The times of a MySQL or MariaDB server, which all who use it share: they go by its clock."""

    def after(self, duration: timedelta) -> ColumnElement[datetime]:
        """The time that lies so far ahead of the beginning of the statement."""
        return _later(self.distance(duration)) if duration else _server_now()

    def ahead(self, name: str) -> ColumnElement[datetime]:
        """The time that lies as many microseconds ahead of the beginning of the statement as the parameter says."""
        return _later(bindparam(name, type_=BigInteger()))

    def distance(self, duration: timedelta) -> int:
        """Microseconds."""
        return duration // timedelta(microseconds=1)


def _server_now() -> ColumnElement[datetime]:
    return func.utc_timestamp(text("6"), type_=UTCDateTime())


def _later(microseconds: Any) -> ColumnElement[datetime]:
    return func.timestampadd(text("MICROSECOND"), microseconds, _server_now(), type_=UTCDateTime())
