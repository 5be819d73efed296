"""The people of the demonstration office, and its founding."""

from __future__ import annotations

from review.bootstrap import Office
from review.commands import Caller, FoundAgency, NewAccount
from review.demo import DEMO_PASSWORD
from review.demo.story import cast
from review.domain.vocabulary import Role


def found_demo(office: Office) -> dict[str, Caller]:
    """Found the office, marked as a demo from its first moment; return its people as callers."""
    told = cast()
    office.found(
        FoundAgency(
            code=told["code"],
            name=told["name"],
            profile=told["profile"],
            sections=tuple(told["sections"]),
            accounts=tuple(_account(login) for login in told["people"]),
            is_demo=True,
        )
    )
    return {login: office.caller(login) for login in told["people"]}


def role_of(login: str) -> Role:
    """Return the role for which each of the cast is there."""
    return Role.of(cast()["people"][login]["role"])


def _account(login: str) -> NewAccount:
    person = cast()["people"][login]
    return NewAccount(
        login=login,
        name=person["name"],
        password=DEMO_PASSWORD,
        roles=(role_of(login), *map(Role.of, person.get("also", ()))),
        section=person.get("section"),
    )
