"""Requests for a paper as they were answered: entered once by number, corrected in the open."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlmodel import col

from review.commands import Caller
from review.domain.errors import DayNotReached, NoSuchDocument
from review.domain.reassessment_refusals import (
    EnteredOtherwise,
    NothingToCorrect,
    RequestUnnumbered,
)
from review.domain.vocabulary import RequestResult, Role
from review.reassessment_commands import EnterRequest
from review.services.cases import acting_locked
from review.services.documents import the_document
from review.services.entries import enter
from review.services.requests_given import SUBJECT
from review.services.visibility import sees
from review.services.work import Work
from review.storage.columns import new_id
from review.storage.commitments import committed
from review.storage.rows import RequestFactRow

ENTERING = (
    Role.INFORMATION_OFFICER,
    Role.OFFICE_REVIEWER,
    Role.SECTION_HEAD,
    Role.DRAFTER,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What became of a request that was entered: new, corrected, or there already."""

    number: str
    is_new: bool
    is_corrected: bool


def enter_request(work: Work, command: EnterRequest, *, caller: Caller) -> Entered:
    """Enter a request on a paper that is one's own to see; a number is entered once.

    Raises:
        NoSuchDocument: the paper is another section's or another agency's.
        EnteredOtherwise: the number is there with other facts, and no correction was explained.
    """
    actor = acting_locked(work, caller, roles=ENTERING)
    number, who = command.number.strip(), _plain(command.requester)
    if not number or not who:
        raise RequestUnnumbered
    if command.answered_on > work.today:
        raise DayNotReached(day=command.answered_on)
    document = the_document(work, command.document, agency_id=caller.agency_id)
    if not sees(work, actor, document):
        raise NoSuchDocument(document=command.document)
    row = RequestFactRow(
        id=new_id(),
        agency_id=document.agency_id,
        document_id=document.id,
        number=number,
        revision=1,
        requester_mark=committed(SUBJECT, document.agency_id, who),
        answered_on=command.answered_on,
        result=command.result,
        correction=command.correction.strip(),
        entered_by=actor.person,
        entered_at=work.now,
    )
    return _kept(work, row, caller=caller)


def _kept(work: Work, row: RequestFactRow, *, caller: Caller) -> Entered:
    before = _last_of(work, row.document_id, row.number)
    if before is None and row.correction:
        raise NothingToCorrect(number=row.number)
    if before is not None:
        if _facts_of(before) == _facts_of(row):
            return Entered(number=row.number, is_new=False, is_corrected=False)
        if not row.correction:
            raise EnteredOtherwise(number=row.number)
        row.revision = before.revision + 1
    enter(
        work,
        "reassessment:request_entered" if before is None else "reassessment:request_corrected",
        agency_id=row.agency_id,
        subject=(f"{SUBJECT}:{row.id}", 1),
        body={
            "document": row.document_id,
            "number": row.number,
            "revision": row.revision,
            "result": row.result.value,
            "answered_on": row.answered_on.isoformat(),
        },
        caller=caller,
    )
    work.session.add(row)
    work.session.flush()
    return Entered(number=row.number, is_new=before is None, is_corrected=before is not None)


def _last_of(work: Work, document_id: str, number: str) -> RequestFactRow | None:
    query = (
        select(RequestFactRow)
        .where(
            col(RequestFactRow.document_id) == document_id,
            col(RequestFactRow.number) == number,
        )
        .order_by(col(RequestFactRow.revision).desc())
    )
    return work.session.scalars(query.limit(1)).one_or_none()


def _facts_of(row: RequestFactRow) -> tuple[str, date, RequestResult]:
    return row.requester_mark, row.answered_on, row.result


def _plain(name: str) -> str:
    """One person is written in one way, however wide the signs are."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()
