"""The inbox: what waits for me, how long it has and why it is mine; found again by plain forms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from urllib.parse import urlencode

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from review.commands import Caller
from review.domain.pressing import SOON
from review.domain.saved_views import SavedView, first_of
from review.domain.searching import pairs_of, plain, words_in
from review.domain.vocabulary import DisclosureMode, DocumentKind, Source, Term
from review.services.alarms import AlarmView, standing_alarms
from review.services.boxes import MOST_COUNTED, PRESSING, Box, Sieve
from review.services.campaign_reminders import Reminder, campaign_reminder
from review.services.inbox import ON_A_PAGE, InboxView, inbox_view, stage_choices
from review.services.lists import sections
from review.services.saved_views import own_views
from review.services.status import HeartbeatView, heartbeat
from review.services.views import CaseLine
from review.services.work import Work
from review.web.access import At
from review.web.answers import see
from review.web.chrome import Chrome, chrome_of
from review.web.hands import is_keeper
from review.web.rendering import render
from review.web.saved_views import address_of, place_of

T = TypeVar("T", bound=Term)
LONGEST_PAGE_NUMBER = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When something is due, in a number a person reads and a word for how it stands."""

    on: date | None
    days: int
    is_overdue: bool
    is_soon: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxLine:
    """One case in a list."""

    case: CaseLine
    due: Due


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One thing by which a list can be narrowed, with what was chosen."""

    name: str
    options: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the database says, all at one moment."""

    box: Box
    query: str
    filters: tuple[Filter, ...]
    view: InboxView
    heartbeat: HeartbeatView
    alarms: tuple[AlarmView, ...]
    reminder: Reminder | None
    is_keeper: bool
    views: tuple[SavedView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """A view that its owner keeps, and where it is."""

    name: str
    address: str
    is_here: bool
    opens_first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxPage:
    """One page of a box, and how many lie in each."""

    chrome: Chrome
    box: Box
    view: InboxView
    lines: tuple[InboxLine, ...]
    first: int
    """Where the first line of this page stands among all."""
    query: str
    filters: tuple[Filter, ...]
    is_narrowed: bool
    before: str
    """Where the page before is; empty where there is none."""
    after: str
    heartbeat: HeartbeatView
    alarms: tuple[AlarmView, ...]
    reminder: Reminder | None
    """Of the yearly campaign, when one of its days is near or has passed."""
    is_keeper: bool
    """Who keeps accounts and acts on no case is told where his work is."""
    counted: int
    """More than so many are not counted."""
    tabs: tuple[Tab, ...]
    """The views that this person keeps."""
    is_too_short: bool
    """Nothing was looked up: what was typed has no two signs together."""


def inbox(visit: At, request: Request) -> Response:
    """Show a page of a box, the most pressing first."""
    seen = visit.office.ask(_seen, visit.caller, request.query_params)
    first = first_of(seen.views)
    if first is not None and not request.query_params:
        return see(address_of(first))
    view, box, query, filters = seen.view, seen.box, seen.query, seen.filters
    chosen = {one.name: one.chosen for one in filters}
    words = {"box": box.value, "q": query, **chosen}
    page = InboxPage(
        chrome=chrome_of(visit),
        box=box,
        view=view,
        lines=tuple(map(line_of, view.lines)),
        first=(view.page - 1) * ON_A_PAGE + 1,
        query=query,
        filters=filters,
        is_narrowed=bool(query or any(chosen.values())),
        before=_address(words, view.page - 1) if view.page > 1 else "",
        after=_address(words, view.page + 1) if view.page < view.pages else "",
        heartbeat=seen.heartbeat,
        alarms=seen.alarms,
        reminder=seen.reminder,
        is_keeper=seen.is_keeper,
        counted=MOST_COUNTED,
        tabs=tuple(_tab(one, place_of(words)) for one in seen.views),
        is_too_short=_is_too_short(box, query),
    )
    return render("pages/inbox.html", page)


def _seen(work: Work, caller: Caller, asked: QueryParams) -> Seen:
    """Look at everything that the page shows in one view of the database."""
    box = next((one for one in Box if one.value == asked.get("box")), Box.MINE)
    query = plain(asked.get("q", ""))
    filters = _filters(work, caller, asked)
    chosen = {one.name: one.chosen for one in filters}
    page = _page_number(asked.get("page", ""))
    sieve = _sieve(query, chosen)
    return Seen(
        box=box,
        query=query,
        filters=filters,
        view=inbox_view(work, caller=caller, box=box, sieve=sieve, page=page),
        heartbeat=heartbeat(work),
        alarms=standing_alarms(work, caller=caller),
        reminder=campaign_reminder(work, caller=caller),
        is_keeper=is_keeper(work, caller),
        views=own_views(work, caller=caller),
    )


def _tab(view: SavedView, here: str) -> Tab:
    address = address_of(view)
    return Tab(
        name=view.name, address=address, is_here=address == here, opens_first=view.opens_first
    )


def due(on: date | None, remaining: int | None, *, is_overdue: bool) -> Due:
    """Return how pressing something is; what has no day presses never."""
    days = abs(remaining) if remaining is not None else 0
    is_soon = on is not None and not is_overdue and days <= SOON
    return Due(on=on, days=days, is_overdue=is_overdue, is_soon=is_soon)


def line_of(case: CaseLine) -> InboxLine:
    """Return a case with how pressing it is."""
    return InboxLine(case=case, due=_due_of(case))


def _due_of(case: CaseLine) -> Due:
    """What is closed presses nobody any more."""
    on = None if case.is_closed else case.stage_due_on
    return due(on, case.remaining, is_overdue=case.is_overdue)


def _filters(work: Work, caller: Caller, asked: QueryParams) -> tuple[Filter, ...]:
    """Offer what can be chosen; what is no choice of these is not chosen."""
    named = sections(work, caller=caller)
    options: Mapping[str, tuple[tuple[str, str], ...]] = {
        "stage": stage_choices(work, caller=caller),
        "kind": _labelled(DocumentKind),
        "mode": _labelled(DisclosureMode),
        "source": _labelled(Source),
        "section": tuple((name, name) for name in named),
    }
    return tuple(
        Filter(name=name, options=known, chosen=_chosen(asked.get(name, ""), known))
        for name, known in options.items()
    )


def _is_too_short(box: Box, query: str) -> bool:
    """Single signs are looked for among open cases only; of all the others they lead to most."""
    words = words_in(query)
    looked_up = (word.serial is not None or pairs_of(word.text) for word in words)
    return box not in PRESSING and bool(words) and not any(looked_up)


def _labelled(terms: Iterable[Term]) -> tuple[tuple[str, str], ...]:
    return tuple((term.value, term.label) for term in terms)


def _chosen(asked: str, known: Iterable[tuple[str, str]]) -> str:
    return next((value for value, _ in known if value == asked), "")


def _sieve(query: str, chosen: Mapping[str, str]) -> Sieve:
    return Sieve(
        words=words_in(query),
        kind=_term(DocumentKind, chosen["kind"]),
        stage=chosen["stage"] or None,
        mode=_term(DisclosureMode, chosen["mode"]),
        source=_term(Source, chosen["source"]),
        section=chosen["section"] or None,
    )


def _term(kind: type[T], value: str) -> T | None:
    return next((term for term in kind if term.value == value), None)


def _page_number(asked: str) -> int:
    is_number = asked.isascii() and asked.isdigit() and len(asked) <= LONGEST_PAGE_NUMBER
    return max(1, int(asked)) if is_number else 1


def _address(words: Mapping[str, str], page: int) -> str:
    said = {name: word for name, word in words.items() if word}
    return "/?" + urlencode({**said, "page": page})
