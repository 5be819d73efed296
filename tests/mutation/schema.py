"""Every key, reference and demand of every table, taken away or weakened, one at a time.

The list comes from the tables as they are declared. Each mutant is a copy of the office in memory
whose one table was made anew without it; what notices it is raw SQL against the list written by
hand (tests/storage/constraints/rules.py).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from sqlalchemy import (
    CheckConstraint,
    Connection,
    ForeignKeyConstraint,
    Index,
    MetaData,
    PrimaryKeyConstraint,
    StaticPool,
    Table,
    UniqueConstraint,
    create_engine,
    text,
)
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from sqlalchemy.schema import Constraint, CreateIndex, CreateTable

from tests.mutation.conditions import weakened
from tests.storage.constraints.deeds import (
    TABLES,
    faults_of_blanks,
    faults_of_keys,
    faults_of_references,
    faults_of_words,
)
from tests.storage.guards.bench import Bench

Change = Callable[[Table], None]
SQLITE = sqlite_dialect()


@dataclass(frozen=True, slots=True)
class SchemaMutant:
    """A table that demands less than it should, or more."""

    table: str
    said: str
    change: Change

    @property
    def name(self) -> str:
        return f"table {self.table}: {self.said}"

    def is_noticed(self, bench: Bench) -> bool:
        """Say whether raw SQL against this table ends otherwise than it must."""
        try:
            with self.made(bench) as connection:
                return any(_faults(connection, self.table))
        except sqlite3.IntegrityError:  # the office's own rows no longer fit in
            return True

    @contextmanager
    def made(self, bench: Bench) -> Iterator[Connection]:
        """Open the office without guards in which this one table is not what it should be."""
        path = str(bench.bare.url.database)
        with closing(sqlite3.connect(path)) as file, closing(sqlite3.connect(":memory:")) as copy:
            file.backup(copy)
            copy.isolation_level = None
            _make_anew(copy, self.mutated())
            engine = create_engine("sqlite://", creator=lambda: copy, poolclass=StaticPool)
            with engine.connect() as connection:
                yield connection

    def mutated(self) -> Table:
        """Return the table as it is after the change."""
        table, tables = TABLES[self.table], MetaData()
        mutated = table.to_metadata(tables)
        for named in {key.column.table for key in table.foreign_keys} - {table}:
            named.to_metadata(tables)
        self.change(mutated)
        return mutated


def schema_mutants() -> Iterator[SchemaMutant]:
    """Yield the mutants of every table there is."""
    for name, table in sorted(TABLES.items()):
        for said, change in _of_table(table):
            yield SchemaMutant(name, said, change)


def statements_of(table: Table) -> list[str]:
    """Return what makes a table, with its indexes in one order."""
    indexes = sorted(table.indexes, key=lambda index: str(index.name))
    made = [CreateTable(table), *(CreateIndex(index) for index in indexes)]
    return [str(one.compile(dialect=SQLITE)) for one in made]


def _faults(connection: Connection, table: str) -> Iterator[str]:
    yield from faults_of_keys(connection, table)
    yield from faults_of_blanks(connection, table)
    yield from faults_of_words(connection, table)
    connection.rollback()
    connection.exec_driver_sql("PRAGMA foreign_keys=ON")  # until here no other table was asked
    yield from faults_of_references(connection, table)


def _make_anew(copy: sqlite3.Connection, table: Table) -> None:
    columns = ", ".join(f'"{column.name}"' for column in table.c)
    copy.execute("PRAGMA foreign_keys=OFF")
    copy.execute("PRAGMA legacy_alter_table=ON")  # the others go on naming this table
    for index in TABLES[table.name].indexes:
        copy.execute(f"DROP INDEX {index.name}")
    copy.execute(f"ALTER TABLE {table.name} RENAME TO before")
    create, *indexes = statements_of(table)
    copy.execute(create.replace("WITHOUT ROWID", ""))  # it may be the key that is missing
    copy.execute(f"INSERT INTO {table.name} ({columns}) SELECT {columns} FROM before")  # noqa: S608
    copy.execute("DROP TABLE before")
    for statement in indexes:
        copy.execute(statement)


def _of_table(table: Table) -> Iterator[tuple[str, Change]]:
    yield from _of_identity(table)
    for index in sorted(table.indexes, key=lambda one: str(one.name)):
        if index.unique:
            yield from _of_index(index)
    for number, constraint in enumerate(_constraints(table)):
        yield f"without {_told(constraint)}", _without(number)
        if isinstance(constraint, CheckConstraint):
            for said, weaker in weakened(str(constraint.sqltext)):
                yield f"{_told(constraint)}: {said}", _asking(number, weaker)
    for column in table.c:
        if not column.nullable:
            yield f"{column.name} may be empty", _blank(column.name)


def _of_identity(table: Table) -> Iterator[tuple[str, Change]]:
    columns = list(table.primary_key.columns.keys())
    yield "rows without identity", _identified([])
    for column in columns if len(columns) > 1 else ():
        yield f"identity without {column}", _identified([one for one in columns if one != column])


def _of_index(index: Index) -> Iterator[tuple[str, Change]]:
    name, columns = str(index.name), list(index.columns.keys())
    where = index.dialect_options["sqlite"]["where"]
    condition = None if where is None else str(where)
    yield f"{name} is not unique", _indexed(name, columns, condition, unique=False)
    for column in columns if len(columns) > 1 else ():
        less = [one for one in columns if one != column]
        yield f"{name} without {column}", _indexed(name, less, condition)
    if condition is not None:
        yield f"{name} without its condition", _indexed(name, columns, None)
        for said, weaker in weakened(condition):
            yield f"{name} {said}", _indexed(name, columns, weaker)


def _constraints(table: Table) -> list[Constraint]:
    kinds = (UniqueConstraint, ForeignKeyConstraint, CheckConstraint)
    return sorted((one for one in table.constraints if isinstance(one, kinds)), key=_told)


def _told(constraint: Constraint) -> str:
    if isinstance(constraint, CheckConstraint):
        return f"check {constraint.sqltext}"
    kind = "unique" if isinstance(constraint, UniqueConstraint) else "reference"
    assert isinstance(constraint, (UniqueConstraint, ForeignKeyConstraint))
    return f"{kind} {', '.join(constraint.columns.keys())}"


def _identified(columns: list[str]) -> Change:
    def change(table: Table) -> None:
        table.constraints.discard(table.primary_key)
        for column in table.c:
            column.primary_key = False
        table.append_constraint(PrimaryKeyConstraint(*(table.c[one] for one in columns)))

    return change


def _indexed(
    name: str, columns: list[str], condition: str | None, *, unique: bool = True
) -> Change:
    def change(table: Table) -> None:
        table.indexes.discard(next(one for one in table.indexes if one.name == name))
        where = None if condition is None else text(condition)
        Index(name, *(table.c[one] for one in columns), unique=unique, sqlite_where=where)

    return change


def _without(number: int) -> Change:
    def change(table: Table) -> None:
        constraint = _constraints(table)[number]
        table.constraints.discard(constraint)
        if isinstance(constraint, ForeignKeyConstraint):
            for key in constraint.elements:
                key.parent.foreign_keys.discard(key)

    return change


def _asking(number: int, condition: str) -> Change:
    def change(table: Table) -> None:
        _without(number)(table)
        table.append_constraint(CheckConstraint(condition))

    return change


def _blank(name: str) -> Change:
    def change(table: Table) -> None:
        table.c[name].nullable = True

    return change
