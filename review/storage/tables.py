"""The plain table behind a row: for statements that match nothing in the session."""

from __future__ import annotations

from sqlalchemy import Table, inspect
from sqlmodel import SQLModel


def table_of(kind: type[SQLModel]) -> Table:
    """Return the table that rows of this kind lie in."""
    table = inspect(kind).local_table
    assert isinstance(table, Table)  # noqa: S101  # every kind of row has one table of its own
    return table
