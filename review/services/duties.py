"""Which duties may meet in one account: administrators do not act on cases, audit stands apart."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from itertools import combinations

from review.domain.account_refusals import DutiesCollide, ProfileUnknown, RoleNotGiven
from review.domain.vocabulary import Role
from workflows.words import ADMINISTRATORS

KEEPERS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN})
CONFIRMERS = frozenset({Role.AUDITOR, Role.APPROVING_OFFICIAL})


class Profile(StrEnum):
    """How an office sets up its administrators: 小型单位 or 等保三级."""

    SMALL = "small"
    MLPS3 = "mlps3"


SECOND_STEP_DEMANDED = frozenset({Profile.MLPS3})


def profile_of(text: str) -> Profile:
    """Return the profile of this name; refuse any other."""
    try:
        return Profile(text)
    except ValueError:
        raise ProfileUnknown(profile=text) from None


def confirmers_of(role: Role) -> frozenset[Role]:
    """Return who may confirm a role: the auditor's own is the security administrator's to confirm.

    In 等保三级 there may be nobody else; where one account keeps both administrators' offices, who
    granted is never who confirms, and it falls to the approving official.
    """
    return CONFIRMERS | {Role.SECURITY_ADMIN} if role is Role.AUDITOR else CONFIRMERS


def acts_on_cases(role: Role) -> bool:
    """Say whether a role has a hand in cases."""
    return role not in ADMINISTRATORS


def refuse_collision(roles: Collection[Role], *, profile: Profile) -> None:
    """Refuse roles that must not meet in one account (三员分立)."""
    if Role.SYSTEM in roles:
        raise RoleNotGiven
    for first, second in combinations(sorted(roles, key=list(Role).index), 2):
        if _collide(first, second, profile=profile):
            raise DutiesCollide(first=first, second=second)


def _collide(first: Role, second: Role, *, profile: Profile) -> bool:
    pair = {first, second}
    if pair.isdisjoint(ADMINISTRATORS):
        return False
    return not (pair == KEEPERS and profile is Profile.SMALL)
