"""What was done faster than the paper can be read, for who audits."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response

from review.domain.pacing import QUICKEST
from review.services.pacing import HastyAct, hasty_acts
from review.web.access import At
from review.web.chrome import Chrome, chrome_of
from review.web.rendering import render


@dataclass(frozen=True, slots=True, kw_only=True)
class PacePage:
    """The acts that were done in haste, and what counts as haste."""

    chrome: Chrome
    acts: tuple[HastyAct, ...]
    quickest: int


def show(visit: At) -> Response:
    """List them."""
    acts = visit.office.ask(hasty_acts, caller=visit.caller)
    page = PacePage(chrome=chrome_of(visit), acts=acts, quickest=QUICKEST)
    return render("pages/pace.html", page)
