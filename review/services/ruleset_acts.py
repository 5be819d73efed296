"""What can be done with an agency's own rules, by whom, and why not: for services and pages alike.

What is not found is published: nobody alone decides what is looked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType

from review.domain.errors import AlreadyDone, NotYours, SameHands
from review.domain.ruleset_refusals import (
    RulesetEnded,
    RulesetSigned,
    RulesetUnsigned,
    RulesetUntested,
)
from review.domain.vocabulary import Role
from review.services.agency_rules import rules_with
from review.services.work import Work
from review.storage.rows import RulesetDraftRow
from workflows.engine import Actor

DRAFTERS = (Role.OFFICE_REVIEWER, Role.CONFIDENTIALITY_OFFICER)
"""They see the papers that a test looks through."""
OFFICIALS = (Role.APPROVING_OFFICIAL, Role.HEAD_OF_AGENCY)
SIGNERS = (Role.CONFIDENTIALITY_OFFICER, *OFFICIALS)
INVOLVED = (*DRAFTERS, *OFFICIALS)


class RulesetAct(StrEnum):
    """What is done with drafted rules, in this order."""

    TEST = "test"
    SIGN = "sign"
    ACTIVATE = "activate"


ROLES: Mapping[RulesetAct, tuple[Role, ...]] = MappingProxyType(
    {
        RulesetAct.TEST: INVOLVED,
        RulesetAct.SIGN: SIGNERS,
        RulesetAct.ACTIVATE: INVOLVED,
    }
)


def refuse_act(work: Work, row: RulesetDraftRow, act: RulesetAct, actor: Actor) -> None:
    """Refuse what this person cannot do with these rules now."""
    if actor.roles.isdisjoint(ROLES[act]):
        raise NotYours
    refuse_ended(row)
    _CHECKS[act](work, row, actor)


def refuse_ended(row: RulesetDraftRow) -> None:
    """Nothing more can be done with what another took the place of."""
    if row.ended_at is not None:
        raise RulesetEnded(ruleset=row.version)


def signs_as_officer(row: RulesetDraftRow, actor: Actor) -> bool:
    """Say which place is his: the confidentiality officer's while free, or the official's."""
    return row.signed_by is None and Role.CONFIDENTIALITY_OFFICER in actor.roles


def _test(work: Work, row: RulesetDraftRow, actor: Actor) -> None:
    """Once somebody signed, the test stays as it was."""
    del work, actor
    if row.signed_by is not None or row.approved_by is not None:
        raise RulesetSigned(ruleset=row.version)


def _sign(work: Work, row: RulesetDraftRow, actor: Actor) -> None:
    _refuse_untested(work, row)
    if actor.person in (row.drafted_by, row.signed_by, row.approved_by):
        raise SameHands(first=_place(row, actor.person).label)
    is_taken = row.approved_by is not None or actor.roles.isdisjoint(OFFICIALS)
    if is_taken and not signs_as_officer(row, actor):
        raise AlreadyDone


def _activate(work: Work, row: RulesetDraftRow, actor: Actor) -> None:
    del actor
    if row.activated_at is not None:
        raise AlreadyDone
    if row.signed_by is None or row.approved_by is None:
        raise RulesetUnsigned(ruleset=row.version)
    _refuse_untested(work, row)


_CHECKS: Mapping[RulesetAct, Callable[[Work, RulesetDraftRow, Actor], None]] = MappingProxyType(
    {RulesetAct.TEST: _test, RulesetAct.SIGN: _sign, RulesetAct.ACTIVATE: _activate}
)


def _refuse_untested(work: Work, row: RulesetDraftRow) -> None:
    """The shipped rules may have changed since: what was tested is what becomes active."""
    now = rules_with(work.session, work.means, version=row.version, digest=row.digest)
    if row.tested_as != now.identity:
        raise RulesetUntested(ruleset=row.version)


def _place(row: RulesetDraftRow, person: str) -> Role:
    if person == row.approved_by:
        return Role.APPROVING_OFFICIAL
    return Role.CONFIDENTIALITY_OFFICER if person == row.signed_by else Role.DRAFTER
