"""The yearly campaign (年度评估): what is due, and the latest days that still lead to 31 March."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from review.domain.ends import years_after
from review.domain.errors import CampaignCannotFinish
from review.domain.facts import ReassessmentFacts
from review.domain.vocabulary import DisclosureMode, Trigger
from workflows.calendar import Calendar

_FIRST = (1, 1)
_LAST = (3, 31)
_LOOKED_AT = (3, 1)  # leaves twenty working days and more for assessing, holding and publishing
_PUBLISHING = 1  # working days between the end of a hold window and the public page
_ASSESSING = 5  # working days, by the limit of 已评估 in reassessment.toml
_FLAGGING = 5  # working days, by the limit of 已到期待评估


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignPlan:
    """The latest day for each thing, computed back from the last working day not after 31 March."""

    year: int
    first_day: date
    flag_by: date
    assess_by: date
    hold_by: date
    publish_by: date

    def days(self) -> dict[str, date]:
        """Return each latest day by what must be done on it; each is warned of."""
        return {
            "flag": self.flag_by,
            "assess": self.assess_by,
            "hold": self.hold_by,
            "publish": self.publish_by,
        }


def plan(year: int, *, calendar: Calendar, hold_days: int) -> CampaignPlan:
    """Compute the campaign of a year back from its end.

    1. Published on the last working day not after 31 March.
    2. The hold window, counted from the day after it begins, must be over by then.
    3. Assessed, and before that flagged, early enough for the limits of those stages.
    """
    publish_by = calendar.last_working_day(not_after=date(year, *_LAST))
    hold_by = calendar.subtract_working_days(publish_by, hold_days + _PUBLISHING)
    assess_by = calendar.subtract_working_days(hold_by, _ASSESSING)
    made = CampaignPlan(
        year=year,
        first_day=date(year, *_FIRST),
        flag_by=calendar.subtract_working_days(assess_by, _FLAGGING),
        assess_by=assess_by,
        hold_by=hold_by,
        publish_by=publish_by,
    )
    if made.flag_by < made.first_day:
        raise CampaignCannotFinish(latest=made.flag_by, day=made.first_day)
    return made


def refuse_late(made: CampaignPlan, *, today: date) -> None:
    """Refuse to begin a hold window that cannot be over before this campaign ends."""
    if made.hold_by < today <= date(made.year, *_LAST):
        raise CampaignCannotFinish(latest=made.hold_by, day=today)


def campaign_year(today: date) -> int:
    """Return the year of the campaign that runs today or comes next."""
    return today.year if (today.month, today.day) <= _LAST else today.year + 1


def is_in_scope(facts: ReassessmentFacts) -> bool:
    """Say whether a campaign covers an item: everything that is not 主动公开 (条例第十八条)."""
    return facts.mode is not DisclosureMode.PROACTIVE


def due_because(facts: ReassessmentFacts, *, today: date) -> tuple[Trigger, ...]:
    """Return what makes an item due today, in the order of `Trigger`; empty when nothing does.

    An item in scope that has no date at all is due: nothing is silently missed.
    """
    if not is_in_scope(facts):
        return ()
    is_day_reached = facts.reassess_on is None or facts.reassess_on <= today
    tests = {
        Trigger.DUE_DATE: is_day_reached,
        Trigger.GROUND_ENDED: facts.opens_on is not None and facts.opens_on <= today,
    }
    return tuple(
        trigger for trigger in Trigger if tests.get(trigger, False) or trigger in facts.events
    )


def next_reassess_on(decided_on: date) -> date:
    """Return 1 March of the next year, or a year from the decision when that is earlier."""
    return min(date(decided_on.year + 1, *_LOOKED_AT), years_after(decided_on, years=1))
