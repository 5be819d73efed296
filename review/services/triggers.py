"""Events that bring a paper up for reassessment: each with its source and who entered it."""

from __future__ import annotations

from review.commands import Caller, RecordTrigger
from review.domain.errors import DayNotReached
from review.domain.reassessment_refusals import NotEntered, SourceMissing
from review.domain.vocabulary import ENTERED, Role
from review.services.cases import acting_locked
from review.services.documents import the_document
from review.services.entries import enter
from review.services.work import Work
from review.storage.columns import new_id
from review.storage.rows import TriggerRow

ENTERING = (Role.INFORMATION_OFFICER, Role.OFFICE_REVIEWER)


def record_trigger(work: Work, command: RecordTrigger, *, caller: Caller) -> None:
    """Enter what happened outside: its number or letter, the day, and who says so.

    Raises:
        NotEntered: it is derived from dates, requests or rules, and entered by nobody.
    """
    actor = acting_locked(work, caller, roles=ENTERING)
    if command.trigger not in ENTERED:
        allowed = tuple(event.label for event in ENTERED)
        raise NotEntered(event=command.trigger, allowed=allowed)
    if not command.reference.strip():
        raise SourceMissing
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
