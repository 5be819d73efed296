"""What a person's roles let him do beside the steps."""

from __future__ import annotations

from dataclasses import dataclass

from review.commands import Caller
from review.domain.vocabulary import Role
from review.services.accounts import Acting, acting, actor_of
from review.services.reopening import WITHDRAWERS
from review.services.ways_out import CHECKERS, COSIGNERS
from review.services.work import Work
from workflows.words import ADMINISTRATORS

DRAFTERS = (Role.DRAFTER,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """Which forms have a place on this person's page; the services decide all the same."""

    may_dispose: bool
    may_cosign: bool
    may_take_down: bool
    may_draft: bool


def hands_of(work: Work, caller: Caller) -> Hands:
    """Return what this person, or for whom he acts today, has the roles for."""
    who = acting(work, caller)
    return Hands(
        may_dispose=_holds(who, CHECKERS),
        may_cosign=_holds(who, COSIGNERS),
        may_take_down=_holds(who, WITHDRAWERS),
        may_draft=_holds(who, DRAFTERS),
    )


def _holds(who: Acting, needed: tuple[Role, ...]) -> bool:
    return not who.where(needed).roles.isdisjoint(needed)


def is_keeper(work: Work, caller: Caller) -> bool:
    """Say whether somebody keeps accounts, and so has no hand in any case."""
    return not actor_of(work, caller).roles.isdisjoint(ADMINISTRATORS)
