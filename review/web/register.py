"""The page of the register: what is kept from the public, narrowed by plain forms."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import IO
from urllib.parse import urlencode

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from review.commands import Caller
from review.domain.searching import plain, words_in
from review.domain.vocabulary import DisclosureMode, Exemption, OnRequestReason, Term
from review.records.register_sheet import register_csv, write_register
from review.services.kept_back import Sought
from review.services.lists import sections
from review.services.register import RegisterView, register_lines, register_page
from review.services.work import Work
from review.web.access import At
from review.web.chrome import Chrome, chrome_of
from review.web.inbox import Filter
from review.web.public import download
from review.web.refusals import NotHere
from review.web.rendering import render
from review.web.visits import Visit

SOON_DAYS = 30
MODES = (DisclosureMode.WITHHELD, DisclosureMode.ON_REQUEST)
GROUNDS: tuple[Exemption | OnRequestReason, ...] = (*Exemption, *OnRequestReason)
YEARS = ("1", "3", "5", "10")
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
LONGEST_PAGE_NUMBER = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPage:
    """One page of the register."""

    chrome: Chrome
    view: RegisterView
    query: str
    filters: tuple[Filter, ...]
    is_narrowed: bool
    before: str
    after: str
    to_take: str
    """What of the register the files hold: the same as the page."""


def register(visit: At, request: Request) -> Response:
    """Show the register, what must be looked at first in front."""
    asked = request.query_params
    filters = _filters(visit, asked)
    chosen = {one.name: one.chosen for one in filters}
    query = plain(asked.get("q", ""))
    view = visit.office.ask(
        register_page,
        sought=_sought(visit, query, chosen),
        page=_page_number(asked.get("page", "")),
        caller=visit.caller,
    )
    words = {name: said for name, said in {"q": query, **chosen}.items() if said}
    page = RegisterPage(
        chrome=chrome_of(visit),
        view=view,
        query=query,
        filters=filters,
        is_narrowed=bool(words),
        before=_address(words, view.page - 1) if view.page > 1 else "",
        after=_address(words, view.page + 1) if view.page < view.pages else "",
        to_take=f"?{urlencode(words)}" if words else "",
    )
    return render("pages/register.html", page)


def register_file(visit: At, kind: str, request: Request) -> Response:
    """Hand out the register, as narrowed, as a spreadsheet; of what this person may see."""
    if kind not in KINDS:
        raise NotHere
    asked = request.query_params
    chosen = {one.name: one.chosen for one in _filters(visit, asked)}
    sought = _sought(visit, plain(asked.get("q", "")), chosen)
    out = io.BytesIO()
    visit.office.ask_at_length(_written, out, kind, sought, visit.caller)
    return download(f"register.{kind}", KINDS[kind], out.getvalue())


def _written(work: Work, out: IO[bytes], kind: str, sought: Sought, caller: Caller) -> None:
    lines = register_lines(work, sought=sought, caller=caller)
    if kind == "xlsx":
        write_register(out, lines)
        return
    for piece in register_csv(lines):
        out.write(piece)


def _filters(visit: Visit, asked: QueryParams) -> tuple[Filter, ...]:
    named = visit.office.ask(sections, caller=visit.caller)
    options: Mapping[str, tuple[tuple[str, str], ...]] = {
        "mode": _labelled(MODES),
        "ground": _labelled(GROUNDS),
        "section": tuple((name, name) for name in named),
        "due": (("now", ""), ("soon", "")),
        "years": tuple((years, years) for years in YEARS),
    }
    return tuple(
        Filter(name=name, options=known, chosen=_chosen(asked.get(name, ""), known))
        for name, known in options.items()
    )


def _labelled(words: Iterable[Term]) -> tuple[tuple[str, str], ...]:
    return tuple((word.value, word.label) for word in words)


def _chosen(said: str, known: Iterable[tuple[str, str]]) -> str:
    return next((value for value, _ in known if value == said), "")


def _sought(visit: Visit, query: str, chosen: Mapping[str, str]) -> Sought:
    today = visit.office.ask(lambda work: work.today)
    days = {"now": today, "soon": today + timedelta(days=SOON_DAYS)}
    return Sought(
        words=words_in(query),
        mode=next((word for word in MODES if word.value == chosen["mode"]), None),
        ground=next((word for word in GROUNDS if word.value == chosen["ground"]), None),
        section=chosen["section"] or None,
        due_by=days.get(chosen["due"]),
        years=int(chosen["years"] or 0),
    )


def _page_number(asked: str) -> int:
    is_number = asked.isascii() and asked.isdigit() and len(asked) <= LONGEST_PAGE_NUMBER
    return max(1, int(asked)) if is_number else 1


def _address(words: Mapping[str, str], page: int) -> str:
    return "/register?" + urlencode({**words, "page": page})
