"""What a verb beside a procedure is: whether somebody may, and what it adds to its row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from review.domain.errors import NoSuchPerson
from review.domain.refusal import Refused
from review.domain.side_refusals import NobodyNamed, NotToOneself, SeesNothing
from review.domain.vocabulary import SideAnswer
from review.services.side_people import Colleague
from review.services.side_place import Place
from review.side_commands import ActBeside

May = Callable[[Place, Colleague], Refused | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What a verb adds to its row, and to whom it is addressed."""

    to: tuple[Colleague, ...] = ()
    of_id: str | None = None
    reminded_on: date | None = None
    words: str = ""
    needed: int | None = None
    answer: SideAnswer | None = None


Do = Callable[[Place, Colleague, ActBeside], Drawn]


def named(place: Place, command: ActBeside, *, or_me: bool = False) -> tuple[Colleague, ...]:
    """Return whom a command names: people of the agency who see the paper, not oneself."""
    by_login = {one.login: one for one in place.people.values()}
    logins = tuple(dict.fromkeys(command.to))
    if not logins:
        raise NobodyNamed(verb=command.verb)
    for login in logins:
        if login not in by_login:
            raise NoSuchPerson(person=login)
        one = by_login[login]
        if one is place.me and not or_me:
            raise NotToOneself(verb=command.verb)
        if not one.sees(place.stage.document):
            raise SeesNothing(verb=command.verb, who=one.name)
    return tuple(by_login[login] for login in logins)
