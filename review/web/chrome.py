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
    keeps_accounts: bool = False
    """Whether there is a page of accounts for who is here."""
    may_hand_in: bool = False
    keeps_system: bool = False
    sends_out: bool = False
    audits_pace: bool = False
    other_sessions: int = 0
    """In how many other places this person is signed in just now."""


def chrome_of(visit: Visit) -> Chrome:
    """Return the frame for a visit."""
    here = _here(visit.path)
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
        may_hand_in=who.may_hand_in,
        keeps_system=who.keeps_system,
        sends_out=who.sends_out,
        audits_pace=who.audits_pace,
        other_sessions=who.other_sessions,
    )


def _here(path: str) -> str:
    """A case is looked at from the inbox; what has no place in the bar is nowhere in it."""
    if path in ("/", "/batch") or path.startswith("/cases/"):
        return "/"
    under = next((place for start, place in UNDER.items() if path.startswith(start)), "")
    return under or next((place for place in PLACES[1:] if path.startswith(place)), "")
