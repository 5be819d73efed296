"""Words that leave with the bytes of an intercepted paper (保密法第三十一条).

The chain holds hashes of words only, salted with the row's own id, so it stands without them. The
rows that hold the words were written once and are guarded; the guards let these columns, and
nothing else, be emptied of a paper that was intercepted. Destroying the bytes never waits for a
word that the database holds fast: what could not be emptied is told in the log.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from loguru import logger
from sqlalchemy import Table, inspect, select, update
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, SQLModel, col

from review.services.work import Work
from review.storage.rows import (
    ActRow,
    CaseRow,
    DisposalRow,
    FileRow,
    FindingRow,
    ReadingRow,
    StatementRow,
    StepRow,
)

NO_WORDS = ""
NO_FIELDS = "{}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The columns of a table that hold words of people or of a paper, and what is left there."""

    table: type[SQLModel]
    columns: Mapping[str, str]
    is_of_case: bool = False
    """Its rows name a case, and the paper only through it."""


WORDS = (
    Words(table=FileRow, columns={"name": NO_WORDS}),
    Words(table=FindingRow, columns={"excerpt": NO_WORDS, "place": NO_FIELDS}),
    Words(table=DisposalRow, columns={"reason": NO_WORDS}),
    Words(table=ReadingRow, columns={"answers": NO_FIELDS}),
    Words(table=ActRow, columns={"opinion": NO_WORDS}),
    Words(table=StepRow, columns={"opinion": NO_WORDS, "inputs": NO_FIELDS}, is_of_case=True),
    Words(
        table=StatementRow,
        columns={"reasons": NO_WORDS, "ending_event": NO_WORDS},
        is_of_case=True,
    ),
)

OF_DOCUMENT: Mapping[str, object] = MappingProxyType(
    {"number": None, "reasons": None, "ending_event": None}
)
"""What the paper's own row holds beside its title."""


def scrub(work: Work, document_id: str) -> None:
    """Empty every column that holds words of an intercepted paper, in the same transaction."""
    for words in WORDS:
        name = str(words.table.__tablename__)
        try:
            with work.session.begin_nested():
                _empty(work.session, words, document_id)
        except DBAPIError:
            logger.error("words of an intercepted paper remain", document=document_id, table=name)
    work.session.expire_all()


def _empty(session: Session, words: Words, document_id: str) -> None:
    stored: Table = inspect(words.table).local_table  # the plain table: no row is to be matched
    cases = select(col(CaseRow.id)).where(col(CaseRow.document_id) == document_id)
    mine = stored.c.case_id.in_(cases) if words.is_of_case else stored.c.document_id == document_id
    session.execute(update(stored).where(mine).values(**words.columns))
