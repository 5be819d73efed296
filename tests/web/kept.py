"""What the database keeps, looked at from outside."""

from __future__ import annotations

from sqlalchemy import func, select

from review.storage.rows import LedgerEntryRow


def rows(office, table, **wanted):
    """Return the rows of a table, in no transaction any more."""
    with office.database.read() as session:
        found = session.execute(select(table).filter_by(**wanted)).scalars().all()
        session.expunge_all()
    return found


def the(office, table, **wanted):
    """Return the one row there is."""
    (found,) = rows(office, table, **wanted)
    return found


def entries(office):
    """Count the entries of the ledger."""
    with office.database.read() as session:
        return session.execute(select(func.count()).select_from(LedgerEntryRow)).scalar_one()
