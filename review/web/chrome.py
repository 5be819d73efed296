"""The frame of every page: the banner, the places one can go, and who is here."""

from __future__ import annotations

from dataclasses import dataclass, field

from review.web.visits import Visit

PLACES = ("/", "/hand-in", "/reassessment", "/register", "/rulesets", "/catalogue", "/statistics")
"""In the order of the bar; the template says what each is called."""
UNDER = {"/papers": "/register"}
"""Pages that lie under a place without its address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chrome:
    """What stands around a page."""

    is_demo: bool
    here: str = ""
    agency: str = ""
    name: str = ""
    csrf: str = field(default="", repr=False)
    is_signed_in: bool = False


def chrome_of(visit: Visit) -> Chrome:
    """Return the frame for a visit."""
    here = _place_of(visit.path)
    who = visit.visitor
    if who is None:
        return Chrome(is_demo=visit.office.is_demo, here=here)
    return Chrome(
        is_demo=visit.office.is_demo,
        here=here,
        agency=who.agency,
        name=who.name,
        csrf=who.csrf,
        is_signed_in=True,
    )


def _place_of(path: str) -> str:
    for start, place in UNDER.items():
        if path.startswith(start):
            return place
    return next((place for place in PLACES[1:] if path.startswith(place)), "/")
