"""What anybody may read: the catalogue, its papers and their files; no sign-in, no cookie."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from review.domain.searching import plain
from review.domain.vocabulary import RubricKind
from review.messages import AGENCY, ALL
from review.services.alarms import is_raised, raise_alarm
from review.services.catalogue import CatalogueView, Place, catalogue_page, catalogue_view
from review.services.catalogue_filters import Filters, filters
from review.services.contents import public_file
from review.services.lists import publishers, was_withdrawn
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
KEYS = {RubricKind.CATALOGUE: "rubric", RubricKind.TAG: "tag"}
NARROWING = ("agency", *KEYS.values())
A_YEAR = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing to narrow the list to, and the address where it is."""

    label: str
    address: str
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Choices of one kind, the first of which is all of them."""

    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CataloguePage:
    """The list of what is public, and what was searched for."""

    chrome: Chrome
    publishers: tuple[str, ...]
    query: str
    view: CatalogueView
    groups: tuple[Group, ...]
    """By what the list may be narrowed; a group of which nothing may be chosen is none."""
    is_narrowed: bool
    kept: tuple[tuple[str, str], ...]
    """What is chosen beside the words, which a search keeps."""
    without_words: str
    first: str
    is_first: bool
    after: str
    """Where the next page is; empty where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPage:
    """One public paper."""

    chrome: Chrome
    paper: CatalogueLine


def catalogue_list(visit: At, request: Request) -> Response:
    """List what is public, a page at a time, narrowed by links."""
    asked = request.query_params
    query = plain(asked.get("q", ""))
    after = _place(asked.get("after", ""))
    given = {name: asked.get(name, "") for name in NARROWING}
    view, named, by = visit.office.ask(_listed, query, given, after)
    said = _said(query, by)
    page = CataloguePage(
        chrome=chrome_of(visit),
        publishers=(by.agency.name,) if by.agency else named,
        query=query,
        view=view,
        groups=tuple(_groups(by, said)),
        is_narrowed=bool(by.agency or by.chosen),
        kept=tuple((name, word) for name, word in said.items() if name != "q"),
        without_words=_address({name: word for name, word in said.items() if name != "q"}),
        first=_address(said),
        is_first=after is None,
        after=_address(said | {"after": _mark(view.after)}) if view.after else "",
    )
    return render("public/catalogue.html", page)


def _listed(
    work: Work, query: str, given: Mapping[str, str], after: Place | None
) -> tuple[CatalogueView, tuple[str, ...], Filters]:
    by = filters(work, agency=given["agency"], rubric=given["rubric"], tag=given["tag"])
    view = catalogue_view(work, query=query, narrowed=by.narrowed, after=after)
    return view, publishers(work), by


def _said(query: str, by: Filters) -> dict[str, str]:
    """Return what the reader chose, as it stands in an address."""
    words = {"q": query, "agency": by.agency.code if by.agency else ""}
    words |= {KEYS[one.kind]: one.id for one in by.chosen}
    return {name: word for name, word in words.items() if word}


def _groups(by: Filters, said: Mapping[str, str]) -> Iterator[Group]:
    """An agency of one's choice has its own rubrics: whoever chooses another leaves these."""
    others = {name: word for name, word in said.items() if name not in KEYS.values()}
    agencies = {one.code: one.name for one in by.agencies}
    yield from _group(AGENCY, "agency", agencies, others)
    for kind, key in KEYS.items():
        yield from _group(kind.label, key, {one.id: one.name for one in by.of(kind)}, said)


def _group(
    label: str, key: str, offered: Mapping[str, str], said: Mapping[str, str]
) -> Iterator[Group]:
    if not offered:
        return
    without = {name: word for name, word in said.items() if name != key}
    here = said.get(key, "")
    choices = [Choice(label=ALL, address=_address(without), is_here=not here)]
    choices += [
        Choice(label=name, address=_address(without | {key: value}), is_here=value == here)
        for value, name in offered.items()
    ]
    yield Group(label=label, choices=tuple(choices))


def _address(said: Mapping[str, str]) -> str:
    return "/catalogue" + (f"?{urlencode(said)}" if said else "")


def _mark(place: Place) -> str:
    published_at, paper = place
    return f"{published_at.astimezone(UTC):%Y%m%dT%H%M%S.%f}-{paper}"


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
        found = visit.office.ask_at_length(public_file, document_id, int(position))
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
    with (
        visit.office.database.read() as session
    ):  # in no line: who watches must not be kept waiting
        session.execute(text("SELECT 1"))
    return PlainTextResponse("ok")


def _raise_alarm(visit: Visit, document_id: str, position: int) -> None:
    """Tell the office, once; a reader who asks again and again writes nothing more."""
    if not visit.office.ask(is_raised, document_id, position):
        visit.office.change(raise_alarm, document_id, position)


def _refuse_withdrawn(visit: Visit, document_id: str) -> None:
    if visit.office.ask(was_withdrawn, document_id):
        raise Withdrawn
