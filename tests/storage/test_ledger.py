"""A chain that was touched says so, and at which entry first (H6, T15)."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlmodel import Session

from review.storage.columns import new_id
from review.storage.database import Database
from review.storage.ledger import Change, append, open_chain, verify
from review.storage.rows import AgencyRow

NOON = datetime(2026, 1, 5, 4, 0, tzinfo=UTC)
LENGTH = 30
EDITS = 200
COLUMNS = (
    "at", "event", "subject", "subject_rev", "document_id", "document_rev", "prev_sha256",
    "prev_sm3", "sha256", "sm3", "body",
)  # fmt: skip


@pytest.fixture
def agency(database: Database) -> str:
    """An agency with a chain of thirty entries, whose guards somebody took away."""
    with database.write() as session:
        row = AgencyRow(
            id=new_id(), code="yunxi", name="云溪区财政局", profile="small", opened_at=NOON
        )
        session.add(row)
        session.flush()
        open_chain(session, row.id)
        for number in range(1, LENGTH + 1):
            append(session, change(row.id, number))
        unguard(session, database)
        return row.id


def change(agency: str, number: int) -> Change:
    return Change(
        agency_id=agency,
        event="case:verify",
        subject=f"review_case:{number}",
        subject_rev=1,
        at=NOON,
        body={"case": str(number), "acts": ["section_review"], "principal": None},
        document_id=f"document-{number}" if number % 2 else None,
        document_rev=number if number % 2 else None,
    )


def unguard(session: Session, database: Database) -> None:
    """Do what one does who owns the database and means to tamper with it."""
    if database.dialect == "postgresql":
        session.execute(text("ALTER TABLE ledger_entry DISABLE TRIGGER USER"))
        session.execute(text("ALTER TABLE ledger_head DISABLE TRIGGER USER"))
        return
    triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'ledger%'"
    for (name,) in list(session.execute(text(triggers))):
        session.execute(text(f"DROP TRIGGER {name}"))


def tamper(database: Database, *statements: str, **said: object) -> None:
    with database.write() as session:
        for statement in statements:
            session.execute(text(statement), said)


def flaws(database: Database) -> list[tuple[int, str]]:
    with database.read() as session:
        return [(flaw.seq, flaw.why) for flaw in verify(session)]


def test_an_untouched_chain_stands(database, agency):
    assert flaws(database) == []


@pytest.mark.parametrize("seq", [1, 17, LENGTH])
def test_an_edited_body_is_named(database, agency, seq):
    tamper(database, "UPDATE ledger_entry SET body = body || ' ' WHERE seq = :seq", seq=seq)

    assert flaws(database) == [(seq, "edited")]


@pytest.mark.parametrize("seq", [1, 17])
def test_a_deleted_entry_is_missed(database, agency, seq):
    tamper(database, "DELETE FROM ledger_entry WHERE seq = :seq", seq=seq)

    assert flaws(database) == [(seq, "gap")]


def test_the_last_entry_is_missed_too(database, agency):
    """Cutting the end off is the deletion that a chain alone does not notice; its head does."""
    tamper(database, "DELETE FROM ledger_entry WHERE seq = :seq", seq=LENGTH)

    assert flaws(database) == [(LENGTH, "head")]


def test_a_closed_gap_is_noticed(database, agency):
    """Deleted, and everything behind moved up."""
    tamper(
        database,
        "DELETE FROM ledger_entry WHERE seq = 12",
        "UPDATE ledger_entry SET seq = seq + 1000 WHERE seq > 12",
        "UPDATE ledger_entry SET seq = seq - 1001 WHERE seq > 12",
    )

    assert flaws(database) == [(12, "broken")]


def test_an_inserted_entry_is_named(database, agency):
    tamper(
        database,
        "UPDATE ledger_entry SET seq = seq + 1000 WHERE seq > 20",
        "UPDATE ledger_entry SET seq = seq - 999 WHERE seq > 20",
        """INSERT INTO ledger_entry (agency_id, seq, at, event, subject, subject_rev,
               prev_sha256, prev_sm3, sha256, sm3, body)
           SELECT agency_id, 21, at, event, subject, 99, prev_sha256, prev_sm3, sha256, sm3, body
           FROM ledger_entry WHERE seq = 20""",
    )

    assert flaws(database) == [(21, "broken")]


def test_two_entries_that_changed_places_are_noticed(database, agency):
    tamper(
        database,
        "UPDATE ledger_entry SET seq = 1000 WHERE seq = 8",
        "UPDATE ledger_entry SET seq = 8 WHERE seq = 9",
        "UPDATE ledger_entry SET seq = 9 WHERE seq = 1000",
    )

    assert flaws(database) == [(8, "broken")]


def test_an_entry_appended_behind_the_head_is_noticed(database, agency):
    tamper(
        database,
        """INSERT INTO ledger_entry (agency_id, seq, at, event, subject, subject_rev,
               prev_sha256, prev_sm3, sha256, sm3, body)
           SELECT agency_id, 31, at, event, subject, 99, sha256, sm3, sha256, sm3, body
           FROM ledger_entry WHERE seq = 30""",
    )

    assert flaws(database) == [(31, "edited")]


def test_a_head_set_back_is_noticed(database, agency):
    """Whoever sets the head back means to write the end anew."""
    tamper(
        database,
        """UPDATE ledger_head SET seq = 29,
               sha256 = (SELECT sha256 FROM ledger_entry WHERE seq = 29),
               sm3 = (SELECT sm3 FROM ledger_entry WHERE seq = 29)""",
    )

    assert flaws(database) == [(LENGTH + 1, "head")]


def test_the_chain_of_one_agency_says_nothing_of_another(database, agency):
    with database.write() as session:
        other = AgencyRow(
            id=new_id(), code="baoshan", name="宝山区建设局", profile="small", opened_at=NOON
        )
        session.add(other)
        session.flush()
        open_chain(session, other.id)
        append(session, change(other.id, 77))
    tamper(database, "UPDATE ledger_entry SET event = 'x' WHERE agency_id = :id AND seq = 3",
           id=agency)  # fmt: skip

    with database.read() as session:
        found = [(flaw.agency_id, flaw.seq, flaw.why) for flaw in verify(session)]

    assert found == [(agency, 3, "columns")]


def test_every_single_edit_is_found_at_its_entry(database, agency, amount):
    """One value of one entry, changed by one sign and put right again: none slips through."""
    chance = random.Random(20_260_331)  # noqa: S311 (seeded edits, no secret)
    missed = []
    for _ in range(amount(short=EDITS, full=50 * EDITS)):
        seq, column = chance.randint(1, LENGTH), chance.choice(COLUMNS)
        undo = edit(database, seq, column, chance=chance)
        if [found for found, _ in flaws(database)] != [seq]:
            missed.append((seq, column, flaws(database)))
        undo()

    assert missed == []
    assert flaws(database) == []


def edit(database: Database, seq: int, column: str, *, chance: random.Random) -> Callable[[], None]:
    """Change one value by the least there is; return how to put it right."""
    asked = text(f"SELECT {column} FROM ledger_entry WHERE seq = :seq")  # noqa: S608  # constants
    with database.read() as session:
        before = session.execute(asked, {"seq": seq}).scalar_one()
    write = f"UPDATE ledger_entry SET {column} = :value WHERE seq = :seq"  # noqa: S608  # constants
    tamper(database, write, value=changed(before, chance=chance), seq=seq)
    return lambda: tamper(database, write, value=before, seq=seq)


def changed(value: object, *, chance: random.Random) -> object:
    """Return a value that differs in one bit, one second or one count."""
    if value is None:
        return 1
    if isinstance(value, int):
        return value + 1
    if isinstance(value, datetime):
        return value.replace(microsecond=value.microsecond ^ 1)
    written = str(value)
    place = chance.randrange(len(written))
    sign = chr(ord(written[place]) ^ (1 << chance.randrange(5)))
    return written[:place] + (sign if sign.isprintable() else "#") + written[place + 1 :]
