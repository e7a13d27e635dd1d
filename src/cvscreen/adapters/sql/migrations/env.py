"""Alembic runs this for every command; whoever calls it hands it an open connection."""

from alembic import context

from cvscreen.adapters.sql.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    compare_type=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
