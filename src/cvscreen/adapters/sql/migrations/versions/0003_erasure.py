"""Which prompt a drafted rubric is of, and who has left lately: what erasing to the last word needs to know."""

import hashlib

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

from cvscreen.adapters.sql.steps import add_column, create_index, create_table, drop_column, drop_index, drop_table

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

LONG_TEXT = sa.Text(2**24 - 1)
MOMENT = sa.DateTime().with_variant(mysql.DATETIME(fsp=6), "mysql")
AT_ONCE = 100

evaluations = sa.table("evaluations", *(sa.column(name) for name in ("id", "prompt", "rubric", "prompt_hash")))


def upgrade() -> None:
    add_column("evaluations", sa.Column("prompt_hash", sa.String(64)))
    _fill()
    create_index("ix_evaluations_prompt", "evaluations", ["prompt_hash"])
    _start_anew(sa.Column("prompt_hash", sa.String(64), nullable=False))
    create_index("ix_drafted_rubrics_prompt", "drafted_rubrics", ["prompt_hash"])
    create_table(
        "departed_users",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("departed_at", MOMENT, nullable=False),
    )
    create_index("ix_departed_users_age", "departed_users", ["departed_at"])


def downgrade() -> None:
    drop_table("departed_users")
    _start_anew()
    drop_index("ix_evaluations_prompt", "evaluations")
    drop_column("evaluations", "prompt_hash")


def _start_anew(*more: sa.Column[str]) -> None:
    """The prompt cannot be told from a rubric, and every scorer so far drafts the same from a prompt each time."""
    drop_table("drafted_rubrics")
    create_table(
        "drafted_rubrics",
        sa.Column("key", sa.String(64), primary_key=True),
        *more,
        sa.Column("rubric", LONG_TEXT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
    )


def _fill() -> None:
    """Give the evaluations that are judged by a draft what new ones are stored with."""
    connection, last = op.get_bind(), ""
    drafted = sa.select(evaluations.c.id, evaluations.c.prompt).where(evaluations.c.rubric.is_(None))
    while rows := connection.execute(
        drafted.where(evaluations.c.id > last).order_by(evaluations.c.id).limit(AT_ONCE)
    ).all():
        for row in rows:
            hashed = hashlib.sha256(row.prompt.encode()).hexdigest()
            connection.execute(evaluations.update().where(evaluations.c.id == row.id).values(prompt_hash=hashed))
        last = rows[-1].id
