"""Handing in a paper: its files, what it is, and where it comes from, which is always asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from starlette.responses import Response

from review.commands import HandIn
from review.domain.errors import FilesMissing, NotYours
from review.domain.refusal import Refused
from review.domain.vocabulary import DisclosureMode, DocumentKind, Genre, Source, Term
from review.services.lists import open_sections, section_of
from review.services.open_procedures import open_choices
from review.services.views import Received
from review.web.access import At
from review.web.answers import see
from review.web.chrome import Chrome, chrome_of
from review.web.forms import Form
from review.web.refusals import (
    DatedMalformed,
    DraftersOnly,
    KindMissing,
    Notice,
    SourceMissing,
    notice_of,
)
from review.web.rendering import render
from review.web.visits import Visit

T = TypeVar("T", bound=Term)
WORDS = (
    *("title", "kind", "genre", "number", "dated"),
    *("section", "source", "is_policy", "catalogue_says", "procedure"),
)
UNFIT = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class HandInPage:
    """The intake form, with what can be chosen and what was filled in."""

    chrome: Chrome
    sections: tuple[str, ...]
    kinds: tuple[DocumentKind, ...]
    genres: tuple[Genre, ...]
    sources: tuple[Source, ...]
    modes: tuple[DisclosureMode, ...]
    procedures: tuple[tuple[str, str], ...]
    """Those the office opened to papers; where it is only one, nobody is asked."""
    words: Mapping[str, str]
    notice: Notice | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedPage:
    """A paper that was not stored: what remains of it, and what to do offline."""

    chrome: Chrome
    received: Received


def hand_in_page(visit: At) -> Response:
    """Show the intake form to who may hand in; anybody else is told so at once."""
    if not chrome_of(visit).may_hand_in:
        raise DraftersOnly
    return _page(visit, notice=None)


def hand_in_post(visit: At) -> Response:
    """Receive a paper, or say why not; of a refused one only its hash remains."""
    try:
        received: Received = visit.office.do(_command(visit.form), caller=visit.caller)
    except NotYours:
        raise DraftersOnly from None  # there is no form for him to fill in again
    except Refused as refusal:
        return _page(visit, notice=notice_of(refusal))
    if received.case is None:
        page = RefusedPage(chrome=chrome_of(visit), received=received)
        return render("pages/refused_paper.html", page, status=UNFIT)
    return see(f"/cases/{received.case}")


def _page(visit: Visit, *, notice: Notice | None) -> Response:
    page = HandInPage(
        chrome=chrome_of(visit),
        sections=visit.office.ask(open_sections, caller=visit.caller),
        kinds=tuple(DocumentKind),
        genres=tuple(Genre),
        sources=tuple(Source),
        modes=tuple(DisclosureMode),
        procedures=visit.office.ask(open_choices, agency_id=visit.caller.agency_id),
        words=_words(visit),
        notice=notice,
    )
    return render("pages/hand_in.html", page, status=notice.status if notice else 200)


def _words(visit: Visit) -> dict[str, str]:
    """Return what was filled in; a paper is of its drafter's section unless he says otherwise."""
    words = {key: visit.form.text(key) for key in WORDS}
    words["section"] = words["section"] or visit.office.ask(section_of, caller=visit.caller)
    return words


def _command(form: Form) -> HandIn:
    if not form.files:
        raise FilesMissing
    kind = _chosen(form, "kind", DocumentKind)
    if kind is None:
        raise KindMissing
    source = _chosen(form, "source", Source)
    if source is None:
        raise SourceMissing
    return HandIn(
        files=form.files,
        title=form.text("title"),
        kind=kind,
        genre=_chosen(form, "genre", Genre),
        section=form.text("section"),
        source=source,
        number=form.text("number") or None,
        dated=_day(form),
        is_policy=form.has("is_policy"),
        catalogue_says=_chosen(form, "catalogue_says", DisclosureMode),
        procedure=form.text("procedure") or None,
    )


def _chosen(form: Form, key: str, words: type[T]) -> T | None:
    """Return what was chosen; a word that is not on the list was not chosen on our page."""
    try:
        return words.of(form.text(key))
    except ValueError:
        return None


def _day(form: Form) -> date | None:
    said = form.text("dated")
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        raise DatedMalformed from None
