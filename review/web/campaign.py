"""The campaign on its page: one bar, one table by section, the days of the plan; plan and close."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from starlette.responses import Response

from review.commands import Caller
from review.domain.campaign import campaign_year
from review.domain.refusal import Conflict, Unfit
from review.domain.vocabulary import Role
from review.reassessment_commands import CloseCampaign, PlanCampaign
from review.services.accounts import actor_of
from review.services.campaign_rows import campaign_of, latest_campaign
from review.services.campaign_shapes import CampaignView
from review.services.campaign_views import campaign_view
from review.services.campaigns import CLOSING, PLANNING
from review.services.work import Work
from review.web.access import At
from review.web.answers import see
from review.web.forms import Form
from review.web.refusals import DayMissing, Notice, notice_of
from review.web.visits import Visit

WIDTH = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the bar: of which kind, how many, and where it is drawn."""

    kind: str
    count: int
    start: int
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignCard:
    """What the page shows of a campaign, and which forms have a place on it."""

    campaign: CampaignView | None
    parts: tuple[Part, ...]
    next_year: int
    may_plan: bool
    may_close: bool
    tried: str
    notice: Notice | None
    said: Form


def card_of(visit: Visit, *, tried: str = "", notice: Notice | None = None) -> CampaignCard:
    """Return the campaign under way, or the last one, for its page."""
    view, year, is_planned = visit.office.ask(_shown, visit.caller)
    return CampaignCard(
        campaign=view,
        parts=parts_of(view) if view else (),
        next_year=year,
        may_plan=not is_planned and _holds(visit, PLANNING),
        may_close=view is not None and view.closing is None and _holds(visit, CLOSING),
        tried=tried,
        notice=notice,
        said=visit.form if tried else Form(words={}),
    )


def parts_of(view: CampaignView) -> tuple[Part, ...]:
    """Return the parts of the bar side by side; together they are as wide as the whole."""
    bar = view.bar
    counts = {
        "done": bar.done,
        "in_window": bar.in_window,
        "waiting": bar.waiting,
        "needs_person": bar.needs_person,
    }
    parts: list[Part] = []
    before = 0
    for kind, count in counts.items():
        start, end = (WIDTH * n // bar.whole if bar.whole else 0 for n in (before, before + count))
        parts.append(Part(kind=kind, count=count, start=start, width=end - start))
        before += count
    return tuple(parts)


def plan(visit: At) -> Response:
    """Plan the campaign of a year."""

    def ask(form: Form) -> PlanCampaign:
        return PlanCampaign(
            year=form.count("year"),
            first_day=_day(form, "first_day"),
            last_day=_day(form, "last_day"),
            responsible=form.text("responsible"),
        )

    return _asked(visit, "plan", ask)


def close(visit: At) -> Response:
    """Close the campaign of a year; whatever is left to do is said."""

    def ask(form: Form) -> CloseCampaign:
        return CloseCampaign(year=form.count("year"), summary=form.text("summary"))

    return _asked(visit, "close", ask)


def _asked(visit: Visit, what: str, ask: Callable[[Form], object]) -> Response:
    from review.web.reassessment import page_with  # noqa: PLC0415  # the page shows this card

    try:
        visit.office.do(ask(visit.form), caller=visit.caller)
    except (Unfit, Conflict) as refusal:
        notice = notice_of(refusal)
        return page_with(visit, card_of(visit, tried=what, notice=notice), status=notice.status)
    return see(f"/reassessment?done={what}")


def _shown(work: Work, caller: Caller) -> tuple[CampaignView | None, int, bool]:
    row = latest_campaign(work, caller.agency_id)
    view = campaign_view(work, row, caller=caller) if row else None
    year = campaign_year(work.today)
    return view, year, campaign_of(work, caller.agency_id, year) is not None


def _holds(visit: Visit, roles: tuple[Role, ...]) -> bool:
    return not visit.office.ask(actor_of, visit.caller).roles.isdisjoint(roles)


def _day(form: Form, key: str) -> date | None:
    if not form.has(key):
        return None
    try:
        return date.fromisoformat(form.text(key))
    except ValueError:
        raise DayMissing from None
