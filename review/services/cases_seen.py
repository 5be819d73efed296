"""A case before the eyes of one person: what he may not see does not exist for him (S07)."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import col

from review.commands import Caller
from review.domain.errors import NoSuchCase
from review.services.cases import procedure_of, referred_to
from review.services.offering import offer_view
from review.services.views import OfferView
from review.services.visibility import visible
from review.services.work import Work
from review.storage.rows import CaseRow, DocumentRow
from review.storage.told_once import told_once


@told_once
def visible_case(work: Work, reference: str, *, caller: Caller | None) -> CaseRow:
    """Return a case this person may see; any other does not exist for him (S07)."""
    query = (
        select(CaseRow)
        .join(DocumentRow, col(DocumentRow.id) == col(CaseRow.document_id))
        .where(visible(work, caller), referred_to(reference))
    )
    found = list(work.session.scalars(query.limit(2)))
    if len(found) != 1:
        raise NoSuchCase(case=reference)
    return found[0]


def paper_seen(work: Work, reference: str, *, caller: Caller) -> str:
    """Return the paper of a case that this person may see."""
    return visible_case(work, reference, caller=caller).document_id


def step_asked(work: Work, reference: str, action: str, *, caller: Caller) -> OfferView | None:
    """Return what a step asks for where the case stands; whether it may be taken is not looked at.

    None where no person takes such a step from here.
    """
    case = visible_case(work, reference, caller=caller)
    steps = procedure_of(work, case.procedure_digest).steps_from(case.stage)
    found = next((one for one in steps if one.action == action and one.automatic is None), None)
    return None if found is None else offer_view(found, said=())
