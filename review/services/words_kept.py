"""Words that lie in the rows: what is none of its kind was put there past every service."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import String, select, type_coerce
from sqlmodel import SQLModel

from review.services.complaints import Complaint, complaint
from review.services.work import Work
from review.storage.columns import TermColumn


def unknown_words(work: Work) -> Iterator[Complaint]:
    """Say in which rows stands what the vocabulary does not know."""
    for table in SQLModel.metadata.sorted_tables:
        for column in table.c:
            if not isinstance(column.type, TermColumn):
                continue
            known = [word.value for word in column.type.term]
            strange = select(table.c.id).where(type_coerce(column, String).not_in(known))
            for identity in work.session.scalars(strange):
                yield complaint("I9", f"{table.name}:{identity}", "word_unknown")
