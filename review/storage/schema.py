"""The schema of a database: where it stands, and bringing it up to date."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DatabaseError

from review.storage.database import Database

SCRIPTS = Path(__file__).parent / "migrations"


class SchemaNewer(Exception):  # noqa: N818  # a refusal
    """The database was made by a newer release: this one must not touch it."""


def config(connection: Connection | None = None) -> Config:
    """Return Alembic's configuration, bound to a connection."""
    settings = Config()
    settings.set_main_option("script_location", str(SCRIPTS))
    settings.set_main_option("path_separator", "os")
    settings.attributes["connection"] = connection
    return settings


class SchemaOlder(Exception):  # noqa: N818  # as above
    """The database is of an older release, and who is connected may not change its tables."""


class SchemaMissing(Exception):  # noqa: N818  # as above
    """Nothing of ours lies in this database."""


def upgrade(database: Database) -> None:
    """Bring the schema up to date in one transaction; one that is needs no rights."""
    with database.writer.connect() as connection, connection.begin():
        _refuse_newer(connection)
        if not stands(connection):
            command.upgrade(config(connection), "head")


def demand(database: Database) -> None:
    """Refuse a database that is not of this release; nothing is made in it.

    Raises:
        SchemaMissing: there is none.
        SchemaNewer, SchemaOlder: it is of another release.
    """
    try:
        with database.reader.connect() as connection:
            revision, is_ours = _revision(connection), stands(connection)
            _refuse_newer(connection)
    except DatabaseError as error:
        if getattr(error.orig, "sqlite_errorname", "") == "SQLITE_NOTADB":
            raise SchemaMissing from None
        raise  # a server that does not answer, a damaged file: it may be ours
    if revision is None:
        raise SchemaMissing
    if not is_ours:
        raise SchemaOlder(revision)


def is_current(database: Database) -> bool:
    """Say whether the schema is the one this release was written for."""
    with database.reader.connect() as connection:
        return stands(connection)


def stands(connection: Connection) -> bool:
    """Say the same of the database behind a connection."""
    return _revision(connection) == _script().get_current_head()


def _refuse_newer(connection: Connection) -> None:
    revision = _revision(connection)
    if revision is not None and revision not in {
        step.revision for step in _script().walk_revisions()
    }:
        raise SchemaNewer(revision)


@cache
def _script() -> ScriptDirectory:
    return ScriptDirectory.from_config(config())


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()
