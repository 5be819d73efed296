"""A new review of a paper that is here already; what was withdrawn returns only this way."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import col

from review.commands import Caller, OpenCase, TakeDown, TakeStep
from review.domain.case_refusals import NothingLeft, NotPublic
from review.domain.errors import NoSuchDocument
from review.domain.phrases import YES
from review.domain.vocabulary import Availability, Effect, Key, Need, Role
from review.services.cases import (
    TAKEDOWN,
    acting_locked,
    active_procedure,
    number_of,
    open_case,
)
from review.services.documents import the_document
from review.services.open_procedures import review_procedure
from review.services.steps import take_step
from review.services.views import Stepped
from review.services.visibility import sees
from review.services.work import Work
from review.storage.rows import VersionRow

WITHDRAWERS = (Role.OFFICE_REVIEWER, Role.CONFIDENTIALITY_OFFICER, Role.APPROVING_OFFICIAL)


def reopen(work: Work, command: OpenCase, *, caller: Caller) -> Stepped:
    """Open a new publication case on a paper's newest version, as its drafter."""
    actor = acting_locked(work, caller, roles=(Role.DRAFTER,))
    document = the_document(work, command.document, agency_id=caller.agency_id)
    if not sees(work, actor, document):
        raise NoSuchDocument(document=command.document)
    procedure = review_procedure(work, command.procedure, agency_id=caller.agency_id)
    if document.intercepted_at is not None:
        raise NothingLeft
    case = open_case(
        work,
        document,
        procedure=procedure,
        version_id=_newest(work, document.id),
        caller=caller,
        role=Role.DRAFTER,
    )
    return Stepped(
        case=number_of(case),
        stage=case.stage,
        stage_label=procedure.stages[case.stage].label,
        rev=case.rev,
    )


def take_down(work: Work, command: TakeDown, *, caller: Caller) -> Stepped:
    """Withdraw a public paper at once; the case stays open until another confirms."""
    actor = acting_locked(work, caller, roles=WITHDRAWERS)
    document = the_document(work, command.document, agency_id=caller.agency_id)
    if document.availability is not Availability.PUBLIC or document.public_version_id is None:
        raise NotPublic(availability=document.availability)
    procedure = active_procedure(work, TAKEDOWN, agency_id=caller.agency_id)
    case = open_case(
        work,
        document,
        procedure=procedure,
        version_id=document.public_version_id,
        caller=caller,
        role=next(role for role in WITHDRAWERS if role in actor.roles),
    )
    first = next(
        step
        for step in procedure.steps_from(case.stage)
        if Effect.WITHDRAW_FROM_PUBLIC in step.effects
    )
    step = TakeStep(case=case.id, action=first.action, inputs=_said(command))
    return take_step(work, step, caller=caller)


def _said(command: TakeDown) -> dict[str, str]:
    leak = {Key.SUSPECTED_LEAK.value: YES[0]} if command.is_suspected_leak else {}
    return {Need.REASON.value: command.reason, **leak}


def _newest(work: Work, document_id: str) -> str:
    query = select(col(VersionRow.id)).where(col(VersionRow.document_id) == document_id)
    return work.session.scalars(query.order_by(col(VersionRow.number).desc()).limit(1)).one()
