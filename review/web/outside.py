"""What somebody is told who is not let through to the pages at all."""

from __future__ import annotations

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from review.domain.refusal import Refused
from review.web.api.problems import is_for_programs, problem
from review.web.chrome import Chrome
from review.web.pages import NoticePage
from review.web.refusals import notice_of
from review.web.rendering import render


def turned_away(refusal: Refused, *, is_demo: bool) -> ASGIApp:
    """Return what says why, with nobody's name on it."""

    async def away(scope: Scope, receive: Receive, send: Send) -> None:
        is_program = scope["type"] == "http" and is_for_programs(scope["path"])
        answer = problem(refusal) if is_program else _page(refusal, is_demo=is_demo)
        await answer(scope, receive, send)

    return away


def _page(refusal: Refused, *, is_demo: bool) -> Response:
    notice = notice_of(refusal)
    page = NoticePage(chrome=Chrome(is_demo=is_demo), notice=notice, back="/")
    return render("pages/notice.html", page, status=notice.status)
