"""What a step is refused for beside its row: other rules, an old page, a head asked or unasked."""

from __future__ import annotations

from collections.abc import Mapping

from review.commands import TakeStep
from review.domain.case_refusals import HeadStaysAsked, RulesChanged
from review.domain.errors import StaleCase
from review.domain.phrases import YES
from review.domain.vocabulary import Act, Key, Requirement
from review.screening.ruleset import shown
from review.services.agency_rules import ruleset_of
from review.services.facts import Standing, wants_disclosure_opinion, wants_legal_opinion
from review.services.moves import Move
from review.services.rescreening import ScreeningDueError, is_screened_today
from review.services.work import Work
from review.storage.rows import CaseRow
from workflows.errors import RequirementsUnmet
from workflows.model import Procedure, Step


def refuse_unasked(standing: Standing, change: Move) -> None:
    """What a decision itself states may call for an opinion nobody gave yet."""
    stated = change.statement
    if stated is None or change.step.act is not Act.DECISION:
        return
    wanted = {
        Requirement.LEGAL_OPINION_GIVEN: wants_legal_opinion(stated)
        and not standing.has(Act.LEGAL_OPINION),
        Requirement.DISCLOSURE_OFFICE_AGREED: wants_disclosure_opinion(standing.document, stated)
        and not standing.has(Act.DISCLOSURE_OPINION),
    }
    unmet = tuple(requirement for requirement, is_unmet in wanted.items() if is_unmet)
    if unmet:
        raise RequirementsUnmet(unmet=unmet)


def refuse_other_rules(work: Work, standing: Standing, step: Step) -> None:
    """A check is made under today's rules, and nothing is published that others checked (H1)."""
    today = ruleset_of(work, standing.case.agency_id).identity
    if step.act is Act.CHECK and not is_screened_today(work, standing.case, standing.version):
        raise ScreeningDueError(standing.case.id)
    check = standing.act(Act.CHECK)
    if step.publishes and check is not None and check.ruleset != today:
        raise RulesChanged(checked=shown(check.ruleset), now=shown(today))


def has_head(procedure: Procedure) -> bool:
    """Say whether any row leads to the head: where none does, he cannot be asked for."""
    return any(row.act is Act.ENDORSEMENT for row in procedure.steps)


def refuse_unasking_head(case: CaseRow, inputs: Mapping[str, str]) -> None:
    """What somebody wanted before the head of the agency stays before the head.

    In the chains that know him he has the last word on what is grave or sensitive (主要领导签发、
    主要领导意见), and the official under him passes the case up with his own opinion: nobody below
    takes it away from him again. One asked for in vain costs a signature; in a new case it is gone.
    """
    said = inputs.get(Key.NEEDS_HEAD)
    if said is not None and said not in YES and case.needs_head:
        raise HeadStaysAsked


def refuse_stale(case: CaseRow, command: TakeStep) -> None:
    """Refuse who saw an earlier revision of the case."""
    if command.expected_rev is not None and command.expected_rev != case.rev:
        raise StaleCase(expected=command.expected_rev, found=case.rev)
