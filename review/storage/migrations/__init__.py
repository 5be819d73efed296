"""Alembic's scripts: the schema from the first table on."""
