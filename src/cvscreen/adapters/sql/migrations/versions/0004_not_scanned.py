"""Which CVs came in while the virus scanner gave no result."""

import sqlalchemy as sa

from cvscreen.adapters.sql.steps import add_column, drop_column

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add_column("evaluations", sa.Column("cv_not_scanned", sa.Boolean, nullable=False, server_default=sa.false()))


def downgrade() -> None:
    drop_column("evaluations", "cv_not_scanned")
