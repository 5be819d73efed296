"""The yearly campaign (年度评估): planned so that it ends before 31 March, closed when done."""

from __future__ import annotations

import json
from datetime import date

from sqlalchemy import select
from sqlmodel import col

from review.commands import Caller
from review.domain.campaign import CampaignPlan, plan
from review.domain.errors import AlreadyDone, CampaignCannotFinish
from review.domain.reassessment_refusals import (
    CampaignPeriodUnfit,
    CampaignThere,
    CampaignUnbalanced,
    CampaignUnfinished,
    NobodyOfThatName,
)
from review.domain.vocabulary import SETTLED, Role
from review.reassessment_commands import CloseCampaign, PlanCampaign
from review.services.calendars import calendar_of
from review.services.campaign_rows import campaign_of, is_closed, the_campaign
from review.services.campaign_standing import standing_of
from review.services.cases import acting_locked
from review.services.entries import enter
from review.services.reassessment_facts import authorisations
from review.services.work import Work
from review.storage.columns import new_id
from review.storage.rows import CampaignClosingRow, CampaignRow, PersonRow

PLANNING = (Role.INFORMATION_OFFICER,)
CLOSING = (Role.INFORMATION_OFFICER, Role.APPROVING_OFFICIAL)


def plan_campaign(work: Work, command: PlanCampaign, *, caller: Caller) -> str:
    """Plan the campaign of a year.

    Raises:
        CampaignCannotFinish: with today's hold window it could not be over before 31 March.
    """
    actor = acting_locked(work, caller, roles=PLANNING)
    if campaign_of(work, caller.agency_id, command.year) is not None:
        raise CampaignThere(year=command.year)
    held = authorisations(work, caller.agency_id, today=work.today)
    hold_days = max((row.hold_days for row in held), default=0)
    made = plan(command.year, calendar=calendar_of(work), hold_days=hold_days)
    first, last = _period(command, made)
    if work.today > made.flag_by:
        raise CampaignCannotFinish(latest=made.flag_by, day=work.today)
    row = CampaignRow(
        id=new_id(),
        agency_id=caller.agency_id,
        year=command.year,
        first_day=first,
        last_day=last,
        hold_days=hold_days,
        responsible_id=_responsible(work, command, caller),
        planned_by=actor.person,
        planned_at=work.now,
    )
    enter(
        work,
        "campaign:planned",
        agency_id=row.agency_id,
        subject=(f"campaign:{row.id}", 1),
        body={
            "year": row.year,
            "first_day": first.isoformat(),
            "last_day": last.isoformat(),
            "responsible": row.responsible_id,
        },
        caller=caller,
    )
    work.session.add(row)
    work.session.flush()
    return row.id


def close_campaign(work: Work, command: CloseCampaign, *, caller: Caller) -> None:
    """Close a campaign: every item in its scope has an outcome, and their sum is the scope.

    Raises:
        CampaignUnfinished: something in scope is still to be done.
    """
    actor = acting_locked(work, caller, roles=CLOSING)
    row = the_campaign(work, caller.agency_id, command.year)
    if is_closed(work, row):
        raise AlreadyDone
    counts = standing_of(work, row)
    pending = {word: number for word, number in counts.totals.items() if word not in SETTLED}
    if pending:
        told = tuple(f"{word.label} {number}" for word, number in pending.items())
        raise CampaignUnfinished(pending=sum(pending.values()), told=told)
    if not counts.is_balanced:
        raise CampaignUnbalanced
    outcomes = {word.value: number for word, number in counts.totals.items()}
    closing = CampaignClosingRow(
        id=new_id(),
        agency_id=row.agency_id,
        campaign_id=row.id,
        in_scope=counts.in_scope,
        outcomes=json.dumps(outcomes, sort_keys=True),
        summary=command.summary.strip(),
        closed_by=actor.person,
        closed_at=work.now,
    )
    enter(
        work,
        "campaign:closed",
        agency_id=row.agency_id,
        subject=(f"campaign_closing:{closing.id}", 1),
        body={"campaign": row.id, "in_scope": counts.in_scope, "outcomes": closing.outcomes},
        caller=caller,
    )
    work.session.add(closing)
    work.session.flush()


def _period(command: PlanCampaign, made: CampaignPlan) -> tuple[date, date]:
    """Return first and last day: the last is no later than the last working day before April."""
    first = command.first_day or made.first_day
    last = command.last_day or made.publish_by
    if not made.first_day <= first <= last <= made.publish_by:
        raise CampaignPeriodUnfit(first=made.first_day, last=made.publish_by)
    return first, last


def _responsible(work: Work, command: PlanCampaign, caller: Caller) -> str:
    if not command.responsible:
        return caller.person_id
    query = select(PersonRow).where(
        col(PersonRow.agency_id) == caller.agency_id,
        col(PersonRow.login) == command.responsible,
        col(PersonRow.active),
    )
    person = work.session.scalars(query).one_or_none()
    if person is None:
        raise NobodyOfThatName(login=command.responsible)
    return person.id
