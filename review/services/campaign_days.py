"""The days of the yearly campaign as they stand for an office: computed back from 31 March."""

from __future__ import annotations

from datetime import date

from review.commands import Caller
from review.domain.campaign import CampaignPlan, campaign_year, plan
from review.services.calendars import calendar_of
from review.services.reassessment_facts import authorisations
from review.services.work import Work


def campaign_days(work: Work, *, on: date | None, caller: Caller | None) -> CampaignPlan:
    """Return the latest days of the campaign that runs on a day or comes next.

    The longest hold window of the authorisations in force counts; without one there is none.

    Raises:
        CampaignCannotFinish: no campaign of that year could be over in time.
    """
    day = on or work.today
    held = [] if caller is None else authorisations(work, caller.agency_id, today=work.today)
    hold_days = max((row.hold_days for row in held), default=0)
    return plan(campaign_year(day), calendar=calendar_of(work), hold_days=hold_days)
