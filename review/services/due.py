"""What is due to be looked at again: dates and events, found by index, judged by the domain."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select
from sqlmodel import col

from review.domain.campaign import due_because, next_reassess_on
from review.domain.vocabulary import Availability, DisclosureMode, Trigger
from review.services.campaign_rows import open_campaign
from review.services.campaign_standing import since
from review.services.occurrence import Occurrence
from review.services.occurrences import happened_to, is_news, last_closed_on
from review.services.reassessment_facts import facts_with, seq_of_last_closing
from review.services.rules_changed import assessed_by_other_rules, is_touched_by_rules
from review.services.work import SHANGHAI, Work
from review.storage.rows import CampaignRow, CaseRow, DocumentRow, RequestFactRow, TriggerRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A paper that is due, and why."""

    document: DocumentRow
    because: tuple[Trigger, ...]


def due_after(
    work: Work, *, agency_id: str, on: date, after: str, size: int
) -> tuple[list[Due], str | None]:
    """Return the next due papers in the order of their ids, and from where to go on."""
    query = _candidates(work, agency_id, on=on).where(col(DocumentRow.id) > after)
    found = list(work.session.execute(query.order_by(col(DocumentRow.id)).limit(size)).scalars())
    return _judged(work, found, on=on), found[-1].id if len(found) == size else None


def count_due(work: Work, *, agency_id: str, on: date) -> int:
    """Count what may be due: a few of them may turn out not to be when they are looked at."""
    found = _candidates(work, agency_id, on=on).with_only_columns(func.count())
    return int(work.session.execute(found).scalar_one())


def still_due(work: Work, document_id: str, *, agency_id: str, on: date) -> Due | None:
    """Ask again of one paper, once its agency is locked: a person may have been quicker (H7)."""
    query = _candidates(work, agency_id, on=on).where(col(DocumentRow.id) == document_id)
    due = _judged(work, list(work.session.execute(query).scalars()), on=on)
    return due[0] if due else None


def _judged(work: Work, found: list[DocumentRow], *, on: date) -> list[Due]:
    due = [Due(document=row, because=_because(work, row, on=on)) for row in found]
    return [one for one in due if one.because]


def _candidates(work: Work, agency_id: str, *, on: date) -> Select[DocumentRow]:
    """What is not public, is in nobody's hands and may be due by a date or an event."""
    return select(DocumentRow).where(
        col(DocumentRow.agency_id) == agency_id,
        ~col(DocumentRow.is_party_paper),
        col(DocumentRow.availability) != Availability.PUBLIC,
        or_(_is_decided(), _is_taken_down()),
        ~exists().where(
            col(CaseRow.document_id) == col(DocumentRow.id), col(CaseRow.closed_at).is_(None)
        ),
        or_(
            col(DocumentRow.reassess_on) <= on,
            col(DocumentRow.reassess_on).is_(None),
            has_event(),
            assessed_by_other_rules(work, agency_id),
            is_left_in_campaign(work, agency_id, on=on),
        ),
    )


def _is_decided() -> ColumnElement[bool]:
    """A mode other than 主动公开, or a historic paper without any: kept until a date, or left.

    A draft never decided is nobody's to look at, nor what was intercepted.
    """
    is_unattributed = and_(
        col(DocumentRow.mode).is_(None),
        col(DocumentRow.intercepted_at).is_(None),
        or_(col(DocumentRow.reassess_on).is_not(None), col(DocumentRow.is_historic)),
    )
    return or_(col(DocumentRow.mode) != DisclosureMode.PROACTIVE, is_unattributed)


def _is_taken_down() -> ColumnElement[bool]:
    return and_(
        col(DocumentRow.mode) == DisclosureMode.PROACTIVE,
        col(DocumentRow.availability) == Availability.WITHDRAWN,
    )


def _because(work: Work, document: DocumentRow, *, on: date) -> tuple[Trigger, ...]:
    if document.mode is DisclosureMode.PROACTIVE:
        is_due = on >= (document.reassess_on or _campaign_after_closing(work, document.id))
        return (Trigger.DUE_DATE,) if is_due else ()
    happened = happened_to(work, document)
    facts = facts_with(document, happened)
    news = _news(work, document.id, happened.reasons)
    if is_touched_by_rules(work, document):
        news.add(Trigger.RULESET_CHANGED)
    campaign = open_campaign(work, document.agency_id, on=on)
    if campaign is not None and _was_last_closed_before(work, document, campaign):
        news.add(Trigger.CAMPAIGN)
    return due_because(replace(facts, events=frozenset(news)), today=on)


def _campaign_after_closing(work: Work, document_id: str) -> date:
    """What was taken down has no date of its own: it is looked at in the next campaign."""
    query = select(func.max(col(CaseRow.closed_at))).where(col(CaseRow.document_id) == document_id)
    closed_at = work.session.scalars(query).one() or work.now
    return next_reassess_on(closed_at.astimezone(SHANGHAI).date())


def is_left_in_campaign(work: Work, agency_id: str, *, on: date) -> ColumnElement[bool]:
    """A campaign has begun in which nobody has decided of it yet."""
    campaign = open_campaign(work, agency_id, on=on)
    if campaign is None:
        return false()
    return ~exists().where(
        col(CaseRow.document_id) == col(DocumentRow.id), col(CaseRow.closed_at) >= since(campaign)
    )


def _was_last_closed_before(work: Work, document: DocumentRow, campaign: CampaignRow) -> bool:
    closed_on = last_closed_on(work, document.id)
    return closed_on is None or closed_on < campaign.first_day


def has_event() -> ColumnElement[bool]:
    """Something was entered of it, from which a reason may follow."""
    return or_(
        exists().where(col(TriggerRow.document_id) == col(DocumentRow.id)),
        exists().where(col(RequestFactRow.document_id) == col(DocumentRow.id)),
    )


def _news(work: Work, document_id: str, reasons: tuple[Occurrence, ...]) -> set[Trigger]:
    """Return what happened after the paper was last looked at."""
    if not reasons:
        return set()
    closed_seq = seq_of_last_closing(work, document_id)
    closed_on = last_closed_on(work, document_id)
    return {
        one.trigger for one in reasons if is_news(one, closed_seq=closed_seq, closed_on=closed_on)
    }
