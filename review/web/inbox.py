"""The inbox: what waits for me, what is under way, what I have acted on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from starlette.requests import Request
from starlette.responses import Response

from review.services.alarms import AlarmView, standing_alarms
from review.services.queries import case_lines, heartbeat
from review.services.status import HeartbeatView
from review.services.views import CaseLine
from review.web.access import At
from review.web.chrome import Chrome, chrome_of
from review.web.hands import is_keeper
from review.web.rendering import render

SOON = 1
"""Working days; a stage lasts two or three."""


class Box(StrEnum):
    """Which cases are shown."""

    MINE = "mine"
    OPEN = "open"
    DONE = "done"


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
class InboxPage:
    """A list of cases, with how many there are and how many press."""

    chrome: Chrome
    box: Box
    lines: tuple[InboxLine, ...]
    overdue: int
    soon: int
    heartbeat: HeartbeatView
    alarms: tuple[AlarmView, ...]
    is_keeper: bool
    """Who keeps accounts and acts on no case is told where his work is."""


def inbox(visit: At, request: Request) -> Response:
    """Show the cases of a box, the most pressing first."""
    asked = request.query_params.get("box", Box.MINE)
    box = Box(asked) if asked in set(Box) else Box.MINE
    cases = visit.office.ask(case_lines, caller=visit.caller, box=box.value)
    lines = tuple(InboxLine(case=case, due=_due_of(case)) for case in cases)
    page = InboxPage(
        chrome=chrome_of(visit),
        box=box,
        lines=lines,
        overdue=sum(line.due.is_overdue for line in lines),
        soon=sum(line.due.is_soon for line in lines),
        heartbeat=visit.office.ask(heartbeat),
        alarms=visit.office.ask(standing_alarms, caller=visit.caller),
        is_keeper=visit.office.ask(is_keeper, visit.caller),
    )
    return render("pages/inbox.html", page)


def due(on: date | None, remaining: int | None, *, is_overdue: bool) -> Due:
    """Return how pressing something is; what has no day presses never."""
    days = abs(remaining) if remaining is not None else 0
    is_soon = on is not None and not is_overdue and days <= SOON
    return Due(on=on, days=days, is_overdue=is_overdue, is_soon=is_soon)


def _due_of(case: CaseLine) -> Due:
    return due(case.stage_due_on, case.remaining, is_overdue=case.is_overdue)
