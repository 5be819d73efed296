"""Keeping what is chosen in the inbox under a name, and taking it off again."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.responses import Response

from review.domain.saved_views import CHOICES, SavedView
from review.view_commands import DropView, KeepView
from review.web.access import At
from review.web.answers import see


def keep(visit: At) -> Response:
    """Keep the box and the filters that stand on the page."""
    form = visit.form
    chosen = {key: form.text(key) for key in CHOICES}
    command = KeepView(name=form.text("name"), chosen=chosen, opens_first=form.has("first"))
    visit.office.do(command, caller=visit.caller)
    return see(place_of(chosen))


def drop(visit: At) -> Response:
    """Take a view off."""
    visit.office.do(DropView(name=visit.form.text("name")), caller=visit.caller)
    return see("/?box=mine")


def place_of(chosen: dict[str, str]) -> str:
    """Return where the inbox shows what is chosen."""
    said = {"box": "mine", **{key: word for key, word in chosen.items() if word}}
    return "/?" + urlencode(said)


def address_of(view: SavedView) -> str:
    """Return where a view is shown."""
    return place_of(dict(view.chosen))
