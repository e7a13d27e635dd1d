"""Accounts and sessions; what lists, repeats and idempotency keys need of evaluations."""

import hashlib
import json
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

from cvscreen.adapters.sql.steps import add_column, create_index, create_table, drop_column, drop_index, drop_table

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

LONG_TEXT = sa.Text(2**24 - 1)
MOMENT = sa.DateTime().with_variant(mysql.DATETIME(fsp=6), "mysql")
AT_ONCE = 100

evaluations = sa.table(
    "evaluations",
    *(sa.column(name) for name in ("id", "cv_sha256", "prompt", "rubric", "report", "summary", "fingerprint")),
)


def upgrade() -> None:
    for column in (
        sa.Column("summary", LONG_TEXT),
        sa.Column("fingerprint", sa.String(64)),
        sa.Column("repeats", sa.String(64)),
        sa.Column("idempotency_key", sa.String(255)),
    ):
        add_column("evaluations", column)
    _fill()
    create_index("ix_evaluations_owner_status", "evaluations", ["owner", "status", "created_at", "id"])
    create_index("ix_evaluations_fingerprint", "evaluations", ["owner", "fingerprint", "created_at", "id"])
    create_index("ux_evaluations_idempotency_key", "evaluations", ["owner", "idempotency_key"], unique=True)
    create_index("ix_evaluations_key_age", "evaluations", ["idempotency_key", "created_at"])
    create_table(
        "key_reservations",
        sa.Column("owner", sa.String(255), primary_key=True),
        sa.Column("key", sa.String(255), primary_key=True),
        sa.Column("token", sa.String(64), nullable=False),
        sa.Column("until", MOMENT, nullable=False),
    )
    _accounts()


def _accounts() -> None:
    create_table(
        "users",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("email", sa.String(255), nullable=False),
        sa.Column("email_key", sa.String(255), nullable=False),
        sa.Column("password_hash", sa.String(255), nullable=False),
        sa.Column("first_name", sa.String(255), nullable=False),
        sa.Column("last_name", sa.String(255), nullable=False),
        sa.Column("admin", sa.Boolean, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("erasing", sa.Boolean, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
    )
    create_index("ux_users_email_key", "users", ["email_key"], unique=True)
    create_index("ix_users_created", "users", ["created_at", "id"])
    create_index("ix_users_erasing", "users", ["erasing"])
    create_table(
        "sessions",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("user_id", sa.String(64), nullable=False),
        sa.Column("token_id", sa.String(64), nullable=False),
        sa.Column("ip", sa.String(64)),
        sa.Column("user_agent", sa.Text),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("last_used_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
    )
    create_index("ix_sessions_user", "sessions", ["user_id", "last_used_at"])
    create_index("ix_sessions_expires", "sessions", ["expires_at"])


def downgrade() -> None:
    for table in ("sessions", "users", "key_reservations"):
        drop_table(table)
    for index in (
        "ix_evaluations_key_age",
        "ux_evaluations_idempotency_key",
        "ix_evaluations_fingerprint",
        "ix_evaluations_owner_status",
    ):
        drop_index(index, "evaluations")
    for column in ("idempotency_key", "repeats", "fingerprint", "summary"):
        drop_column("evaluations", column)


def _fill() -> None:
    """Give the evaluations that are there what new ones are stored with."""
    connection, last = op.get_bind(), ""
    wanted = sa.select(*(evaluations.c[name] for name in ("id", "cv_sha256", "prompt", "rubric", "report")))
    while rows := connection.execute(
        wanted.where(evaluations.c.id > last).order_by(evaluations.c.id).limit(AT_ONCE)
    ).all():
        for row in rows:
            values = {"fingerprint": _fingerprint(row), "summary": _summary(row.report)}
            connection.execute(evaluations.update().where(evaluations.c.id == row.id).values(values))
        last = rows[-1].id


def _fingerprint(row: Any) -> str:
    content = [row.cv_sha256, row.prompt, None if row.rubric is None else _version(json.loads(row.rubric))]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def _version(rubric: Any) -> str:
    content = [[c["id"], c["text"], float(c["weight"]), c["must_have"]] for c in rubric["criteria"]]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def _summary(report: str | None) -> str | None:
    if report is None:
        return None
    whole = json.loads(report)
    short = {name: whole[name] for name in ("score", "score_high", "flags", "usage")}
    return json.dumps(short | {"pages": whole["cv"]["pages"]})
