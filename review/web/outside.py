"""What somebody is told who is not let through to the pages at all."""

from __future__ import annotations

from starlette.types import ASGIApp

from review.domain.refusal import Refused
from review.web.chrome import Chrome
from review.web.pages import NoticePage
from review.web.refusals import notice_of
from review.web.rendering import render


def turned_away(refusal: Refused, *, is_demo: bool) -> ASGIApp:
    """Return a page that says why, with nobody's name on it."""
    notice = notice_of(refusal)
    page = NoticePage(chrome=Chrome(is_demo=is_demo), notice=notice, back="/")
    return render("pages/notice.html", page, status=notice.status)
