"""On PostgreSQL the office works by a role that cannot switch its guards off (H12)."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from sqlalchemy.engine import make_url

from review.bootstrap import open_office
from review.services.doctor import exposed
from review.settings import Settings
from review.storage.database import Database
from review.storage.runtime_role import RoleMissing, let_work
from tests.builders import OfficeForTests

pytestmark = pytest.mark.postgres


@pytest.fixture
def owner(postgres_copy: str) -> Iterator[Database]:
    """The migrated database, as its owner opens it."""
    opened = Database(postgres_copy)
    yield opened
    opened.close()


@pytest.fixture
def role(owner: Database) -> Iterator[str]:
    """A role that may sign in, and nothing else."""
    name, address = f"office_{uuid4().hex[:12]}", _plain(owner.url)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(_said("CREATE ROLE {} LOGIN PASSWORD 'word' NOSUPERUSER", name))
        yield name
        connection.execute(_said("DROP OWNED BY {} CASCADE", name))
        connection.execute(_said("DROP ROLE {}", name))


@pytest.fixture
def office(owner: Database, role: str, tmp_path) -> Iterator[OfficeForTests]:
    """An office at work by that role, after the owner let it."""
    let_work(owner, role)
    opened = OfficeForTests(tmp_path, url=_by(owner, role)).found()
    yield opened
    opened.close()


def _said(statement: str, name: str) -> sql.Composed:
    return sql.SQL(statement).format(sql.Identifier(name))


def _plain(url) -> str:
    return str(url.set(drivername="postgresql").render_as_string(hide_password=False))


def _by(owner: Database, role: str) -> str:
    url = owner.url.set(username=role, password="word")  # of a role for this test
    return str(url.render_as_string(hide_password=False))


def _tried(office: OfficeForTests, statement: str) -> None:
    with psycopg.connect(_plain(make_url(office.url)), autocommit=True) as connection:
        connection.execute(statement)


def test_the_role_does_all_that_an_office_does(office: OfficeForTests):
    received = office.published()
    office.taken_down(received.document)
    office.office.send()
    office.converted()

    assert office.complaints() == ()


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE document DISABLE TRIGGER USER",
        "DROP TRIGGER document_is_kept ON document",
        "ALTER FUNCTION document_is_kept() RENAME TO gone",
        "SET session_replication_role = replica",
        "DELETE FROM heartbeat",
        "TRUNCATE document CASCADE",
        "UPDATE alembic_version SET version_num = '9999'",
        "ALTER TABLE document OWNER TO CURRENT_USER",
    ],
)
def test_the_role_takes_no_guard_away(office: OfficeForTests, statement: str):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        _tried(office, statement)
    assert office.office.ask(exposed) == ()


def test_the_guards_hold_against_the_role(office: OfficeForTests):
    office.receive("未经审查\n")

    with pytest.raises(psycopg.DatabaseError, match="document: "):
        _tried(office, "UPDATE document SET availability = 'public', rev = rev + 1")


def test_an_owner_who_serves_is_told_to_let_another(owner: Database, tmp_path):
    url = owner.url.render_as_string(hide_password=False)
    served = open_office(Settings(data_dir=tmp_path, database_url=url))
    (said,) = served.ask(exposed)
    served.close()

    assert (said.invariant, said.is_note) == ("H12", True)
    assert "XIANSHEN_RUNTIME_ROLE" in said.message


def test_a_role_that_is_not_there_is_said_so(owner: Database):
    with pytest.raises(RoleMissing, match="nobody_here"):
        let_work(owner, "nobody_here")


def test_a_schema_that_is_current_needs_no_owner(owner: Database, role: str, tmp_path):
    """`serve` brings a schema up to date; where there is nothing to do it asks for no rights."""
    let_work(owner, role)
    settings = Settings(data_dir=tmp_path, database_url=_by(owner, role))

    open_office(settings).close()
    open_office(settings, may_create=False).close()
