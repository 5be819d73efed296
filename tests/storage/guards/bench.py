"""Two copies of the office: one under every guard, one under none, on which one is put alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from review.storage.database import Database
from review.storage.guards import GUARDS, Guard, ddl
from tests.postgres import Databases
from tests.storage.guards.hand import Attempt, Deed, Hand
from tests.storage.guards.scene import establish

FOREIGN_KEYS = "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'f'"

DEFER = "PRAGMA defer_foreign_keys=ON"
"""Nothing is ever committed on the bench, so what is deferred is never asked."""


@dataclass(frozen=True, slots=True)
class Bench:
    """The office under every guard, and the same office under none."""

    whole: Engine
    bare: Engine
    names: Mapping[str, str]

    @property
    def dialect(self) -> str:
        return self.bare.dialect.name

    def under_all(self, deed: Deed) -> str | None:
        """Try something in the office as it is; return the message of the guard that refused."""
        return self._try(self.whole, deed, ())

    def without(self, guard: Guard, deed: Deed) -> str | None:
        """Try something in the office that lacks one guard, on SQLite."""
        return self._try(self.whole, deed, (*dropping(guard, dialect="sqlite"), DEFER))

    def alone(self, guard: Guard, deed: Deed) -> str | None:
        """Try something where this is the only guard."""
        return self._try(self.bare, deed, (*self._untied, *ddl(guard, dialect=self.dialect)))

    def unguarded(self, deed: Deed) -> str | None:
        """Try something where no guard stands."""
        return self._try(self.bare, deed, self._untied)

    @property
    def _untied(self) -> tuple[str, ...]:
        """No foreign key stands in for a guard; on PostgreSQL the bare copy has none."""
        return (DEFER,) if self.dialect == "sqlite" else ()

    def _try(self, engine: Engine, deed: Deed, first: Iterable[str]) -> str | None:
        with engine.connect() as connection:
            transaction = connection.begin()
            try:
                return self._refusal(connection, deed, first)
            finally:
                transaction.rollback()

    def _refusal(self, connection: Connection, deed: Deed, first: Iterable[str]) -> str | None:
        for statement in first:
            connection.exec_driver_sql(statement)
        try:
            with connection.begin_nested():
                deed(Hand(connection, self.names))
        except DBAPIError as error:
            return message_of(error)
        return None


@contextmanager
def unbound(bench: Bench) -> Iterator[Connection]:
    """Neither guards nor references, for a moment: nothing is ever committed here."""
    with bench.bare.connect() as connection, connection.begin() as transaction:
        if bench.dialect == "sqlite":
            connection.exec_driver_sql(DEFER)
        yield connection
        transaction.rollback()


@contextmanager
def bound(bench: Bench) -> Iterator[Connection]:
    """No guards, but the references: on PostgreSQL the bare copy has none, so the whole one."""
    engine = bench.bare if bench.dialect == "sqlite" else bench.whole
    with engine.connect() as connection, connection.begin() as transaction:
        if bench.dialect == "postgresql":
            for table in sorted({guard.table for guard in GUARDS}):
                connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield connection
        transaction.rollback()


@contextmanager
def sqlite_bench(folder: Path) -> Iterator[Bench]:
    """An office in a file, and a copy of the file without guards."""
    whole, bare = folder / "whole.db", folder / "bare.db"
    names = establish(f"sqlite:///{whole.as_posix()}", folder)
    shutil.copy(whole, bare)
    with _opened(f"sqlite:///{whole.as_posix()}", f"sqlite:///{bare.as_posix()}", names) as bench:
        yield bench


@contextmanager
def postgres_bench(databases: Databases, folder: Path) -> Iterator[Bench]:
    """An office in a database, and a copy of the database without guards."""
    whole = databases.fresh()
    names = establish(whole, folder)
    with _opened(whole, databases.copy_of(whole), names) as bench:
        yield bench


@contextmanager
def _opened(whole: str, bare: str, names: Mapping[str, str]) -> Iterator[Bench]:
    strip(bare)
    with closing(Database(whole)) as guarded, closing(Database(bare)) as unguarded:
        yield Bench(guarded.writer, unguarded.writer, names)


def message_of(error: DBAPIError) -> str:
    """Return what a guard said; any other refusal is a fault of the attempt."""
    said = str(error.orig).splitlines()[0]
    by_guard = getattr(error.orig, "sqlstate", "XS001") == "XS001"
    if not by_guard or said not in {guard.message for guard in GUARDS}:
        raise error
    return said


def dropping(guard: Guard, *, dialect: str) -> tuple[str, ...]:
    """Return the statements that take a guard out of a database."""
    if dialect == "sqlite":
        return (f"DROP TRIGGER {guard.name}",)
    return (f"DROP FUNCTION {guard.name}() CASCADE",)


def strip(url: str) -> None:
    """Take every guard, and every foreign key, out of a copy of the office."""
    database = Database(url)
    with database.writer.begin() as connection:
        for guard in GUARDS:
            for statement in dropping(guard, dialect=database.dialect):
                connection.exec_driver_sql(statement)
        if database.dialect == "postgresql":
            for table, name in connection.execute(text(FOREIGN_KEYS)).all():
                connection.exec_driver_sql(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    database.close()


def faults(bench: Bench, guard: Guard, attempts: Iterable[Attempt]) -> list[str]:
    """Return which attempts end otherwise than they must where this guard stands alone."""
    return [
        f"{guard.name}: {attempt.said}: {said or 'let pass'}"
        for attempt in attempts
        if ((said := bench.alone(guard, attempt.deed)) is None) is not attempt.is_lawful
    ]
