"""A campaign as it stands: one bar, a line for each section, the days of its plan, what is late."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlmodel import col

from review.commands import Caller
from review.domain.campaign import plan
from review.domain.pressing import SOON
from review.domain.vocabulary import SETTLED, CampaignStanding, Role
from review.services.accounts import in_effect
from review.services.calendars import calendar_of
from review.services.campaign_rows import closing_of
from review.services.campaign_shapes import (
    Bar,
    CampaignView,
    ClosingView,
    LateLine,
    PlanDay,
    SectionLine,
)
from review.services.campaign_standing import SCOPE, STANDING, Counts, late_of, standing_of
from review.services.cases import number_of
from review.services.person_names import Names, names_of
from review.services.visibility import visible
from review.services.work import Work
from review.storage.rows import (
    CampaignRow,
    CaseRow,
    DocumentRow,
    PersonRow,
    RoleGrantRow,
    SectionRow,
)

AT_MOST = 200
WAITING = (CampaignStanding.UNFLAGGED, CampaignStanding.WAITING)
PERSONS = (CampaignStanding.NEEDS_PERSON, CampaignStanding.UNCLEAR)


def campaign_view(work: Work, row: CampaignRow, *, caller: Caller | None) -> CampaignView:
    """Return a campaign as it stands now; what is late is listed of what this person may see."""
    made = plan(row.year, calendar=calendar_of(work), hold_days=row.hold_days)
    counts = standing_of(work, row, flag_by=made.flag_by)
    names = names_of(work, row.agency_id)
    return CampaignView(
        year=row.year,
        first_day=row.first_day,
        last_day=row.last_day,
        responsible=names.get(row.responsible_id, ""),
        planned_by=names.get(row.planned_by, ""),
        planned_at=row.planned_at,
        days=_days(work, made.days(), counts),
        in_scope=counts.in_scope,
        totals=tuple(counts.totals.items()),
        bar=bar_of(counts.totals),
        sections=_sections(work, row.agency_id, counts),
        late=_late(work, row, made.flag_by, caller) if sum(counts.late.values()) else (),
        is_balanced=counts.is_balanced,
        scope_query=_one_line(SCOPE),
        standing_query=_one_line(STANDING),
        closing=_closing(work, row, names),
    )


def bar_of(totals: Mapping[CampaignStanding, int]) -> Bar:
    """Return four parts of a whole."""
    return Bar(
        done=sum(totals.get(word, 0) for word in SETTLED),
        in_window=totals.get(CampaignStanding.IN_WINDOW, 0),
        waiting=sum(totals.get(word, 0) for word in WAITING),
        needs_person=sum(totals.get(word, 0) for word in PERSONS),
    )


def _days(work: Work, days: Mapping[str, date], counts: Counts) -> tuple[PlanDay, ...]:
    """Say of each day of the plan what is left to do by it."""
    totals = counts.totals
    bar = bar_of(totals)
    unassessed = bar.waiting
    left = {
        "flag": totals.get(CampaignStanding.UNFLAGGED, 0),
        "assess": unassessed,
        "hold": unassessed + bar.needs_person,
        "publish": bar.whole - bar.done,
    }
    calendar = calendar_of(work)
    return tuple(
        PlanDay(
            what=what,
            on=on,
            is_past=work.today > on,
            is_soon=work.today <= on <= calendar.add_working_days(work.today, SOON + 3),
            left=left[what],
        )
        for what, on in days.items()
    )


def _sections(work: Work, agency_id: str, counts: Counts) -> tuple[SectionLine, ...]:
    query = select(SectionRow).where(col(SectionRow.agency_id) == agency_id)
    heads = _heads(work, agency_id)
    return tuple(
        SectionLine(
            name=section.name,
            heads=tuple(heads.get(section.id, ())),
            bar=bar_of(counts.by_section[section.id]),
            late=counts.late.get(section.id, 0),
        )
        for section in work.session.scalars(query.order_by(col(SectionRow.name)))
        if section.id in counts.by_section
    )


def _heads(work: Work, agency_id: str) -> dict[str | None, list[str]]:
    query = (
        select(col(PersonRow.section_id), col(PersonRow.name))
        .join(RoleGrantRow, col(RoleGrantRow.person_id) == col(PersonRow.id))
        .where(
            col(PersonRow.agency_id) == agency_id,
            col(PersonRow.active),
            col(RoleGrantRow.role) == Role.SECTION_HEAD,
            in_effect(),
        )
        .order_by(col(PersonRow.name))
    )
    heads: dict[str | None, list[str]] = {}
    for section, name in work.session.execute(query):
        heads.setdefault(section, []).append(name)
    return heads


def _late(
    work: Work, row: CampaignRow, flag_by: date, caller: Caller | None
) -> tuple[LateLine, ...]:
    late = late_of(work, row, flag_by=flag_by)
    query = (
        select(DocumentRow, col(SectionRow.name), CaseRow)
        .join(late, late.c.document == col(DocumentRow.id))
        .join(SectionRow, col(SectionRow.id) == col(DocumentRow.section_id))
        .outerjoin(CaseRow, col(CaseRow.id) == late.c.case_id)
        .where(visible(work, caller))
        .order_by(col(SectionRow.name), col(DocumentRow.id))
        .limit(AT_MOST)
    )
    return tuple(
        LateLine(
            document_id=document.id,
            title=document.title,
            section=section,
            case=number_of(case) if case else "",
            due_on=case.stage_due_on if case else None,
        )
        for document, section, case in work.session.execute(query)
    )


def _closing(work: Work, row: CampaignRow, names: Names) -> ClosingView | None:
    closing = closing_of(work, row)
    if closing is None:
        return None
    outcomes = json.loads(closing.outcomes)
    return ClosingView(
        in_scope=closing.in_scope,
        outcomes=tuple((word, outcomes[word.value]) for word in SETTLED if word.value in outcomes),
        summary=closing.summary,
        by=names.get(closing.closed_by, ""),
        at=closing.closed_at,
    )


def _one_line(query: str) -> str:
    return " ".join(query.split())
