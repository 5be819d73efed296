"""Whose a token is, as the program that carries it may know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from review.commands import Caller
from review.services.accounts import roles_of
from review.services.work import Work
from review.storage.rows import AgencyRow, PersonRow, TokenRow


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerView:
    """For whom a token speaks, how far it reaches and until when."""

    agency: str
    login: str
    name: str
    roles: tuple[str, ...]
    scope: str
    expires_at: datetime


def owner_view(work: Work, *, caller: Caller) -> OwnerView:
    """Return whose the token of this request is."""
    person = work.session.get_one(PersonRow, caller.person_id)
    agency = work.session.get_one(AgencyRow, caller.agency_id)
    token = work.session.get_one(TokenRow, caller.token_id)
    return OwnerView(
        agency=agency.name,
        login=person.login,
        name=person.name,
        roles=tuple(sorted(role.value for role in roles_of(work.session, person.id))),
        scope=token.scope,
        expires_at=token.expires_at,
    )
