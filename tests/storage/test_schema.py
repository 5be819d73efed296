"""The schema: made in one go, equal to the tables and the guards, and never touched by the old."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from alembic import command
from sqlalchemy import CheckConstraint, inspect, text
from sqlmodel import SQLModel

from review.domain.vocabulary import Availability
from review.storage.database import Database
from review.storage.guards import GUARDS, ddl
from review.storage.schema import SchemaNewer, config, is_current, upgrade

WORD = re.compile(r"'([^']*)'")
TRIGGERS_OF_SQLITE = "SELECT sql FROM sqlite_master WHERE type = 'trigger'"
FUNCTIONS_OF_POSTGRES = """
    SELECT p.proname, p.prosrc FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = 'public'
"""
TRIGGERS_OF_POSTGRES = """
    SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t WHERE NOT t.tgisinternal AND t.tgenabled = 'O'
"""


@pytest.fixture
def sqlite_database(sqlite_url: str) -> Iterator[Database]:
    opened = Database(sqlite_url)
    yield opened
    opened.close()


@pytest.fixture
def postgres_database(postgres_copy: str) -> Iterator[Database]:
    opened = Database(postgres_copy)
    yield opened
    opened.close()


def _answers(database: Database, question: str) -> list[tuple[object, ...]]:
    with database.reader.connect() as connection:
        return sorted(tuple(row) for row in connection.execute(text(question)))


def test_every_table_is_there(database: Database):
    with database.reader.connect() as connection:
        there = set(inspect(connection).get_table_names())

    assert there == set(SQLModel.metadata.tables) | {"alembic_version"}


def test_the_migrations_make_what_the_tables_say(database: Database):
    """A column that was added to a table and to no migration is found here."""
    with database.writer.connect() as connection, connection.begin():
        command.check(config(connection))


def _words(database: Database) -> dict[str, dict[str, list[str]]]:
    with database.reader.connect() as connection:
        asked = inspect(connection)
        checks = {name: asked.get_check_constraints(name) for name in SQLModel.metadata.tables}
    return {
        name: {str(one["name"]): WORD.findall(one["sqltext"]) for one in found}
        for name, found in checks.items()
    }


def test_every_column_of_words_is_held_to_its_words(database: Database):
    """What the migration demands is, word by word, what the tables and the vocabulary say."""
    wanted = {
        name: {
            str(one.name): WORD.findall(str(one.sqltext))
            for one in table.constraints
            if isinstance(one, CheckConstraint)
        }
        for name, table in SQLModel.metadata.tables.items()
    }

    assert _words(database) == wanted
    assert wanted["document"]["document_availability_is_a_word"] == [
        word.value for word in Availability
    ]


def test_a_table_without_migration_is_found(database: Database):
    """The comparison can fail."""
    with database.writer.connect() as connection, connection.begin():
        connection.execute(text("ALTER TABLE heartbeat ADD COLUMN mood VARCHAR(40)"))
        with pytest.raises(Exception, match="mood"):
            command.check(config(connection))


def test_the_triggers_of_a_file_are_the_guards(sqlite_database: Database):
    """Word by word: none is missing, none is weaker, none is unknown."""
    wanted = sorted(ddl(guard, dialect="sqlite") for guard in GUARDS)

    assert _answers(sqlite_database, TRIGGERS_OF_SQLITE) == wanted


@pytest.mark.postgres
def test_the_functions_of_a_server_are_the_guards(postgres_database: Database):
    """What each trigger runs is, word by word, what the guard says."""
    wanted = [
        (guard.name, ddl(guard, dialect="postgresql")[0].split("$guard$")[1]) for guard in GUARDS
    ]

    assert _answers(postgres_database, FUNCTIONS_OF_POSTGRES) == sorted(wanted)


@pytest.mark.postgres
def test_the_triggers_of_a_server_run_the_guards(postgres_database: Database):
    """Each row, and each emptying of a kept table, is asked about, and none is switched off."""
    statements = [one for guard in GUARDS for one in ddl(guard, dialect="postgresql")[1:]]
    wanted = sorted((one.replace(" ON ", " ON public."),) for one in statements)

    assert _answers(postgres_database, TRIGGERS_OF_POSTGRES) == wanted


def _shape(database: Database) -> list[tuple[object, ...]]:
    if database.dialect == "sqlite":
        return _answers(database, "SELECT type, name, sql FROM sqlite_master WHERE sql <> ''")
    columns = "table_name, column_name, data_type, is_nullable"
    where = "WHERE table_schema = 'public'"
    return [
        *_answers(database, f"SELECT {columns} FROM information_schema.columns {where}"),  # noqa: S608
        *_answers(database, TRIGGERS_OF_POSTGRES),
        *_answers(database, "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'"),
    ]


def test_upgrading_twice_changes_nothing(database: Database):
    before = _shape(database)

    upgrade(database)

    assert _shape(database) == before
    assert is_current(database)


def test_an_empty_database_is_not_current(tmp_path):
    database = Database(f"sqlite:///{(tmp_path / 'empty.db').as_posix()}")

    assert not is_current(database)
    database.close()


def test_a_database_of_a_newer_release_is_left_alone(database: Database):
    """An old program must not write into tables whose rules it does not know."""
    with database.writer.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = _shape(database)

    with pytest.raises(SchemaNewer, match="9999"):
        upgrade(database)

    assert not is_current(database)
    assert _shape(database) == before
    assert _answers(database, "SELECT version_num FROM alembic_version") == [("9999",)]


def test_an_upgrade_that_fails_leaves_nothing(tmp_path):
    """Half a schema would be a database without half of its guards."""
    database = Database(f"sqlite:///{(tmp_path / 'half.db').as_posix()}")
    with database.writer.begin() as connection:
        connection.execute(text("CREATE TABLE outbox (mine INTEGER)"))

    with pytest.raises(Exception, match="outbox already exists"):
        upgrade(database)

    assert [name for _, name, _ in _shape(database)] == ["outbox"]
    database.close()
