"""The role that works with the tables without owning them: it may write, never switch off a guard.

Only PostgreSQL knows roles. Nothing is ever deleted, so nothing may be, but the pairs of a title
that reads otherwise now; the schema's version is the owner's to change.
"""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.engine import Connection

from review.storage.database import Database

GRANTS = (
    "GRANT USAGE ON SCHEMA {schema} TO {role}",
    "REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {role}",
    "GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA {schema} TO {role}",
    "GRANT DELETE ON title_pair TO {role}",
    "REVOKE INSERT, UPDATE ON alembic_version FROM {role}",
)


class RoleMissing(Exception):  # noqa: N818  # a refusal
    """The database has no role of this name."""


def let_work(database: Database, role: str | None) -> str | None:
    """Give a role what the office needs of the tables, and no more; return it, if there is one.

    Raises:
        RoleMissing: the server knows no role of this name.
    """
    if role is None or database.dialect != "postgresql":
        return None
    with database.writer.begin() as connection:
        _grant(connection, role)
    return role


def _grant(connection: Connection, role: str) -> None:
    known = text("SELECT 1 FROM pg_roles WHERE rolname = :role")
    if connection.execute(known, {"role": role}).first() is None:
        raise RoleMissing(role)
    quote = connection.dialect.identifier_preparer.quote
    schema = str(connection.execute(text("SELECT current_schema()")).scalar_one())
    for grant in GRANTS:
        connection.execute(text(grant.format(schema=quote(schema), role=quote(role))))


def owns_tables(connection: Connection) -> bool:
    """Say whether who is connected could switch the guards off."""
    if connection.dialect.name != "postgresql":
        return False
    owned = text(
        "SELECT 1 FROM pg_tables WHERE schemaname = current_schema()"
        " AND pg_has_role(current_user, tableowner, 'MEMBER') LIMIT 1"
    )
    return connection.execute(owned).first() is not None
