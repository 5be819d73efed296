"""What is done about a case beside its procedure: one form each, one POST, one commit."""

from __future__ import annotations

from starlette.responses import Response

from review.domain.refusal import Refused
from review.domain.vocabulary import SideAnswer, SideVerb
from review.side_commands import ActBeside
from review.web.access import At
from review.web.answers import see
from review.web.case_page import case_page, must_see, seen
from review.web.refusals import FormMalformed, notice_of
from review.web.rendering import render


def act(visit: At, number: str) -> Response:
    """Do one thing; what will not do is said where it was tried."""
    form = visit.form
    verb = next((one for one in SideVerb if one.value == form.text("verb")), None)
    if verb is None:
        raise FormMalformed
    must_see(visit, number)
    command = ActBeside(
        case=number,
        verb=verb,
        to=form.several("to"),
        words=form.text("words"),
        needed=form.count("needed") if form.has("needed") else None,
        answer=next((one for one in SideAnswer if one.value == form.text("answer")), None),
        of=form.count("of") if form.has("of") else None,
        expected_rev=form.count("rev"),
    )
    try:
        done = visit.office.do(command, caller=visit.caller)
    except Refused as refusal:
        notice = notice_of(refusal)
        looked = seen(visit, number, beside=verb.value)
        page = case_page(visit, looked, notice=notice, tried=f"beside:{verb.value}")
        return render("pages/case.html", page, status=notice.status)
    return see(f"/cases/{number}?done=b{done}")
