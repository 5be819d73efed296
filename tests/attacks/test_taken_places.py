# ruff: noqa: S608 - statements of constants, which are meant to do harm
"""With any program that opens the file: one statement makes nobody another, and nothing go.

SQLite's UPDATE OR REPLACE removes whatever stands in the way of the changed row, and a connection
such as any other program opens asks no guard about the removal. What the changed row then needs, an
entry of that very identity, is there already: the one whose place it takes had it written.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from review.commands import ConfirmRole, GrantRole, ResetPassword
from review.domain.vocabulary import Role
from tests.builders import OfficeForTests

PERSON = "(SELECT id FROM person WHERE login = '{}')"
GRANT = "(SELECT id FROM role_grant WHERE role = '{}' AND person_id = " + PERSON + ")"


@pytest.fixture
def beside(bureau: OfficeForTests) -> Iterator[sqlite3.Connection]:
    """Another program at the same file: it knows nothing of our settings."""
    connection = sqlite3.connect(bureau.folder / "office.db", isolation_level=None)
    assert connection.execute("PRAGMA recursive_triggers").fetchone() == (0,)
    yield connection
    connection.close()


def _refused(beside: sqlite3.Connection, table: str, statement: str) -> None:
    rows = f"SELECT * FROM {table} ORDER BY id"
    before = beside.execute(rows).fetchall()

    with pytest.raises(sqlite3.IntegrityError, match=f"{table}: no row goes to the place of"):
        beside.execute(statement)

    assert beside.execute(rows).fetchall() == before


def test_nobody_becomes_another(bureau: OfficeForTests, beside):
    """李明 with his own password, and with all that 顾平 may do."""
    bureau.do(ResetPassword(login="gu", password="Anew-Pass-2026"), by="guan")

    _refused(
        beside,
        "person",
        f"UPDATE OR REPLACE person SET id = {PERSON.format('gu')}, rev = 2 WHERE login = 'li'",
    )


def test_no_grant_is_confirmed_in_the_place_of_another(bureau: OfficeForTests, beside):
    """What waits for a second person is not confirmed by an entry about something else."""
    bureau.do(GrantRole(login="wang", role=Role.PUBLISHER), by="guan")
    bureau.do(ConfirmRole(login="wang", role=Role.PUBLISHER), by="shen")
    bureau.do(GrantRole(login="li", role=Role.APPROVING_OFFICIAL), by="guan")

    _refused(
        beside,
        "role_grant",
        f"UPDATE OR REPLACE role_grant SET id = {GRANT.format('publisher', 'wang')}, rev = 2,"
        f" confirmed_by = {PERSON.format('shen')}, confirmed_at = granted_at"
        f" WHERE id = {GRANT.format('approving_official', 'li')}",
    )


def test_no_message_is_shoved_off_its_line(bureau: OfficeForTests, beside):
    """A withdrawal that waits to be carried is not got rid of by its hidden number."""
    for received in (bureau.approved(), bureau.approved()):
        (bureau.folder / "published").write_bytes(b"no folder: nothing can be carried there")
        bureau.step(received.case, "publish", by="chen")
    first, second = [row[0] for row in beside.execute("SELECT rowid FROM outbox")]

    _refused(
        beside, "outbox", f"UPDATE OR REPLACE outbox SET rowid = {second} WHERE rowid = {first}"
    )
