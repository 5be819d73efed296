"""Where somebody is signed in, and ending it where it should not be."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from review.services.account_rules import rules_in
from review.services.open_sessions import end_others, open_sessions
from review.web.access import At
from review.web.answers import see
from review.web.chrome import chrome_of
from review.web.pages import SessionsPage
from review.web.rendering import render
from review.web.visits import Visit

LONGEST_COUNT = 3


def sessions_page(visit: At, request: Request) -> Response:
    """Show one's own sign-ins."""
    said = request.query_params.get("ended", "")
    page = SessionsPage(
        chrome=chrome_of(visit),
        rules=visit.office.ask(rules_in, visit.caller.agency_id),
        sessions=visit.office.ask(open_sessions, _cookie(visit)),
        ended=int(said) if said.isascii() and said.isdigit() and len(said) <= LONGEST_COUNT else 0,
    )
    return render("pages/sessions.html", page)


def end_others_post(visit: At) -> Response:
    """End every other session of one's own at once."""
    ended = visit.office.change(end_others, _cookie(visit))
    return see(f"/sessions?ended={ended}")


def _cookie(visit: Visit) -> str:
    if visit.visitor is None:
        raise LookupError("nobody is signed in")
    return visit.visitor.cookie
