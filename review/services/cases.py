"""Cases as rows: finding one, pinning its procedure, and opening one."""

from __future__ import annotations

import re
from datetime import date

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlmodel import col

from review.commands import Caller
from review.domain.errors import CaseAlreadyOpen, NoSuchCase, NoSuchProcedure
from review.domain.vocabulary import Effect, Role
from review.services.accounts import actor_of, not_yours
from review.services.calendars import calendar_of
from review.services.entries import who
from review.services.messages_asked import tell_of_step
from review.services.visibility import sees
from review.services.work import Work
from review.storage.columns import new_id
from review.storage.ledger import Change, append, head_of
from review.storage.rows import (
    ActiveDefinitionRow,
    CaseRow,
    DefinitionRow,
    DocumentRow,
    LedgerEntryRow,
    StepRow,
    VersionRow,
)
from workflows.calendar import Calendar
from workflows.clock_events import Limit
from workflows.engine import Actor
from workflows.loading import load
from workflows.model import Procedure

PUBLISHING = Limit(days=20)
"""So long the law gives to publish what is to be public (条例第二十六条)."""
NUMBER = re.compile(r"([0-9]{4})-([0-9]{4,8})")
TAKEDOWN = "takedown"
_PROCEDURES: dict[str, Procedure] = {}
# built once: every step of every case asks this; the session knows its paper from here on, too
_CASE = (
    select(CaseRow, DocumentRow, VersionRow)
    .join(DocumentRow, col(DocumentRow.id) == col(CaseRow.document_id))
    .join(VersionRow, col(VersionRow.id) == col(CaseRow.version_id))
    .where(col(CaseRow.agency_id) == bindparam("agency"))
)
_BY_ID = _CASE.where(col(CaseRow.id) == bindparam("case"))
_BY_NUMBER = _CASE.where(
    col(CaseRow.year) == bindparam("year"), col(CaseRow.serial) == bindparam("serial")
)


def number_of(case: CaseRow) -> str:
    """Return the number people know a case by."""
    return numbered(case.year, case.serial)


def numbered(year: int, serial: int) -> str:
    """Write such a number."""
    return f"{year}-{serial:04d}"


def the_case(work: Work, reference: str, *, agency_id: str) -> CaseRow:
    """Return a case of this agency by number or id; another agency's does not exist (S07)."""
    number = NUMBER.fullmatch(reference)
    if number is None:
        asked = work.session.execute(_BY_ID, {"agency": agency_id, "case": reference})
    else:
        said = {"agency": agency_id, "year": int(number[1]), "serial": int(number[2])}
        asked = work.session.execute(_BY_NUMBER, said)
    found = asked.one_or_none()
    if found is None:
        raise NoSuchCase(case=reference)
    case: CaseRow = found[0]
    return case


def refuse_unseen(work: Work, case: CaseRow, actor: Actor) -> None:
    """What a person may not see he cannot act on: it does not exist for him (H8)."""
    if not sees(work, actor, document_of(work, case)):
        raise NoSuchCase(case=number_of(case))


def referred_to(reference: str) -> ColumnElement[bool]:
    """Return the condition by which people refer to a case: its number (2026-0147) or its id."""
    number = NUMBER.fullmatch(reference)
    if number is None:
        return col(CaseRow.id) == reference
    return (col(CaseRow.year) == int(number[1])) & (col(CaseRow.serial) == int(number[2]))


def opened_at_seq() -> ColumnElement[int]:
    """Return the number of the entry that opened a case: no clock says which case came first."""
    opening = select(col(LedgerEntryRow.seq)).where(
        col(LedgerEntryRow.subject) == "review_case:" + col(CaseRow.id),
        col(LedgerEntryRow.subject_rev) == 1,
    )
    return opening.correlate(CaseRow).scalar_subquery()


def document_of(work: Work, case: CaseRow) -> DocumentRow:
    """Return the paper a case is about."""
    return work.session.get_one(DocumentRow, case.document_id)


def procedure_of(work: Work, digest: str) -> Procedure:
    """Return the definition a case is pinned to, by its hash."""
    procedure = _PROCEDURES.get(digest)
    if procedure is None:
        row = work.session.get_one(DefinitionRow, digest)
        procedure = _PROCEDURES[digest] = load(row.source)
    return procedure


def active_procedure(work: Work, name: str, *, agency_id: str) -> Procedure:
    """Return the definition that new cases of this agency follow."""
    active = work.session.get(ActiveDefinitionRow, (agency_id, name))
    if active is None:
        raise NoSuchProcedure(procedure=name)
    return procedure_of(work, active.digest)


def acting_locked(work: Work, caller: Caller, *, roles: tuple[Role, ...]) -> Actor:
    """Take the agency's place in line and return the actor; refuse who holds none of the roles.

    Only for steps does anybody act in another's place: what keeps no principal has none.
    """
    lock(work, caller.agency_id)
    actor = actor_of(work, caller)
    if actor.roles.isdisjoint(roles):
        raise not_yours(roles)
    return actor


