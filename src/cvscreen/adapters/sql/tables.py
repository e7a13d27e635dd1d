"""The tables. Whoever changes them adds a migration; a test compares the two."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
from sqlalchemy import BigInteger, Column, Dialect, Index, Integer, MetaData, String, Table, Text
from sqlalchemy.types import TypeDecorator

from cvscreen.adapters.sql.times import UTCDateTime
from cvscreen.domain.errors import Failure
from cvscreen.domain.evaluations import Status
from cvscreen.domain.report import Report
from cvscreen.domain.rubric import DraftedRubric, Rubric

Value = TypeVar("Value")

LONG_TEXT = Text(2**24 - 1)
"""MySQL's plain TEXT ends at 64 KB, less than a prompt may have; SQLite does not look at the number."""


class Encoded(TypeDecorator[Any]):
    """A value of the domain as JSON text, in which floats keep every digit."""

    impl = LONG_TEXT
    cache_ok = True

    def __init__(self, kind: type[Value]) -> None:
        super().__init__()
        self.kind = kind

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """Long text everywhere."""
        return dialect.type_descriptor(LONG_TEXT)

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Encode it."""
        return None if value is None else msgspec.json.encode(value).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002
        """Decode it; the domain's own checks run."""
        return None if value is None else msgspec.json.decode(value, type=self.kind)


class StatusName(TypeDecorator[Status]):
    """A status by its value."""

    impl = String(16)
    cache_ok = True

    def process_bind_param(self, value: Status | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Its value."""
        return None if value is None else value.value

    def process_result_value(self, value: str | None, dialect: Dialect) -> Status | None:  # noqa: ARG002
        """The status of that value."""
        return None if value is None else Status(value)


metadata = MetaData()

evaluations = Table(
    "evaluations",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("owner", String(255), nullable=False),
    Column("status", StatusName(), nullable=False),
    Column("file_key", String(64), nullable=False),
    Column("cv_filename", Text, nullable=False),
    Column("cv_sha256", String(64), nullable=False),
    Column("cv_size", BigInteger, nullable=False),
    Column("cv_media_type", String(255), nullable=False),
    Column("cv_uploaded_at", UTCDateTime(), nullable=False),
    Column("prompt", LONG_TEXT, nullable=False),
    Column("rubric", Encoded(Rubric)),
    Column("report", Encoded(Report)),
    Column("error", Encoded(Failure)),
    Column("attempts", Integer, nullable=False),
    Column("lost_leases", Integer, nullable=False),
    Column("lease_token", String(64)),
    Column("lease_until", UTCDateTime()),
    Column("due_at", UTCDateTime(), nullable=False),
    Column("created_at", UTCDateTime(), nullable=False),
    Column("updated_at", UTCDateTime(), nullable=False),
    Column("completed_at", UTCDateTime()),
    Index("ix_evaluations_owner", "owner", "created_at", "id"),
    Index("ix_evaluations_due", "status", "due_at"),
    Index("ix_evaluations_lease", "status", "lease_until"),
    Index("ix_evaluations_file_key", "file_key"),
)

drafted_rubrics = Table(
    "drafted_rubrics",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("rubric", Encoded(DraftedRubric), nullable=False),
    Column("created_at", UTCDateTime(), nullable=False),
)
