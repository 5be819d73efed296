"""The frame of every page: the banner, the places one can go, and who is here."""

from __future__ import annotations

from dataclasses import dataclass, field

from review.web.visits import Visit

PLACES = ("/", "/hand-in", "/reassessment", "/rulesets", "/catalogue", "/statistics")
"""In the order of the bar; the template says what each is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chrome:
    """What stands around a page."""

    is_demo: bool
    here: str = ""
    agency: str = ""
    name: str = ""
    csrf: str = field(default="", repr=False)
    is_signed_in: bool = False
    keeps_accounts: bool = False
    """Whether there is a page of accounts for who is here."""


def chrome_of(visit: Visit) -> Chrome:
    """Return the frame for a visit."""
    here = next((place for place in PLACES[1:] if visit.path.startswith(place)), "")
    if visit.path == "/" or visit.path.startswith("/cases/"):
        here = "/"
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
        keeps_accounts=who.keeps_accounts,
    )
