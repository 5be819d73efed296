"""What anybody may read: the catalogue, its papers and their files; no sign-in, no cookie."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from review.services.alarms import is_raised, raise_alarm
from review.services.queries import (
    catalogue,
    catalogue_page,
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

LONGEST_QUERY = 100
LONGEST_POSITION = 4
A_YEAR = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True, kw_only=True)
class CataloguePage:
    """The list of what is public, and what was searched for."""

    chrome: Chrome
    publishers: tuple[str, ...]
    query: str
    lines: tuple[CatalogueLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPage:
    """One public paper."""

    chrome: Chrome
    paper: CatalogueLine


def catalogue_list(visit: At, request: Request) -> Response:
    """List what is public."""
    asked = request.query_params.get("q", "")[:LONGEST_QUERY]
    query = " ".join("".join(sign if sign.isprintable() else " " for sign in asked).split())
    lines = visit.office.ask(catalogue, query=query)
    page = CataloguePage(
        chrome=chrome_of(visit),
        publishers=visit.office.ask(publishers),
        query=query,
        lines=lines,
    )
    return render("public/catalogue.html", page)


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
