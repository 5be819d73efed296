"""Whether every guard stands at its post: as it was written, and not switched off (H12)."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import text
from sqlalchemy.engine import Connection

from review.storage.database import Database
from review.storage.guards import GUARDS, Guard, ddl

_OF_SQLITE = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
_OF_POSTGRESQL = """
    SELECT t.tgname, c.relname, p.proname, p.prosrc, t.tgtype::int, t.tgenabled::text,
        t.tgqual IS NULL AND t.tgattr::text = ''
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE NOT t.tgisinternal AND n.nspname = current_schema()
"""
_ROW_BEFORE, _EMPTYING_BEFORE = 3, 34
_MOMENTS = {"insert": 4, "delete": 8, "update": 16}
"""How PostgreSQL writes down when a trigger is asked."""
_ON = ("O", "A")


def absent(connection: Connection) -> tuple[Guard, ...]:
    """Return the guards that are missing, changed, or switched off."""
    posted = _posted(connection)
    dialect = connection.dialect.name
    return tuple(
        guard
        for guard in GUARDS
        if not all(posted.get(name) == post for name, post in _posts(guard, dialect=dialect))
    )


def strangers(connection: Connection) -> tuple[str, ...]:
    """Return the triggers that nobody here wrote."""
    dialect = connection.dialect.name
    known = {name for guard in GUARDS for name, _ in _posts(guard, dialect=dialect)}
    return tuple(sorted(_posted(connection).keys() - known))


def put_back(database: Database) -> tuple[str, ...]:
    """Put absent guards back to their posts, as the owner of the tables; return which."""
    with database.writer.begin() as connection:
        missing = absent(connection)
        for guard in missing:
            _put(connection, guard)
    return tuple(guard.name for guard in missing)


def _put(connection: Connection, guard: Guard) -> None:
    dialect = connection.dialect.name
    for statement in _cleared(guard, dialect=dialect):
        connection.exec_driver_sql(statement)
    for statement in ddl(guard, dialect=dialect):
        connection.exec_driver_sql(_renewing(statement))


def _posted(connection: Connection) -> dict[str, object]:
    if connection.dialect.name == "sqlite":
        return {row.name: row.sql for row in connection.execute(text(_OF_SQLITE))}
    return {row[0]: tuple(row[1:]) for row in connection.execute(text(_OF_POSTGRESQL))}


def _posts(guard: Guard, *, dialect: str) -> Iterator[tuple[str, object]]:
    """Return the triggers of a guard by name, as a database should know them."""
    statements = ddl(guard, dialect=dialect)
    if dialect == "sqlite":
        yield guard.name, statements[0]
        return
    source = statements[0].split("$guard$")[1]
    asked = _ROW_BEFORE | _MOMENTS[guard.moment]
    yield guard.name, (guard.table, guard.name, source, asked, _On(), True)
    if guard.moment == "delete":
        post = (guard.table, guard.name, source, _EMPTYING_BEFORE, _On(), True)
        yield f"{guard.name}_whole", post


class _On:
    """Equal to either of the two ways in which a trigger is on for an ordinary session."""

    def __eq__(self, other: object) -> bool:
        return other in _ON

    __hash__ = None  # type: ignore[assignment]  # it is compared and nothing else


def _cleared(guard: Guard, *, dialect: str) -> tuple[str, ...]:
    if dialect == "sqlite":
        return (f"DROP TRIGGER IF EXISTS {guard.name}",)
    names = (guard.name, f"{guard.name}_whole")
    return tuple(f"DROP TRIGGER IF EXISTS {name} ON {guard.table}" for name in names)


def _renewing(statement: str) -> str:
    return statement.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", 1)
