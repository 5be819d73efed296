"""The quick guide: a page for each role, to be printed and laid beside the keyboard."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response

from review.domain.vocabulary import Role
from review.services.guides import Guide, guide_of, guided_roles, own_guided_roles
from review.services.help_terms import HelpTerm, help_terms
from review.web.access import At
from review.web.answers import see
from review.web.chrome import Chrome, chrome_of
from review.web.refusals import NotHere
from review.web.rendering import render


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidePage:
    """One role's guide, and the way to the others."""

    chrome: Chrome
    guide: Guide
    roles: tuple[Role, ...]
    terms: tuple[HelpTerm, ...]


def own_guide(visit: At) -> Response:
    """Lead to the guide of one's own role; who has none in cases sees the first."""
    own = visit.office.ask(own_guided_roles, caller=visit.caller)
    return see(f"/guide/{(own or guided_roles())[0].value}")


def guide_page(visit: At, role: str) -> Response:
    """Show the guide of a role."""
    try:
        meant = Role.of(role)
    except ValueError:
        raise NotHere from None
    if meant not in guided_roles():
        raise NotHere
    page = GuidePage(
        chrome=chrome_of(visit),
        guide=visit.office.ask(guide_of, meant, caller=visit.caller),
        roles=guided_roles(),
        terms=tuple(help_terms().values()),
    )
    return render("pages/guide.html", page)
