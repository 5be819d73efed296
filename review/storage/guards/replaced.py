"""No row, new or changed, takes the place of one that is there (H6).

SQLite's REPLACE removes whatever shares a key with the row it writes, and a connection that was not
told to fire triggers recursively asks no guard about the removal: so the writing is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlalchemy import Table, UniqueConstraint
from sqlmodel import SQLModel

import review.storage.rows  # noqa: F401  # the tables must be known
from review.storage.guards.guard import Guard


def irreplaceable(table: str) -> Guard:
    """Refuse a row that shares with another what no two rows may share."""
    return Guard(
        name=f"{table}_is_not_replaced",
        table=table,
        moment="insert",
        condition=" OR ".join((*_taken(SQLModel.metadata.tables[table]), "{row_taken}")),
        message=f"{table}: no row takes the place of another",
    )


def unmoved(table: str) -> Guard:
    """Refuse a change after which a row is another's, or shares what no two rows may share."""
    columns = SQLModel.metadata.tables[table].primary_key.columns.keys()
    other = " AND o.id <> NEW.id"
    return Guard(
        name=f"{table}_keeps_its_place",
        table=table,
        moment="update",
        condition=" OR ".join(
            (
                *(f"NEW.{column} {{differs}} OLD.{column}" for column in columns),
                *(f"{one[:-1]}{other})" for one in _shared(SQLModel.metadata.tables[table])),
                "{row_moved}",
            )
        ),
        message=f"{table}: no row goes to the place of another",
    )


def _taken(table: Table) -> Iterator[str]:
    yield _question(table, table.primary_key.columns.keys())
    yield from _shared(table)


def _shared(table: Table) -> Iterator[str]:
    """Ask for each key beside the identity whether another row has the same."""
    uniques = (one for one in table.constraints if isinstance(one, UniqueConstraint))
    for columns in sorted(one.columns.keys() for one in uniques):
        yield _question(table, columns)
    for index in sorted(table.indexes, key=lambda one: str(one.name)):
        if index.unique:
            where = index.dialect_options["sqlite"]["where"]
            yield _question(table, index.columns.keys(), "" if where is None else str(where))


def _question(table: Table, columns: list[str], where: str = "") -> str:
    parts = [f"o.{column} = NEW.{column}" for column in columns]
    if where:
        names = rf"\b({'|'.join(table.c.keys())})\b(?!')"
        parts += [re.sub(names, rf"{row}.\1", where) for row in ("o", "NEW")]
    return f"EXISTS (SELECT 1 FROM {table.name} o WHERE {' AND '.join(parts)})"  # noqa: S608  # names