def lock(work: Work, agency_id: str) -> None:
    """Take the agency's place in line: what is read from here on is the newest (H7)."""
    head_of(work.session, agency_id)


def open_case(  # noqa: PLR0913  # what a case is born with
    work: Work,
    document: DocumentRow,
    *,
    procedure: Procedure,
    version_id: str,
    caller: Caller | None,
    role: Role,
    because: str | None = None,
) -> CaseRow:
    """Open a case for a document, with its entry; a second open one is refused (一事一审)."""
    _refuse_second(work, document, procedure)
    case = new_case(
        work, document, procedure, version_id, serial=next_serial(work, document.agency_id)
    )
    case.opened_by = caller.person_id if caller else None
    case.opened_because = because
    session = work.session
    append(session, opening(work, case, caller, role=role))
    session.add(case)
    session.flush()
    session.add(opening_step(work, case, caller, role=role))
    session.flush()
    tell_of_step(session, case, rev=case.rev, stage=case.stage, at=work.now)
    return case


def stage_due_on(work: Work, procedure: Procedure, stage: str, *, since: date) -> date | None:
    """Return by when a stage should be left."""
    limit = procedure.stages[stage].limit
    return None if limit is None else calendar_of(work).add_working_days(since, limit)


def started_on(document: DocumentRow, *, opened_on: date) -> date:
    """Return since when the days of publishing run: since a paper was made, where that is earlier.

    Of a historic paper those passed before anybody was asked; they run since its case was opened.
    """
    made_on = None if document.is_historic else document.dated
    return min(made_on or opened_on, opened_on)


def publishing_span(
    procedure: Procedure, document: DocumentRow, *, opened_on: date, calendar: Calendar
) -> tuple[date, date | None]:
    """Return since when and until when a paper should be published (条例第二十六条).

    The twenty days run for a review that may publish, not for looking again or taking down.
    """
    since = started_on(document, opened_on=opened_on)
    publishes = any(Effect.PUBLISH in step.effects for step in procedure.steps)
    return since, calendar.add_working_days(since, PUBLISHING.days) if publishes else None


def _refuse_second(work: Work, document: DocumentRow, procedure: Procedure) -> None:
    """One matter, one review; withdrawing what is public never waits for a review."""
    query = select(CaseRow).where(
        col(CaseRow.document_id) == document.id, col(CaseRow.closed_at).is_(None)
    )
    if procedure.name == TAKEDOWN:
        query = query.where(col(CaseRow.procedure) == TAKEDOWN)
    open_one = work.session.scalars(query.limit(1)).first()
    if open_one is not None:
        raise CaseAlreadyOpen(case=number_of(open_one))


def next_serial(work: Work, agency_id: str) -> int:
    """Return the serial of the next case of this year; the agency is locked."""
    query = select(func.max(col(CaseRow.serial))).where(
        col(CaseRow.agency_id) == agency_id, col(CaseRow.year) == work.today.year
    )
    return (work.session.scalars(query).one() or 0) + 1


def new_case(
    work: Work, document: DocumentRow, procedure: Procedure, version_id: str, *, serial: int
) -> CaseRow:
    """Return the row of a case at its start; its number is the caller's to know."""
    calendar = calendar_of(work)
    since, due_on = publishing_span(procedure, document, opened_on=work.today, calendar=calendar)
    return CaseRow(
        id=new_id(),
        agency_id=document.agency_id,
        year=work.today.year,
        serial=serial,
        document_id=document.id,
        version_id=version_id,
        procedure=procedure.name,
        procedure_digest=procedure.digest,
        stage=procedure.start,
        stage_since=work.now,
        stage_due_on=stage_due_on(work, procedure, procedure.start, since=work.today),
        due_on=due_on,
        due_is_provisional=due_on is not None and calendar.is_provisional(since, until=due_on),
        opened_at=work.now,
    )


def opening(work: Work, case: CaseRow, caller: Caller | None, *, role: Role) -> Change:
    """Return the entry of a case that is opened."""
    return Change(
        agency_id=case.agency_id,
        event="case:opened",
        subject=f"review_case:{case.id}",
        subject_rev=1,
        at=work.now,
        body={
            "case": case.id,
            "document": case.document_id,
            "procedure": case.procedure_digest,
            "stage": case.stage,
            "version": case.version_id,
            "because": case.opened_because,
            "role": role.value,
            **who(caller),
        },
    )


def opening_step(work: Work, case: CaseRow, caller: Caller | None, *, role: Role) -> StepRow:
    """Return the step with which a case begins."""
    return StepRow(
        id=new_id(),
        agency_id=case.agency_id,
        case_id=case.id,
        rev=1,
        action="open",
        from_stage=None,
        to_stage=case.stage,
        version_id=case.version_id,
        person_id=caller.person_id if caller else None,
        role=role,
        token_id=caller.token_id if caller else None,
        os_account=caller.os_account if caller else None,
        at=work.now,
    )
