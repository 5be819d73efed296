"""Events that bring a paper up for reassessment: each with its source and who entered it."""

from __future__ import annotations

from review.commands import Caller, RecordTrigger
from review.domain.ends import EVENTS
from review.domain.errors import DayNotReached, GroundsMissing, WordUnknown
from review.domain.vocabulary import Key, Role
from review.services.cases import acting
from review.services.documents import the_document
from review.services.entries import enter
from review.services.work import Work
from review.storage.columns import new_id
from review.storage.rows import TriggerRow

ENTERING = (Role.INFORMATION_OFFICER, Role.OFFICE_REVIEWER)


def record_trigger(work: Work, command: RecordTrigger, *, caller: Caller) -> None:
    """Enter an event: its number or letter, the day it happened, and who says so."""
    actor = acting(work, caller, roles=ENTERING)
    if command.trigger not in EVENTS:
        raise WordUnknown(key=Key.ON_EVENT, allowed=tuple(event.label for event in EVENTS))
    if not command.reference.strip():
        raise GroundsMissing(key=Key.NUMBER)
    if command.happened_on > work.today:
        raise DayNotReached(day=command.happened_on)
    document = the_document(work, command.document, agency_id=caller.agency_id)
    row = TriggerRow(
        id=new_id(),
        agency_id=document.agency_id,
        document_id=document.id,
        trigger=command.trigger,
        reference=command.reference.strip(),
        happened_on=command.happened_on,
        entered_by=actor.person,
        entered_at=work.now,
    )
    enter(
        work,
        "reassessment:triggered",
        agency_id=row.agency_id,
        subject=(f"reassessment_trigger:{row.id}", 1),
        body={"document": document.id, "trigger": row.trigger.value},
        caller=caller,
    )
    work.session.add(row)
    work.session.flush()
