"""What Alembic runs: on the connection that `storage.migrate` gives it, in its transaction."""

from alembic import context

from storage.shape import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    transactional_ddl=True,  # true of SQLite too, since we begin its transactions ourselves
)
with context.begin_transaction():
    context.run_migrations()
