"""The page of one paper of the register, and what may be entered on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from review.commands import RecordTrigger
from review.domain.refusal import Conflict, Refused, Unfit
from review.domain.vocabulary import ENTERED, RequestResult, Role, Trigger
from review.reassessment_commands import EnterRequest
from review.services.accounts import actor_of
from review.services.item_shapes import ItemView
from review.services.item_views import item_view
from review.services.requests_entered import ENTERING as ENTERING_REQUESTS
from review.services.triggers import ENTERING as ENTERING_EVENTS
from review.web.access import At
from review.web.answers import see
from review.web.chrome import Chrome, chrome_of
from review.web.conditions import ConditionGroup, grouped
from review.web.forms import Form
from review.web.refusals import DayMissing, EventMissing, Notice, ResultMissing, notice_of
from review.web.rendering import render
from review.web.visits import Visit

DONE = ("event", "request", "same")


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPage:
    """One paper of the register."""

    chrome: Chrome
    item: ItemView
    conditions: tuple[ConditionGroup, ...]
    may_enter_events: bool
    may_enter_requests: bool
    events: tuple[Trigger, ...]
    results: tuple[RequestResult, ...]
    tried: str
    notice: Notice | None
    said: Form
    done: str


def show(visit: At, document_id: str, request: Request) -> Response:
    """Show a paper with its ground, what happened since, and how the rules see it today."""
    done = request.query_params.get("done", "")
    return render("pages/item.html", _page(visit, document_id, done=done))


def enter_event(visit: At, document_id: str) -> Response:
    """Enter something that happened outside, with its source."""

    def enter(form: Form) -> str:
        command = RecordTrigger(
            document=document_id,
            trigger=_event(form),
            reference=form.text("reference"),
            happened_on=_day(form, "happened_on"),
        )
        visit.office.do(command, caller=visit.caller)
        return "event"

    return _entered(visit, document_id, "event", enter)


def enter_request(visit: At, document_id: str) -> Response:
    """Enter how a request for the paper was answered."""

    def enter(form: Form) -> str:
        command = EnterRequest(
            document=document_id,
            number=form.text("number"),
            requester=form.text("requester"),
            answered_on=_day(form, "answered_on"),
            result=_result(form),
            correction=form.text("correction"),
        )
        entered = visit.office.do(command, caller=visit.caller)
        return "request" if entered.is_new or entered.is_corrected else "same"

    return _entered(visit, document_id, "request", enter)


def _entered(visit: Visit, document_id: str, what: str, enter: Callable[[Form], str]) -> Response:
    """What will not do is said on the page, with everything as it was filled in."""
    item = _seen(visit, document_id)
    try:
        done = enter(visit.form)
    except (Unfit, Conflict) as refusal:
        return _refused(visit, document_id, what, refusal)
    return see(f"/papers/{item.id}?done={done}#happened")


def _refused(visit: Visit, document_id: str, what: str, refusal: Refused) -> Response:
    notice = notice_of(refusal)
    page = _page(visit, document_id, tried=what, notice=notice)
    return render("pages/item.html", page, status=notice.status)


def _page(
    visit: Visit,
    document_id: str,
    *,
    tried: str = "",
    notice: Notice | None = None,
    done: str = "",
) -> ItemPage:
    item = _seen(visit, document_id)
    return ItemPage(
        chrome=chrome_of(visit),
        item=item,
        conditions=grouped(item.conditions),
        may_enter_events=_holds(visit, ENTERING_EVENTS),
        may_enter_requests=_holds(visit, ENTERING_REQUESTS),
        events=ENTERED,
        results=tuple(RequestResult),
        tried=tried,
        notice=notice,
        said=visit.form if tried else Form(words={}),
        done=done if done in DONE else "",
    )


def _seen(visit: Visit, document_id: str) -> ItemView:
    return visit.office.ask(item_view, document_id, caller=visit.caller)


def _holds(visit: Visit, roles: tuple[Role, ...]) -> bool:
    actor = visit.office.ask(actor_of, visit.caller)
    return not actor.roles.isdisjoint(roles)


def _event(form: Form) -> Trigger:
    said = form.text("event")
    found = next((one for one in ENTERED if one.value == said), None)
    if found is None:
        raise EventMissing
    return found


def _result(form: Form) -> RequestResult:
    said = form.text("result")
    found = next((one for one in RequestResult if one.value == said), None)
    if found is None:
        raise ResultMissing
    return found


def _day(form: Form, key: str) -> date:
    try:
        return date.fromisoformat(form.text(key))
    except ValueError:
        raise DayMissing from None
