"""Raw SQL against each constraint, beside what it must let pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import count
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Date,
    DateTime,
    Integer,
    String,
    Table,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

import review.storage.rows  # noqa: F401  # the tables must be known
from review.storage.columns import TermColumn, UtcDateTime, new_id
from tests.storage.constraints.rules import (
    KEYS,
    MAY_BE_EMPTY,
    OTHER_IDENTITIES,
    REFERENCES,
    WORDS,
    Key,
)

TABLES: Mapping[str, Table] = SQLModel.metadata.tables
NOBODY = "nobody-by-this-name"
SAID = {
    "unique": ("UNIQUE constraint failed", "23505"),
    "reference": ("FOREIGN KEY constraint failed", "23503"),
    "word": ("CHECK constraint failed", "23514"),
    "blank": ("NOT NULL constraint failed", "23502"),
}
"""How SQLite and PostgreSQL say which kind of constraint refused."""
_NUMBERS = count(90_000)


def identity_of(table: str) -> Key:
    """Return by which columns the rows of a table are told apart."""
    return Key(table=table, columns=OTHER_IDENTITIES.get(table, ("id",)))


def keys_of(table: str) -> tuple[Key, ...]:
    """Return everything by which two rows of a table must differ."""
    return (identity_of(table), *(key for key in KEYS if key.table == table))


def faults_of_keys(connection: Connection, table: str) -> Iterator[str]:
    """Say which key lets two rows be the same, or keeps apart what may be."""
    for key in keys_of(table):
        first = fresh(connection, table, key.given)
        same = {column: first[column] for column in key.columns}
        if _refusal(connection, "unique", first) is not None:
            yield f"{key.name}: refuses what is new"
        if _both(connection, first, fresh(connection, table, {**key.given, **same})) is None:
            yield f"{key.name}: lets the same in twice"
        for column in key.columns:
            other = fresh(connection, table, {**key.given, **same})
            other[column] = another(TABLES[table].c[column], first[column])
            if _both(connection, first, other) is not None:
                yield f"{key.name}: refuses another {column}"
        for spared in key.spared:
            other = fresh(connection, table, {**key.given, **same, **spared})
            if _both(connection, first, other) is not None:
                yield f"{key.name}: refuses what is spared: {sorted(spared)}"


def faults_of_references(connection: Connection, table: str) -> Iterator[str]:
    """Say which column may name what is not there."""
    for column in REFERENCES.get(table, {}):
        if _changed(connection, table, "reference", column, NOBODY) is None:
            yield f"{table}.{column}: names what is not there"


def faults_of_blanks(connection: Connection, table: str) -> Iterator[str]:
    """Say in which column nothing may stand although something must."""
    for column in TABLES[table].c:
        if column.name in MAY_BE_EMPTY.get(table, ()):
            continue
        if _changed(connection, table, "blank", column.name, None) is None:
            yield f"{table}.{column.name}: is left empty"


def faults_of_words(connection: Connection, table: str) -> Iterator[str]:
    """Say which column takes what is no word of its kind, or refuses one that is."""
    for column, term in WORDS.get(table, {}).items():
        first = next(iter(term))
        for word in term:
            if _refusal(connection, "word", _worded(connection, table, column, word.value)):
                yield f"{table}.{column}: refuses {word.value}"
        for wrong in (first.label, first.value.upper(), ""):
            if not _refusal(connection, "word", _worded(connection, table, column, wrong)):
                yield f"{table}.{column}: takes {wrong!r}"


def _worded(connection: Connection, table: str, column: str, word: str) -> dict[str, Any]:
    return {**fresh(connection, table, {}), column: literal(word, String)}


def fresh(connection: Connection, table: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a row that shares no key with any other."""
    own = {column for key in keys_of(table) for column in key.columns}
    row = first_of(connection, table)
    anew = {name: another(TABLES[table].c[name], row[name]) for name in sorted(own)}
    return {**row, **anew, **given, "": table}


def first_of(connection: Connection, table: str) -> dict[str, Any]:
    """Return some row of a table."""
    found = connection.execute(select(TABLES[table]).limit(1)).mappings().first()
    assert found is not None, f"the office of the scene has no {table}"
    return dict(found)


def another(column: Column[Any], value: Any) -> Any:
    """Return another value that a column may hold."""
    kind = column.type
    if isinstance(kind, TermColumn):
        return next(term for term in kind.term if term != value)
    if isinstance(kind, Integer):
        return next(_NUMBERS)
    if isinstance(kind, UtcDateTime):
        return value + timedelta(seconds=next(_NUMBERS))
    if isinstance(kind, Date):
        return date(2020, 1, 1) + timedelta(days=next(_NUMBERS))
    assert not isinstance(kind, DateTime), column
    return new_id()


def _both(connection: Connection, first: dict[str, Any], other: dict[str, Any]) -> str | None:
    """Insert two rows; return what refused the second, if anything did."""
    return _refusal(connection, "unique", first, other)


def _refusal(connection: Connection, kind: str, *rows: dict[str, Any]) -> str | None:
    with connection.begin_nested() as attempt:
        try:
            for row in rows:
                values = {name: value for name, value in row.items() if name}
                connection.execute(insert(TABLES[row[""]]).values(values))
        except IntegrityError as error:
            attempt.rollback()
            return _of_kind(error, kind)
        attempt.rollback()
    return None


def _changed(
    connection: Connection, table: str, kind: str, column: str, value: object
) -> str | None:
    """Change one column of one row; return what refused it, if anything did."""
    of = TABLES[table]
    first = first_of(connection, table)
    mine = [of.c[name] == first[name] for name in identity_of(table).columns]
    with connection.begin_nested() as attempt:
        try:
            connection.execute(update(of).where(*mine).values({column: value}))
        except IntegrityError as error:
            attempt.rollback()
            return _of_kind(error, kind)
        attempt.rollback()
    return None


def _of_kind(error: IntegrityError, kind: str) -> str:
    """Return what refused; a refusal of another kind is a fault of the attempt."""
    said, state = SAID[kind]
    if said not in str(error.orig) and getattr(error.orig, "sqlstate", None) != state:
        raise error
    return kind
