"""What is of the whole installation: whether it is a demo, who keeps it, and its place in line.

Whoever takes the places of several agencies takes the keeper's first, and then the others' in the
order of their identities: so no two wait for one another (ADR 0027).
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlmodel import col

from review.commands import Caller
from review.domain.structure_refusals import NotTheKeeper
from review.services.cases import lock
from review.services.work import Work
from review.storage.rows import AgencyRow, MetaRow


def is_demo(work: Work) -> bool:
    """Say whether this database was marked as a demo at its creation."""
    row = work.session.get(MetaRow, "demo")
    return row is not None and row.value == "yes"


def keeper_of(work: Work) -> AgencyRow:
    """Return the agency that was there first: nobody added it."""
    query = select(AgencyRow).where(col(AgencyRow.added_by).is_(None))
    first: AgencyRow = work.session.scalars(
        query.order_by(col(AgencyRow.opened_at), col(AgencyRow.id)).limit(1)
    ).one()
    return first


def must_keep(work: Work, caller: Caller) -> AgencyRow:
    """Return the caller's agency; refuse who is not of the one that keeps the installation."""
    keeper = keeper_of(work)
    if caller.agency_id != keeper.id:
        raise NotTheKeeper(keeper=keeper.name)
    return keeper


def lock_installation(work: Work) -> None:
    """Take the keeper's place in line: of what is one for all agencies, one is done at a time."""
    lock(work, keeper_of(work).id)


def each_in_line(work: Work) -> Iterator[str]:
    """Take the place in line of every agency, one after the other, and yield whose it is."""
    keeper = keeper_of(work).id
    others = select(col(AgencyRow.id)).where(col(AgencyRow.id) != keeper)
    for agency_id in (keeper, *work.session.scalars(others.order_by(col(AgencyRow.id)))):
        lock(work, agency_id)
        yield agency_id
