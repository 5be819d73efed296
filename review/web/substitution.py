"""休假代理: letting another act in one's role from one day to another, and who does so now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from starlette.responses import Response

from review.commands import Substitute
from review.domain.refusal import Refused
from review.domain.vocabulary import Role
from review.services.substitutions_shown import SubstitutionView, own_substitutions
from review.web.access import At
from review.web.answers import see
from review.web.chrome import Chrome, chrome_of
from review.web.refusals import FormMalformed, Notice, notice_of
from review.web.rendering import render
from review.web.visits import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstitutionPage:
    """The form, what was written in it, and the substitutions that last."""

    chrome: Chrome
    view: SubstitutionView
    said: dict[str, str]
    notice: Notice | None
    is_done: bool


def substitution_page(visit: At, done: str = "") -> Response:
    """Show the form, and who stands in for whom."""
    return _shown(visit, notice=None, is_done=done == "yes")


def substitution_post(visit: At) -> Response:
    """Let another act in one's own role."""
    try:
        visit.office.do(_asked(visit), caller=visit.caller)
    except Refused as refusal:
        return _shown(visit, notice=notice_of(refusal), is_done=False)
    return see("/substitution?done=yes")


def _asked(visit: Visit) -> Substitute:
    form = visit.form
    try:
        return Substitute(
            substitute=form.text("substitute"),
            role=Role.stored(form.text("role")),
            first_day=date.fromisoformat(form.text("first_day")),
            last_day=date.fromisoformat(form.text("last_day")),
        )
    except ValueError:
        raise FormMalformed from None


def _shown(visit: Visit, *, notice: Notice | None, is_done: bool) -> Response:
    names = ("substitute", "role", "first_day", "last_day")
    page = SubstitutionPage(
        chrome=chrome_of(visit),
        view=visit.office.ask(own_substitutions, caller=visit.caller),
        said={name: visit.form.text(name) for name in names},
        notice=notice,
        is_done=is_done,
    )
    return render("pages/substitution.html", page, status=notice.status if notice else 200)
