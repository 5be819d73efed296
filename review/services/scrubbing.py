"""Emptying what was written about an intercepted paper, when its bytes go (保密法第三十一条)."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlmodel import SQLModel, col

from review.services.work import Work
from review.storage.rows import CaseRow
from review.storage.scrubbed import SCRUBBED, is_of_case


def scrub(work: Work, document_id: str) -> None:
    """Empty every column that holds words of an intercepted paper, in the same transaction."""
    cases = select(col(CaseRow.id)).where(col(CaseRow.document_id) == document_id)
    for name, left in SCRUBBED.items():
        stored = SQLModel.metadata.tables[name]  # the plain table: no row is to be matched
        of_case = is_of_case(name)
        mine = stored.c.case_id.in_(cases) if of_case else stored.c.document_id == document_id
        work.session.execute(update(stored).where(mine).values(**left))
    work.session.expire_all()
