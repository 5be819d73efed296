"""The boxes of the inbox: which cases lie in each, and how many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select, true
from sqlalchemy import case as sql_case
from sqlmodel import col

from review.commands import Caller
from review.domain.pressing import SOON
from review.domain.searching import Word
from review.domain.vocabulary import DisclosureMode, DocumentKind, Source
from review.services.lines import mode_of
from review.services.visibility import visible
from review.services.work import Work
from review.storage.rows import CaseRow, DocumentRow, SectionRow, StepRow


class Box(StrEnum):
    """Which cases are shown."""

    MINE = "mine"
    """What waits for me (待办)."""
    SOON = "soon"
    """Of these, what is due by the next working day (即将到期)."""
    OVERDUE = "overdue"
    """Of these, what is late (已逾期)."""
    OPEN = "open"
    """What is under way (在办)."""
    DONE = "done"
    """What I have acted on (已办)."""
    STARTED = "started"
    """What I handed in or opened (我发起)."""


PRESSING = (Box.MINE, Box.SOON, Box.OVERDUE, Box.OPEN)
"""Open cases, the most pressing first; the others are ordered by what moved last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sieve:
    """What somebody looks for in a box; what is not said lets everything through."""

    words: tuple[Word, ...] = ()
    kind: DocumentKind | None = None
    stage: str | None = None
    mode: DisclosureMode | None = None
    source: Source | None = None
    section: str | None = None


def within(
    work: Work, box: Box, *, caller: Caller, lies: ColumnElement[bool]
) -> ColumnElement[bool]:
    """Return the condition under which a case that may be seen lies in a box."""
    is_open = col(CaseRow.closed_at).is_(None)
    due_on = col(CaseRow.stage_due_on)
    not_soon = work.means.calendar.add_working_days(work.today, SOON + 1)
    match box:
        case Box.MINE:
            return is_open & lies
        case Box.SOON:
            return is_open & lies & (due_on >= work.today) & (due_on < not_soon)
        case Box.OVERDUE:
            return is_open & lies & (due_on < work.today)
        case Box.OPEN:
            return is_open
        case Box.DONE:
            acted = select(col(StepRow.case_id)).where(col(StepRow.person_id) == caller.person_id)
            return col(CaseRow.id).in_(acted)
        case Box.STARTED:
            return col(CaseRow.opened_by) == caller.person_id


def counts(work: Work, *, caller: Caller, lies: ColumnElement[bool]) -> Mapping[Box, int]:
    """Return how many cases lie in each box; the boxes of open cases take one query."""
    sums = [
        func.sum(sql_case((within(work, box, caller=caller, lies=lies), 1), else_=0))
        for box in PRESSING
    ]
    is_open = within(work, Box.OPEN, caller=caller, lies=lies)
    row = work.session.execute(_seen(work, caller, *sums).where(is_open)).one()
    found = {box: int(count or 0) for box, count in zip(PRESSING, row, strict=True)}
    for box in (Box.DONE, Box.STARTED):
        query = _seen(work, caller, func.count()).where(within(work, box, caller=caller, lies=lies))
        found[box] = work.session.scalars(query).one()
    return found


def passes(sieve: Sieve) -> ColumnElement[bool]:
    """Return the condition under which a case passes what somebody looks for."""
    terms: list[ColumnElement[bool]] = [_said(word) for word in sieve.words]
    if sieve.kind is not None:
        terms.append(col(DocumentRow.kind) == sieve.kind)
    if sieve.stage is not None:
        terms.append(col(CaseRow.stage) == sieve.stage)
    if sieve.mode is not None:
        terms.append(mode_of() == sieve.mode)
    if sieve.source is not None:
        terms.append(col(DocumentRow.source) == sieve.source)
    if sieve.section is not None:
        named = select(col(SectionRow.id)).where(col(SectionRow.name) == sieve.section)
        terms.append(col(DocumentRow.section_id).in_(named))
    return and_(true(), *terms)


def _seen(work: Work, caller: Caller, *wanted: ColumnElement[int]) -> Select[*tuple[Any, ...]]:
    query: Select[*tuple[Any, ...]] = select(*wanted).select_from(CaseRow)
    of_papers = query.join(DocumentRow, col(DocumentRow.id) == col(CaseRow.document_id))
    return of_papers.where(visible(work, caller))


def _said(word: Word) -> ColumnElement[bool]:
    """A word is found literally, two Chinese signs like twenty: no sign of it means anything."""
    found = col(DocumentRow.title).icontains(word.text, autoescape=True) | col(
        DocumentRow.number
    ).icontains(word.in_number, autoescape=True)
    if word.serial is None:
        return found
    numbered = col(CaseRow.serial) == word.serial
    return found | (numbered if word.year is None else numbered & (col(CaseRow.year) == word.year))
