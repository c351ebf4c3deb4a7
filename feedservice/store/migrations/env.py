"""Alembic's environment: migrations run on the connection handed in by `engine.migrate`, in its transaction."""

from alembic import context

from feedservice.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
context.run_migrations()
