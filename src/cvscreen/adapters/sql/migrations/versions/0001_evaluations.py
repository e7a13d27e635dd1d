"""Evaluations and the rubrics drafted for them."""

import sqlalchemy as sa
from sqlalchemy.dialects import mysql

from cvscreen.adapters.sql.steps import create_index, create_table, drop_table

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

LONG_TEXT = sa.Text(2**24 - 1)
MOMENT = sa.DateTime().with_variant(mysql.DATETIME(fsp=6), "mysql")


def upgrade() -> None:
    create_table(
        "evaluations",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("owner", sa.String(255), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("file_key", sa.String(64), nullable=False),
        sa.Column("cv_filename", sa.Text, nullable=False),
        sa.Column("cv_sha256", sa.String(64), nullable=False),
        sa.Column("cv_size", sa.BigInteger, nullable=False),
        sa.Column("cv_media_type", sa.String(255), nullable=False),
        sa.Column("cv_uploaded_at", MOMENT, nullable=False),
        sa.Column("prompt", LONG_TEXT, nullable=False),
        sa.Column("rubric", LONG_TEXT),
        sa.Column("report", LONG_TEXT),
        sa.Column("error", LONG_TEXT),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("lost_leases", sa.Integer, nullable=False),
        sa.Column("lease_token", sa.String(64)),
        sa.Column("lease_until", MOMENT),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("completed_at", MOMENT),
    )
    create_index("ix_evaluations_owner", "evaluations", ["owner", "created_at", "id"])
    create_index("ix_evaluations_due", "evaluations", ["status", "due_at"])
    create_index("ix_evaluations_lease", "evaluations", ["status", "lease_until"])
    create_index("ix_evaluations_file_key", "evaluations", ["file_key"])
    create_table(
        "drafted_rubrics",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("rubric", LONG_TEXT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
    )


def downgrade() -> None:
    drop_table("drafted_rubrics")
    drop_table("evaluations")
