"""An office starts under every guard or not at all, on both databases (H12)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text

from review.bootstrap import GuardsAbsent, open_office
from review.settings import Settings
from review.storage.database import Database
from review.storage.guards import GUARDS
from review.storage.posts import absent, put_back, strangers

NAME = "public_needs_a_completed_review"
EMPTYING = "document_is_kept"


def done(database: Database, *statements: str) -> None:
    """Do what one does who owns the database."""
    with database.writer.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def removed(database: Database) -> None:
    on = "" if database.dialect == "sqlite" else " ON document"
    done(database, f"DROP TRIGGER {NAME}{on}")


def weakened(database: Database) -> None:
    removed(database)
    if database.dialect == "sqlite":
        done(
            database,
            f"CREATE TRIGGER {NAME} BEFORE UPDATE ON document WHEN 1 = 0"
            " BEGIN SELECT RAISE(ABORT, 'never'); END",
        )
        return
    done(
        database,
        f"CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql"
        " AS 'BEGIN RETURN NEW; END'",
        f"CREATE TRIGGER {NAME} BEFORE UPDATE ON document FOR EACH ROW EXECUTE FUNCTION {NAME}()",
    )


@pytest.mark.parametrize("harm", [removed, weakened], ids=["removed", "weakened"])
def test_a_guard_that_is_gone_or_weaker_is_absent(
    database: Database, tmp_path, harm: Callable[[Database], None]
):
    harm(database)

    with database.reader.connect() as connection:
        assert [guard.name for guard in absent(connection)] == [NAME]
    settings = Settings(
        data_dir=tmp_path, database_url=database.url.render_as_string(hide_password=False)
    )
    with pytest.raises(GuardsAbsent) as refusal:
        open_office(settings)
    assert refusal.value.names == (NAME,)
    open_office(settings, is_guarded=False).close()  # to look on, as the doctor does


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("statement", "name"),
    [
        (f"ALTER TABLE document DISABLE TRIGGER {NAME}", NAME),
        (f"ALTER TABLE document ENABLE REPLICA TRIGGER {NAME}", NAME),
        (f"DROP TRIGGER {EMPTYING}_whole ON document", EMPTYING),
    ],
    ids=["disabled", "replica", "emptying"],
)
def test_a_trigger_switched_off_is_absent(postgres_copy: str, statement: str, name: str):
    opened = Database(postgres_copy)
    done(opened, statement)

    with opened.reader.connect() as connection:
        assert [guard.name for guard in absent(connection)] == [name]
    opened.close()


def test_what_is_absent_is_put_back_by_the_owner(database: Database):
    weakened(database)

    assert put_back(database) == (NAME,)

    with database.reader.connect() as connection:
        assert absent(connection) == ()
    assert put_back(database) == ()


def test_a_trigger_that_nobody_here_wrote_is_named(database: Database):
    with database.reader.connect() as connection:
        assert strangers(connection) == ()
    if database.dialect == "sqlite":
        made = "CREATE TRIGGER mine AFTER INSERT ON meta BEGIN SELECT 1; END"
    else:
        made = (
            "CREATE TRIGGER mine BEFORE INSERT ON meta FOR EACH ROW"
            f" EXECUTE FUNCTION {GUARDS[0].name}()"
        )
    done(database, made)

    with database.reader.connect() as connection:
        assert strangers(connection) == ("mine",)
        assert absent(connection) == ()
