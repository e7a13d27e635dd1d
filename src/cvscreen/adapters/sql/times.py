"""Times in SQL: how they are stored, and whose clock they go by."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import DateTime, Dialect, literal
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.types import TypeDecorator

from cvscreen.ports.clocks import Clock


class UTCDateTime(TypeDecorator[datetime]):
    """A moment, to the microsecond: without a zone in the database, where it is UTC, and with one in Python."""

    impl = DateTime
    cache_ok = True

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


class ClockTimes:
    """The times of a database that is embedded in this process: they go by our own clock."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def after(self, duration: timedelta) -> ColumnElement[datetime]:
        """The time that lies so far ahead."""
        return literal(self._clock.now() + duration, UTCDateTime())
