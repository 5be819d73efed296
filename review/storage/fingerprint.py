"""What the tables, keys and guards of this release come to: another release's come to another."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import SQLModel

import review.storage.rows  # noqa: F401  # the tables must be known
from review.storage.guards import GUARDS, Guard, ddl


def fingerprint(guards: tuple[Guard, ...] = GUARDS) -> str:
    """Return one hash of all the statements that make an empty database."""
    return sha256("\n".join(_statements(guards)).encode()).hexdigest()


def _statements(guards: tuple[Guard, ...]) -> Iterator[str]:
    dialect = sqlite.dialect()
    for table in SQLModel.metadata.sorted_tables:
        yield str(CreateTable(table).compile(dialect=dialect))
        for index in sorted(table.indexes, key=lambda one: str(one.name)):
            yield str(CreateIndex(index).compile(dialect=dialect))
    for guard in guards:
        yield from ddl(guard, dialect=dialect.name)
