"""The whole of the ledger: the chains, and the rows held against them.

A chain by itself does not miss an end that was cut off together with its head: the rows do, which
say that they were changed more often than the chain tells.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, Select, select, text
from sqlmodel import Session, SQLModel, col

from review.storage.commitments import committed
from review.storage.entered import CHANGING, CHANGING_OF_PAPERS, ONCE, ONCE_OF_PAPERS
from review.storage.ledger import Flaw, verify
from review.storage.rows import (
    CaseRow,
    DisposalRow,
    DocumentRow,
    LedgerEntryRow,
    ReadingRow,
    SideActRow,
    StepRow,
)

BATCH = 1000
NOTHING = "{}"
FIRST = ("agency_id", "seq", "subject", "body", "id")
"""What is read of a row before the words it is held to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Rows of a table, what the ledger calls them, and how often they say they were changed."""

    table: str
    subject: str
    agency: str = "r.agency_id"
    rev: str = "r.rev"
    condition: str = "1 = 1"


def _once(table: str) -> Counted:
    return Counted(table=table, subject=f"'{table}:' || r.id", rev="1")


def _changing(table: str) -> Counted:
    return Counted(table=table, subject=f"'{table}:' || r.id")


COUNTED = (
    *map(_changing, (*CHANGING, *CHANGING_OF_PAPERS)),
    *map(_once, (*ONCE, *ONCE_OF_PAPERS)),
    Counted(table="agency", subject="'agency:' || r.id", agency="r.id"),
    Counted(table="section", subject="'section:' || r.id", condition="r.rev > 1"),
    Counted(table="active_definition", subject="'procedure:' || r.agency_id || ':' || r.name"),
    Counted(
        table="holiday_notice",
        subject="'calendar:' || r.agency_id || ':' || r.year",
        condition="""r.rev = (SELECT max(o.rev) FROM holiday_notice o
            WHERE o.agency_id = r.agency_id AND o.year = r.year)""",
    ),
    Counted(table="purge", subject="'purge:' || r.id", rev="1", condition="r.done_at IS NOT NULL"),
    *(
        Counted(table=table, subject=f"'{table}:' || r.id", rev="r.attempts", condition=condition)
        for table, condition in (
            ("outbox", "r.done_at IS NOT NULL OR r.is_dead"),
            ("webhook_delivery", "r.is_dead"),
        )
    ),
)
"""What tells of itself in the ledger, and is missed when the end of a chain is."""
NUMBERED = ("outbox", "answered_request")
"""Each row names the number of an entry of its agency."""


def verify_whole(session: Session) -> tuple[Flaw, ...]:
    """Return the first flaw of every chain; of chains that stand, what the rows say against them.

    Reads rows in pieces: a chain of millions takes no more memory than one of a hundred.
    """
    chains = verify(session)
    broken = {flaw.agency_id for flaw in chains}
    rows = (flaw for flaw in _against_rows(session) if flaw.agency_id not in broken)
    return (*chains, *rows)


def _against_rows(session: Session) -> Iterator[Flaw]:
    for counted in COUNTED:
        yield from _beyond(session, counted)
    for numbered in NUMBERED:
        yield from _unnumbered(session, numbered)
    yield from _documents_beyond(session)
    yield from _sections_beyond(session)
    for row in _read(session, _steps()):
        if not _is_step_told(row):
            yield _unlike(row, "words")
    for table, columns in SAID:
        for row in _read(session, _once_told(table, columns)):
            if not _is_told(row):
                yield _unlike(row, "words")
    yield from _opinions_unlike(session)


def _beyond(session: Session, counted: Counted) -> Iterator[Flaw]:
    asked = f"""SELECT {counted.agency} AS agency_id, {counted.subject} AS subject,
            (SELECT max(e.seq) FROM ledger_entry e WHERE e.agency_id = {counted.agency}) AS seq
        FROM {counted.table} r WHERE ({counted.condition}) AND {counted.rev} <> coalesce(
            (SELECT max(e.subject_rev) FROM ledger_entry e
             WHERE e.subject = {counted.subject} AND e.agency_id = {counted.agency}), 0)"""  # noqa: S608  # constants
    yield from _asked(session, asked, why="rows")


def _unnumbered(session: Session, table: str) -> Iterator[Flaw]:
    asked = f"""SELECT r.agency_id, '{table}:' || r.id AS subject,
            (SELECT max(e.seq) FROM ledger_entry e WHERE e.agency_id = r.agency_id) AS seq
        FROM {table} r WHERE NOT EXISTS (SELECT 1 FROM ledger_entry e
            WHERE e.agency_id = r.agency_id AND e.seq = r.seq)"""  # noqa: S608  # constants
    yield from _asked(session, asked, why="rows")


def _documents_beyond(session: Session) -> Iterator[Flaw]:
    asked = """SELECT r.agency_id, 'document:' || r.id AS subject,
            (SELECT max(e.seq) FROM ledger_entry e WHERE e.agency_id = r.agency_id) AS seq
        FROM document r WHERE r.rev <> coalesce(
            (SELECT max(e.document_rev) FROM ledger_entry e WHERE e.document_id = r.id), 0)"""
    yield from _asked(session, asked, why="rows")


def _sections_beyond(session: Session) -> Iterator[Flaw]:
    """A section has its entry, or the founding of its agency names it as it was called first."""
    asked = text("""SELECT r.agency_id, 'section:' || r.id AS subject, f.body, coalesce(
            (SELECT n.name FROM former_name n WHERE n.subject = 'section:' || r.id
             ORDER BY n.rev LIMIT 1), r.name) AS name
        FROM section r LEFT JOIN ledger_entry f
            ON f.subject = 'agency:' || r.agency_id AND f.subject_rev = 1
        WHERE NOT EXISTS (SELECT 1 FROM ledger_entry e
            WHERE e.subject = 'section:' || r.id AND e.subject_rev = 1)
        ORDER BY r.agency_id, r.id""")
    for agency, sections in groupby(session.execute(asked), key=attrgetter("agency_id")):
        named: list[str] | None = None
        for section in sections:
            if named is None:
                named = json.loads(section.body)["body"]["sections"] if section.body else []
            if section.name in named:
                named.remove(section.name)
            else:
                yield Flaw(agency_id=agency, seq=0, why="rows", subject=section.subject)


def _opinions_unlike(session: Session) -> Iterator[Flaw]:
    """An opinion stands twice, with the step and with the act: both say the same."""
    asked = """SELECT r.agency_id, 'act:' || r.id AS subject, 0 AS seq FROM act r
        JOIN document d ON d.id = r.document_id
        WHERE r.source IS NULL AND d.intercepted_at IS NULL AND NOT EXISTS (SELECT 1 FROM step s
            WHERE s.case_id = r.case_id AND s.rev = r.rev AND s.opinion = r.opinion)"""
    yield from _asked(session, asked, why="words")


def _asked(session: Session, question: str, *, why: str) -> Iterator[Flaw]:
    answers = session.execute(text(question), execution_options={"yield_per": BATCH})
    for agency, subject, seq in answers:
        yield Flaw(agency_id=agency, seq=seq or 0, why=why, subject=subject)


STEP: tuple[Any, ...] = (
    col(StepRow.agency_id),
    col(LedgerEntryRow.seq),
    ("step:" + col(StepRow.id)).label("subject"),
    col(LedgerEntryRow.body),
    col(StepRow.id),
    col(StepRow.from_stage),
    col(StepRow.to_stage),
    col(StepRow.version_id),
    col(StepRow.person_id),
    col(StepRow.principal_id),
    col(StepRow.opinion),
    col(StepRow.inputs),
    col(DocumentRow.intercepted_at),
)


def _steps() -> Select[Any]:
    of_step = (
        (col(LedgerEntryRow.agency_id) == col(StepRow.agency_id))
        & (col(LedgerEntryRow.subject) == "review_case:" + col(StepRow.case_id))
        & (col(LedgerEntryRow.subject_rev) == col(StepRow.rev))
    )
    return (
        select(*STEP)
        .join(CaseRow, col(CaseRow.id) == col(StepRow.case_id))
        .join(DocumentRow, col(DocumentRow.id) == col(CaseRow.document_id))
        .outerjoin(LedgerEntryRow, of_step)
        .order_by(col(StepRow.agency_id), col(LedgerEntryRow.seq))
    )


def _is_step_told(row: Row[Any]) -> bool:
    """The entry tells the same step: where from, where to, on which bytes, by whom, in which words.

    The step that opens a case says nothing; of an intercepted paper the words went with the bytes.
    """
    if row.body is None:
        return False
    told = json.loads(row.body)["body"]
    if row.from_stage is None:
        opened = (told.get("stage"), told.get("version"), told.get("person"), "", NOTHING)
        return opened == (row.to_stage, row.version_id, row.person_id, row.opinion, row.inputs)
    is_said = told.get("said") == committed(row.id, row.opinion, row.inputs)
    went = row.intercepted_at is not None and (row.opinion, row.inputs) == ("", NOTHING)
    keys = ("from", "to", "version", "person", "principal")
    same = (row.from_stage, row.to_stage, row.version_id, row.person_id, row.principal_id)
    return tuple(told.get(key) for key in keys) == same and (is_said or went)


SAID: tuple[tuple[type[SQLModel], tuple[Any, ...]], ...] = (
    (DisposalRow, (DisposalRow.kind, DisposalRow.reason, DisposalRow.article)),
    (ReadingRow, (ReadingRow.answers,)),
    (SideActRow, (SideActRow.answer, SideActRow.words)),
)
"""Rows that are written once with words of a person, and in what order these are committed to."""


def _once_told(table: Any, columns: tuple[Any, ...]) -> Select[Any]:  # noqa: ANN401  # a row class
    name = table.__tablename__
    subject = f"{name}:" + col(table.id)
    of_row = (col(LedgerEntryRow.agency_id) == col(table.agency_id)) & (
        col(LedgerEntryRow.subject) == subject
    )
    told: tuple[Any, ...] = (
        col(table.agency_id),
        col(LedgerEntryRow.seq),
        subject.label("subject"),
        col(LedgerEntryRow.body),
        col(table.id),
        *columns,
    )
    kept = (col(DocumentRow.id) == col(table.document_id)) & (
        col(DocumentRow.intercepted_at).is_(None)  # else the words went with the bytes
    )
    joined = select(*told).join(LedgerEntryRow, of_row).join(DocumentRow, kept)
    return joined.order_by(col(table.agency_id), col(LedgerEntryRow.seq))


def _is_told(row: Row[Any]) -> bool:
    """The entry holds to the very words, which stand behind the columns of every row.

    Beside a procedure much is done without a word: there the entry holds to none.
    """
    words = ["" if word is None else str(word) for word in row[len(FIRST) :]]
    said = committed(row.id, *words) if any(words) else None
    return bool(json.loads(row.body)["body"].get("said") == said)


def _read(session: Session, query: Select[Any]) -> Iterator[Row[Any]]:
    return iter(session.execute(query, execution_options={"yield_per": BATCH}))


def _unlike(row: Row[Any], why: str) -> Flaw:
    return Flaw(agency_id=row.agency_id, seq=row.seq or 0, why=why, subject=row.subject)
