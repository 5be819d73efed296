"""What is kept from the public, and what of it somebody looks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlmodel import col

from review.commands import Caller
from review.domain.ends import years_after
from review.domain.searching import Word
from review.domain.vocabulary import Act, Availability, DisclosureMode, Exemption, OnRequestReason
from review.services.visibility import visible
from review.services.work import SHANGHAI, Work
from review.storage.rows import ActRow, DocumentRow, SectionRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What somebody looks for in the register; what is not said lets everything through."""

    words: tuple[Word, ...] = ()
    mode: DisclosureMode | None = None
    ground: Exemption | OnRequestReason | None = None
    section: str | None = None
    due_by: date | None = None
    """Only what must be looked at again by this day."""
    years: int = 0
    """Only what has been kept from the public for at least so many years."""


def kept_from_public() -> ColumnElement[bool]:
    """Return the condition under which a paper is in the register: decided, and not to be public.

    What is public, what was intercepted and what the Party issued is not.
    """
    return and_(
        col(DocumentRow.availability) != Availability.PUBLIC,
        col(DocumentRow.mode).in_((DisclosureMode.WITHHELD, DisclosureMode.ON_REQUEST)),
        col(DocumentRow.intercepted_at).is_(None),
        ~col(DocumentRow.is_party_paper),
    )


def meets(work: Work, sought: Sought, caller: Caller | None) -> ColumnElement[bool]:
    """Return the condition under which a paper is in the register, seen, and looked for."""
    terms = [kept_from_public(), visible(work, caller)]
    terms += [_says(word) for word in sought.words]
    if sought.mode is not None:
        terms.append(col(DocumentRow.mode) == sought.mode)
    match sought.ground:
        case Exemption():
            terms.append(col(DocumentRow.exemption) == sought.ground)
        case OnRequestReason():
            terms.append(col(DocumentRow.on_request_reason) == sought.ground)
        case None:
            pass
    if sought.section is not None:
        named = select(col(SectionRow.id)).where(col(SectionRow.name) == sought.section)
        terms.append(col(DocumentRow.section_id).in_(named))
    if sought.due_by is not None:
        terms.append(col(DocumentRow.reassess_on) <= sought.due_by)
    if sought.years:
        earliest = years_after(work.today, years=-sought.years)
        until = datetime.combine(earliest, datetime.max.time(), tzinfo=SHANGHAI)
        terms.append(since() <= until)
    return and_(*terms)


def _says(word: Word) -> ColumnElement[bool]:
    return or_(
        col(DocumentRow.sought).contains(word.text, autoescape=True),
        col(DocumentRow.reasons).icontains(word.text, autoescape=True),
    )


def since() -> ColumnElement[Any]:
    """Since when it is not public: the first decision that stands, else the day it came in."""
    first = select(func.min(col(ActRow.at))).where(
        col(ActRow.document_id) == col(DocumentRow.id),
        col(ActRow.act) == Act.DECISION,
        col(ActRow.voided_at).is_(None),
    )
    return func.coalesce(first.correlate(DocumentRow).scalar_subquery(), DocumentRow.received_at)
