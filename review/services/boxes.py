"""The boxes of the inbox: which cases lie in each, in which order, and how many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal,
    select,
    true,
)
from sqlalchemy.orm import Mapped
from sqlmodel import col

from review.domain.pressing import SOON
from review.domain.searching import Word
from review.domain.vocabulary import DisclosureMode, DocumentKind, SideVerb, Source
from review.services.asks import is_asked_of
from review.services.calendars import calendar_of
from review.services.lines import mode_of
from review.services.scopes import AGENCY, READER, Scope, Standpoint
from review.services.sought import Form, holds
from review.services.work import Work
from review.storage.columns import among
from review.storage.rows import AddresseeRow, CaseRow, DocumentRow, SectionRow, StepRow
from review.storage.tables import table_of

Column = ColumnElement[Any] | Mapped[Any]
MOST_COUNTED = 99
"""More than so many are not counted: nobody reads them one by one."""


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
    COPIED = "copied"
    """What was copied to me for information (抄送)."""
    ASKED = "asked"
    """What somebody asked me about, which I have yet to answer (待答复)."""
    ALL = "all"
    """Everything that I may see (全部)."""


PRESSING = (Box.MINE, Box.SOON, Box.OVERDUE, Box.OPEN)
"""Open cases, the most pressing first; the others are ordered by what came last."""
_TRACES: Mapping[Box, tuple[Column, Column]] = {
    Box.DONE: (col(StepRow.case_id), col(StepRow.at)),
    Box.COPIED: (col(AddresseeRow.case_id), col(AddresseeRow.at)),
    Box.ASKED: (col(AddresseeRow.case_id), col(AddresseeRow.at)),
}
"""Boxes that are read from what somebody left in a case, or was sent of it."""
_LATER = table_of(StepRow).alias("later")
_COPIED_LATER = table_of(AddresseeRow).alias("copied_later")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sieve:
    """What a list is narrowed to; what is not said lets everything through."""

    words: tuple[Word, ...] = ()
    kind: DocumentKind | None = None
    stage: str | None = None
    mode: DisclosureMode | None = None
    source: Source | None = None
    section: str | None = None


def values_of(work: Work, scope: Scope) -> dict[str, object]:
    """Return the values with which boxes are asked: whose they are, and what is due."""
    not_soon = calendar_of(work).add_working_days(work.today, SOON + 1)
    return {**scope.said(), "today": work.today, "not_soon": not_soon}


def counts(work: Work, scope: Scope) -> Mapping[Box, int]:
    """Return how many cases lie in each box, none of them counted beyond `MOST_COUNTED` + 1."""
    row = work.session.execute(_counting(scope.standpoint), values_of(work, scope)).one()
    return dict(zip(Box, row, strict=True))


@lru_cache(maxsize=256)
def _counting(at: Standpoint) -> Select[Any]:
    lying = (_lying_in(at, box).limit(MOST_COUNTED + 1).subquery(box.value) for box in Box)
    return select(*(select(func.count()).select_from(each).scalar_subquery() for each in lying))


def _lying_in(at: Standpoint, box: Box) -> Select[Any]:
    return pressing(at, box, literal(1)) if box in PRESSING else latest(at, box, true())


def pressing(at: Standpoint, box: Box, *columns: Column) -> Select[Any]:
    """Return the question for the open cases of a box, as yet in no order."""
    of_cases = _with_paper(select(*columns).select_from(CaseRow))
    return of_cases.where(at.visible(), within(at, box))


def latest(at: Standpoint, box: Box, passing: ColumnElement[bool]) -> Select[Any]:
    """Return the question for the cases of a box of all times, what came last first.

    They are read from an index in this order, one by one until there are enough; what must be
    true of the case and its paper is asked of each, for a planner would begin with the papers.
    """
    if box in _TRACES:
        case_id, traced_at = _TRACES[box]
        of_cases = select(literal(1)).select_from(CaseRow)
        fit = _with_paper(of_cases).where(col(CaseRow.id) == case_id, at.visible(), passing)
        traces: Select[Any] = select(case_id.label("id")).where(within(at, box), fit.exists())
        return traces.order_by(traced_at.desc())
    paper = select(literal(1)).where(
        col(DocumentRow.id) == col(CaseRow.document_id), at.sees(), passing
    )
    mine = select(col(CaseRow.id)).where(
        col(CaseRow.agency_id) == AGENCY, within(at, box), paper.exists()
    )
    number = (col(CaseRow.year).desc(), col(CaseRow.serial).desc())
    since = (col(CaseRow.stage_since).desc(),) if box is Box.STARTED else ()
    return mine.order_by(*since, *number)


def _with_paper(of_cases: Select[Any]) -> Select[Any]:
    return of_cases.join(DocumentRow, col(DocumentRow.id) == col(CaseRow.document_id))


def within(at: Standpoint, box: Box) -> ColumnElement[bool]:
    """Return the condition under which a case that may be seen lies in a box."""
    if box in PRESSING:
        return col(CaseRow.closed_at).is_(None) & _due_in(at, box)
    if box is Box.DONE:
        return (col(StepRow.person_id) == READER) & ~_acted_later()
    if box is Box.COPIED:
        return _is_copy_to(READER) & ~_copied_later()
    if box is Box.ASKED:
        return is_asked_of(READER)
    return col(CaseRow.opened_by) == READER if box is Box.STARTED else true()


def _due_in(at: Standpoint, box: Box) -> ColumnElement[bool]:
    due_on = col(CaseRow.stage_due_on)
    today: BindParameter[date] = bindparam("today")
    not_soon: BindParameter[date] = bindparam("not_soon")
    match box:
        case Box.SOON:
            return _mine(at) & (due_on >= today) & (due_on < not_soon)
        case Box.OVERDUE:
            return _mine(at) & (due_on < today)
        case Box.MINE:
            return _mine(at)
        case _:
            return true()


def belongs_to(at: Standpoint, box: Box) -> ColumnElement[bool]:
    """Return the condition of a box of closed cases too, of a case alone."""
    if box is Box.COPIED:
        return was_copied_to(READER)
    if box is Box.ASKED:
        its = col(AddresseeRow.case_id) == col(CaseRow.id)
        return exists().where(is_asked_of(READER), its)
    return _acted_on() if box is Box.DONE else within(at, box)


def was_copied_to(person: str | BindParameter[str]) -> ColumnElement[bool]:
    """Return the condition under which a case was ever copied to somebody."""
    return exists().where(_is_copy_to(person), col(AddresseeRow.case_id) == col(CaseRow.id))


def _is_copy_to(person: str | BindParameter[str]) -> ColumnElement[bool]:
    return (col(AddresseeRow.person_id) == person) & (col(AddresseeRow.verb) == SideVerb.COPY)


def _acted_on() -> ColumnElement[bool]:
    """Return the condition under which a person has acted on a case."""
    return exists().where(col(StepRow.person_id) == READER, col(StepRow.case_id) == col(CaseRow.id))


def passes(sieve: Sieve, form: Form) -> ColumnElement[bool]:
    """Return the condition under which a case passes what a list is narrowed to.

    Words stand in it by their form only; what they are is told when it is asked.
    """
    terms: list[ColumnElement[bool]] = [holds(form)]
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


def _mine(at: Standpoint) -> ColumnElement[bool]:
    """Name the stages once more by themselves: by them the rows are found, not read one by one."""
    return among(col(CaseRow.stage), at.stages()) & at.lies()


def _acted_later() -> ColumnElement[bool]:
    """A case lies once in the box of what one has done: where one acted last."""
    return exists().where(
        _LATER.c.person_id == col(StepRow.person_id),
        _LATER.c.case_id == col(StepRow.case_id),
        _LATER.c.rev > col(StepRow.rev),
    )


def _copied_later() -> ColumnElement[bool]:
    """A case that was copied twice lies in the box once."""
    return exists().where(
        _COPIED_LATER.c.person_id == col(AddresseeRow.person_id),
        _COPIED_LATER.c.verb == SideVerb.COPY,
        _COPIED_LATER.c.case_id == col(AddresseeRow.case_id),
        _COPIED_LATER.c.at > col(AddresseeRow.at),
    )
