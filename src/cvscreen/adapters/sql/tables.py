"""The tables. Whoever changes them adds a migration; a test compares the two."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
from sqlalchemy import BigInteger, Boolean, Column, Dialect, Index, Integer, MetaData, String, Table, Text
from sqlalchemy.types import TypeDecorator

from cvscreen.adapters.sql.times import UTCDateTime
from cvscreen.domain.assessment import Usage
from cvscreen.domain.errors import Failure
from cvscreen.domain.evaluations import Status
from cvscreen.domain.report import Report, Summary
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
        self._decode = msgspec.json.Decoder(kind).decode

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """Long text everywhere."""
        return dialect.type_descriptor(LONG_TEXT)

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Encode it."""
        return None if value is None else msgspec.json.encode(value).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002
        """Decode it; the domain's own checks run."""
        return None if value is None else self._decode(value)


_STATUSES = {status.value: status for status in Status}


class StatusName(TypeDecorator[Status]):
    """A status by its value."""

    impl = String(16)
    cache_ok = True

    def process_bind_param(self, value: Status | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Its value."""
        return None if value is None else value.value

    def process_result_value(self, value: str | None, dialect: Dialect) -> Status | None:  # noqa: ARG002
        """The status of that value."""
        return None if value is None else _STATUSES[value]


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
    Column("cv_not_scanned", Boolean, nullable=False),
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
    Column("summary", Encoded(Summary)),
    Column("fingerprint", String(64)),
    Column("repeats", String(64)),
    Column("idempotency_key", String(255)),
    Column("prompt_hash", String(64)),
    Column("answers_key", String(64)),
    Column("spent", Encoded(Usage)),
    Index("ix_evaluations_owner", "owner", "created_at", "id"),
    Index("ix_evaluations_owner_status", "owner", "status", "created_at", "id"),
    Index("ix_evaluations_fingerprint", "owner", "fingerprint", "created_at", "id"),
    Index("ux_evaluations_idempotency_key", "owner", "idempotency_key", unique=True),
    Index("ix_evaluations_key_age", "idempotency_key", "created_at"),
    Index("ix_evaluations_due", "status", "due_at"),
    Index("ix_evaluations_lease", "status", "lease_until"),
    Index("ix_evaluations_file_key", "file_key"),
    Index("ix_evaluations_prompt", "prompt_hash"),
)

drafted_rubrics = Table(
    "drafted_rubrics",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("prompt_hash", String(64), nullable=False),
    Column("rubric", Encoded(DraftedRubric), nullable=False),
    Column("created_at", UTCDateTime(), nullable=False),
    Index("ix_drafted_rubrics_prompt", "prompt_hash"),
)

spending = Table(
    "spending",
    metadata,
    Column("owner", String(255), primary_key=True),
    Column("month", String(7), primary_key=True),
    Column("calls", BigInteger, nullable=False),
    Column("prompt_tokens", BigInteger, nullable=False),
    Column("cached_tokens", BigInteger, nullable=False),
    Column("completion_tokens", BigInteger, nullable=False),
    Column("nanos", BigInteger, nullable=False),
)

key_reservations = Table(
    "key_reservations",
    metadata,
    Column("owner", String(255), primary_key=True),
    Column("key", String(255), primary_key=True),
    Column("token", String(64), nullable=False),
    Column("until", UTCDateTime(), nullable=False),
)

users = Table(
    "users",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("email", String(255), nullable=False),
    Column("email_key", String(255), nullable=False),
    Column("password_hash", String(255), nullable=False),
    Column("first_name", String(255), nullable=False),
    Column("last_name", String(255), nullable=False),
    Column("admin", Boolean, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("erasing", Boolean, nullable=False),
    Column("created_at", UTCDateTime(), nullable=False),
    Index("ux_users_email_key", "email_key", unique=True),
    Index("ix_users_created", "created_at", "id"),
    Index("ix_users_erasing", "erasing"),
)

departed_users = Table(
    "departed_users",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("departed_at", UTCDateTime(), nullable=False),
    Index("ix_departed_users_age", "departed_at"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("user_id", String(64), nullable=False),
    Column("token_id", String(64), nullable=False),
    Column("ip", String(64)),
    Column("user_agent", Text),
    Column("created_at", UTCDateTime(), nullable=False),
    Column("last_used_at", UTCDateTime(), nullable=False),
    Column("expires_at", UTCDateTime(), nullable=False),
    Index("ix_sessions_user", "user_id", "last_used_at"),
    Index("ix_sessions_expires", "expires_at"),
)
