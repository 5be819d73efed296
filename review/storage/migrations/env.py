"""Run the migrations on the connection that `review.storage.schema` hands over."""

from __future__ import annotations

from alembic import context
from sqlmodel import SQLModel

import review.storage.rows  # noqa: F401  # the tables must be known before they are compared

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
