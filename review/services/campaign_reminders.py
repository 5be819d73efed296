"""Who is reminded of the campaign, and who is told when its days have passed; nothing is approved.

Derived from the plan at each look, so no stopped bell can swallow it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from review.commands import Caller
from review.domain.campaign import plan
from review.domain.pressing import SOON
from review.domain.vocabulary import Role
from review.services.accounts import roles_of
from review.services.calendars import calendar_of
from review.services.campaign_rows import open_campaign
from review.services.work import Work

REMINDED = frozenset({Role.INFORMATION_OFFICER, Role.SECTION_HEAD})
ESCALATED_TO = frozenset({Role.APPROVING_OFFICIAL, Role.HEAD_OF_AGENCY})
AHEAD = SOON + 4
"""Working days before a day of the plan on which it is brought to mind."""
AGAIN = 5
"""Working days after which a mail says the same again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """The day of the plan that is near or has passed while its campaign is still open."""

    year: int
    what: str
    on: date
    is_past: bool


def campaign_reminder(work: Work, *, caller: Caller, on: date | None = None) -> Reminder | None:
    """Return what this person must be told on a day: officials only of what has passed (督办)."""
    today = on or work.today
    roles = roles_of(work.session, caller.person_id)
    if roles.isdisjoint(REMINDED | ESCALATED_TO):
        return None
    row = open_campaign(work, caller.agency_id, on=today)
    if row is None:
        return None
    calendar = calendar_of(work)
    days = plan(row.year, calendar=calendar, hold_days=row.hold_days).days()
    near = calendar.add_working_days(today, AHEAD)
    told = [
        Reminder(year=row.year, what=what, on=on, is_past=today > on)
        for what, on in days.items()
        if on <= near and (today > on or not roles.isdisjoint(REMINDED))
    ]
    return told[-1] if told else None


def is_worth_a_mail(work: Work, reminder: Reminder, *, caller: Caller, last: date | None) -> bool:
    """Say whether somebody who was last written to on a day is written to of this alone.

    Of what he has not been told, at once; of the same again after a week of working days.
    """
    if last is None or campaign_reminder(work, caller=caller, on=last) != reminder:
        return True
    return work.today >= calendar_of(work).add_working_days(last, AGAIN)
