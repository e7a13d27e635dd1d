"""What each owner spent in a month, and each evaluation; by which name the answers about a CV may be remembered."""

import sqlalchemy as sa

from cvscreen.adapters.sql.steps import add_column, create_table, drop_column, drop_table

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SUMS = ("calls", "prompt_tokens", "cached_tokens", "completion_tokens", "nanos")


def upgrade() -> None:
    add_column("evaluations", sa.Column("answers_key", sa.String(64)))
    add_column("evaluations", sa.Column("spent", sa.Text(2**24 - 1)))
    create_table(
        "spending",
        sa.Column("owner", sa.String(255), primary_key=True),
        sa.Column("month", sa.String(7), primary_key=True),
        *(sa.Column(name, sa.BigInteger, nullable=False) for name in SUMS),
    )


def downgrade() -> None:
    drop_table("spending")
    drop_column("evaluations", "spent")
    drop_column("evaluations", "answers_key")
