"""What is answered when something is not done: one page for refusals, a way for each detour."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from loguru import logger
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from review.domain.refusal import Refused
from review.web.access import CATALOGUE
from review.web.api.access import Asked
from review.web.api.problems import is_for_programs, problem
from review.web.chrome import chrome_of
from review.web.pages import NoticePage
from review.web.refusals import NOT_FOUND, NotHere, WrongMethod, notice_of, told_beside
from review.web.rendering import render
from review.web.visits import Visit, cookie_of, visitor_at
from workflows.errors import StepRefused

if TYPE_CHECKING:
    from review.bootstrap import Office

METHOD_NOT_ALLOWED = 405


def refused(request: Request, error: Exception) -> Response:
    """Answer a refusal with its sentence and its advice."""
    if not isinstance(error, Refused | StepRefused):
        raise TypeError(type(error).__name__)
    if is_for_programs(request.url.path):
        return _problem(request, error)
    notice = notice_of(error)
    visit = visit_of(request)
    person = visit.visitor.caller.person_id if visit.visitor else None
    _log(request, error, status=notice.status, person=person)
    page = NoticePage(chrome=chrome_of(visit), notice=notice, back=_back(request, notice.status))
    answer = render("pages/notice.html", page, status=notice.status)
    answer.headers.update(told_beside(error))
    return answer


def _problem(request: Request, refusal: Refused | StepRefused) -> Response:
    """Programs are told the same, in a form of their own."""
    asked: Asked | None = getattr(request.state, "asked", None)
    answer = problem(refusal)
    person = asked.caller.person_id if asked else None
    _log(request, refusal, status=answer.status_code, person=person)
    return answer


def _log(
    request: Request, refusal: Refused | StepRefused, *, status: int, person: str | None
) -> None:
    logger.info(
        "refused",
        status=status,
        refusal=type(refusal).__name__,
        route=route_of(request),
        person=person,
    )


def sign_in_first(request: Request, error: Exception) -> Response:
    """Lead a reader to the sign-in page and back; a form of nobody's is refused."""
    if request.method != "GET":
        return refused(request, error)
    return see(f"/sign-in?next={quote(request.url.path, safe='/')}")


def password_first(request: Request, error: Exception) -> Response:
    """Lead to the page where the first password is changed."""
    del request, error
    return see("/password")


def second_step_first(request: Request, error: Exception) -> Response:
    """Lead to the page where the second step is set up."""
    del request, error
    return see("/second-step")


def code_late(request: Request, error: Exception) -> Response:
    """Lead back to the first step."""
    del request, error
    return see("/sign-in?done=late")


def found_first(request: Request, error: Exception) -> Response:
    """Lead to the page where an office is founded."""
    del request, error
    return see("/start")


def not_routed(request: Request, error: Exception) -> Response:
    """Answer what leads nowhere; nothing says whether something else would."""
    is_method = isinstance(error, HTTPException) and error.status_code == METHOD_NOT_ALLOWED
    answer = refused(request, WrongMethod() if is_method else NotHere())
    if is_method and isinstance(error, HTTPException):
        answer.headers.update(error.headers or {})
    return answer


def see(path: str) -> RedirectResponse:
    """Lead on after something was done: the page is fetched anew."""
    return RedirectResponse(path, status_code=303)


def visit_of(request: Request) -> Visit:
    """Return the visit of a request; where no guard has stood, who reads is known by his cookie."""
    visit: Visit | None = getattr(request.state, "visit", None)
    if visit is not None:
        return visit
    office: Office = request.app.state.office
    visitor = visitor_at(office, cookie_of(request)) if request.method == "GET" else None
    return Visit(office=office, path=request.url.path, scheme=request.url.scheme, visitor=visitor)


def route_of(request: Request) -> str:
    """Return the pattern of a route: its place in the table, never what somebody wrote into it."""
    return getattr(request.scope.get("route"), "path", "")


def _back(request: Request, status: int) -> str:
    """A refused act leads back to what it was about; what does not exist leads home.

    The public's home is the catalogue.
    """
    if request.url.path.startswith(CATALOGUE):
        return CATALOGUE
    parts = request.url.path.split("/")
    for depth, place in ((2, "cases"), (2, "papers"), (3, "rulesets")):
        if parts[1:2] == [place] and len(parts) > depth + 1 and status != NOT_FOUND:
            return "/".join(parts[: depth + 1])
    return "/"
