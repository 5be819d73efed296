# ruff: noqa: S608 - statements of constants, which are meant to do harm
"""What somebody does who owns the database, and what the verification of the ledger says of it."""

from __future__ import annotations

from sqlalchemy import text
from sqlmodel import Session

from review.storage.verification import verify_whole
from tests.builders import OfficeForTests


def unguard(office: OfficeForTests) -> None:
    """Do away with every guard, as who owns the database can."""
    with office.office.database.write() as session:
        _unguard(session, office.office.database.dialect)


def _unguard(session: Session, dialect: str) -> None:
    if dialect == "postgresql":
        tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        for (name,) in list(session.execute(text(tables))):
            session.execute(text(f'ALTER TABLE "{name}" DISABLE TRIGGER USER'))
        return
    triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    for (name,) in list(session.execute(text(triggers))):
        session.execute(text(f"DROP TRIGGER {name}"))


def tamper(office: OfficeForTests, *statements: str) -> None:
    """Change rows with nobody looking on."""
    with office.office.database.write() as session:
        for statement in statements:
            session.execute(text(statement))


def end_of(office: OfficeForTests) -> int:
    """Return the number of the last entry."""
    with office.office.database.read() as session:
        return int(session.execute(text("SELECT max(seq) FROM ledger_entry")).scalar_one())


def cut_off(office: OfficeForTests, *, after: int) -> None:
    """Cut off every entry after one, and set the head back so that the chain stands."""
    last = f"(SELECT {{}} FROM ledger_entry WHERE seq = {after})"
    tamper(
        office,
        f"DELETE FROM ledger_entry WHERE seq > {after}",
        f"UPDATE ledger_head SET seq = {after}, sha256 = {last.format('sha256')},"
        f" sm3 = {last.format('sm3')}",
    )


def flaws(office: OfficeForTests) -> set[tuple[str, str]]:
    """Return what is wrong, and of what kind of thing."""
    with office.office.database.read() as session:
        return {(flaw.why, flaw.subject.partition(":")[0]) for flaw in verify_whole(session)}
