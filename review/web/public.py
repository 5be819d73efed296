"""What anybody may read: the catalogue, its papers and their files; no sign-in, no cookie."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from review.domain.searching import plain
from review.services.alarms import is_raised, raise_alarm
from review.services.catalogue import CatalogueView, Place
from review.services.queries import (
    catalogue_page,
    catalogue_view,
    public_file,
    publishers,
    was_withdrawn,
)
from review.services.views import CatalogueLine
from review.services.work import Work
from review.storage.originals import OriginalAltered, OriginalMissing
from review.web.access import At
from review.web.assets import assets
from review.web.chrome import Chrome, chrome_of
from review.web.headers import attachment
from review.web.refusals import FileUnavailable, NotHere, Withdrawn
from review.web.rendering import render
from review.web.visits import Visit

LONGEST_POSITION = 4
PAPER = re.compile("[0-9a-f]{32}")
A_YEAR = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True, kw_only=True)
class CataloguePage:
    """The list of what is public, and what was searched for."""

    chrome: Chrome
    publishers: tuple[str, ...]
    query: str
    view: CatalogueView
    is_first: bool
    after: str
    """Where the next page is; empty where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPage:
    """One public paper."""

    chrome: Chrome
    paper: CatalogueLine


def catalogue_list(visit: At, request: Request) -> Response:
    """List what is public, a page at a time."""
    asked = request.query_params
    query = plain(asked.get("q", ""))
    after = _place(asked.get("after", ""))
    view, named = visit.office.ask(_listed, query, after)
    page = CataloguePage(
        chrome=chrome_of(visit),
        publishers=named,
        query=query,
        view=view,
        is_first=after is None,
        after=_address(query, view.after) if view.after else "",
    )
    return render("public/catalogue.html", page)


def _listed(work: Work, query: str, after: Place | None) -> tuple[CatalogueView, tuple[str, ...]]:
    return catalogue_view(work, query=query, after=after), publishers(work)


def _address(query: str, place: Place) -> str:
    published_at, paper = place
    mark = f"{published_at.astimezone(UTC):%Y%m%dT%H%M%S.%f}-{paper}"
    return "/catalogue?" + urlencode({**({"q": query} if query else {}), "after": mark})


def _place(said: str) -> Place | None:
    """Read where a page begins; what is none of ours is the first page."""
    moment, _, paper = said.partition("-")
    if not PAPER.fullmatch(paper):
        return None
    try:
        return datetime.strptime(moment, "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC), paper
    except ValueError:
        return None


def paper(visit: At, document_id: str) -> Response:
    """Show one public paper; one that was withdrawn is gone, not unknown."""
    _refuse_withdrawn(visit, document_id)
    page = PaperPage(chrome=chrome_of(visit), paper=visit.office.ask(catalogue_page, document_id))
    return render("public/paper.html", page)


def paper_file(visit: At, document_id: str, position: str) -> Response:
    """Hand out one file of a public paper, as a download."""
    _refuse_withdrawn(visit, document_id)
    if not (position.isascii() and position.isdigit() and len(position) <= LONGEST_POSITION):
        raise NotHere
    try:
        found = visit.office.ask(public_file, document_id, int(position))
    except (OriginalMissing, OriginalAltered):
        _raise_alarm(visit, document_id, int(position))
        raise FileUnavailable from None
    return download(*found)


def download(name: str, media_type: str, content: bytes) -> Response:
    """Return bytes as a download that no browser runs."""
    return Response(content, media_type=media_type, headers=attachment(name))


def asset(name: str) -> Response:
    """Return one of our own stylesheets or scripts."""
    found = assets().get(name)
    if found is None:
        raise NotHere
    headers = {"cache-control": A_YEAR, "etag": f'"{found.digest}"'}
    return Response(found.content, media_type=found.media_type, headers=headers)


def healthz(visit: At) -> Response:
    """Say that the process answers and the database can be read."""
    visit.office.ask(_breathe)
    return PlainTextResponse("ok")


def _raise_alarm(visit: Visit, document_id: str, position: int) -> None:
    """Tell the office, once; a reader who asks again and again writes nothing more."""
    if not visit.office.ask(is_raised, document_id, position):
        visit.office.change(raise_alarm, document_id, position)


def _breathe(work: Work) -> None:
    work.session.execute(text("SELECT 1"))


def _refuse_withdrawn(visit: Visit, document_id: str) -> None:
    if visit.office.ask(was_withdrawn, document_id):
        raise Withdrawn
