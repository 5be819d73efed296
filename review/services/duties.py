"""Which duties may meet in one account: administrators do not act on cases, audit stands apart."""

from __future__ import annotations

from collections.abc import Collection
from itertools import combinations

from review.domain.account_refusals import DutiesCollide, RoleNotGiven
from review.domain.account_rules import Profile
from review.domain.vocabulary import Role
from review.services.account_rules import table
from workflows.words import ADMINISTRATORS

KEEPERS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN})
CONFIRMERS = frozenset({Role.AUDITOR, Role.APPROVING_OFFICIAL})


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
    return not (pair == KEEPERS and table().rules[profile].keepers_may_meet)
