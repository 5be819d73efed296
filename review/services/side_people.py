"""Who works in an agency, as an act beside a procedure asks: what each sees and may do there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlmodel import col

from review.domain.vocabulary import Need, Role
from review.messages import LISTED, UNABLE
from review.services.accounts import in_effect
from review.services.desks import asks_of
from review.services.holds import holder_of
from review.services.visibility import sight_of
from review.services.work import Work
from review.storage.rows import CaseRow, DocumentRow, PersonRow, RoleGrantRow
from workflows.engine import Actor, Facts, bar
from workflows.errors import SamePerson
from workflows.model import Procedure, Step

_PEOPLE = (
    select(
        col(PersonRow.id),
        col(PersonRow.login),
        col(PersonRow.name),
        col(PersonRow.section_id),
        col(RoleGrantRow.role),
    )
    .join(RoleGrantRow, col(RoleGrantRow.person_id) == col(PersonRow.id))
    .where(
        col(PersonRow.agency_id) == bindparam("agency"),
        col(PersonRow.active),
        in_effect(),
    )
    .order_by(col(PersonRow.login))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Somebody whose account is in use, in his own roles."""

    id: str
    login: str
    name: str
    section_id: str | None
    roles: frozenset[Role]

    def sees(self, document: DocumentRow) -> bool:
        """Say whether a paper of the agency is his to see."""
        sight = sight_of(self.id, self.section_id, self.roles)
        return sight is not None and sight.takes_in(document)

    def is_asked(self, stage: AskedStage) -> bool:
        """Say whether a case waits for him, as his inbox does."""
        return stage.holder in (None, self.id) and self.is_able(stage)

    def is_able(self, stage: AskedStage) -> bool:
        """Say whether he could be asked what a stage asks, had it not been handed to another."""
        return any(stage.asks(step, self) for step in stage.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedStage:
    """Where a case stands: what is asked there, and whose hands are in it."""

    case: CaseRow
    document: DocumentRow
    steps: tuple[Step, ...]
    facts: Facts
    holder: str | None
    """To whom it was handed over, as long as he can do what is asked."""
    is_automatic: bool
    """The bell takes a step from here."""

    def bars(self, who: Colleague) -> str:
        """Say what somebody did that keeps him from this stage in any role; empty if nothing."""
        for step in self.steps:
            actor = Actor(person=who.id, roles=frozenset(step.by))
            barred = bar(step, actor=actor, facts=self.facts)
            if isinstance(barred, SamePerson):
                acts = LISTED.join(act.label for act in barred.acts)
                return UNABLE["same"].format(acts=acts)
        return ""

    def why_not(self, who: Colleague) -> str:
        """Say why somebody cannot do what is asked here."""
        actor = Actor(person=who.id, roles=who.roles)
        barred = (bar(step, actor=actor, facts=self.facts) for step in self.steps)
        if any(isinstance(one, SamePerson) for one in barred):
            return self.bars(who)
        roles = dict.fromkeys(role.label for step in self.steps for role in step.by)
        return UNABLE["role"].format(roles=LISTED.join(roles))

    def asks(self, step: Step, who: Colleague) -> bool:
        """Say whether a step is asked of somebody: a drafter is asked about his own papers."""
        if Need.REPORTED_TO in step.needs and not self.case.is_suspected_leak:
            return False
        as_drafter = who.roles.intersection(step.by) == {Role.DRAFTER}
        if as_drafter and self.document.drafter_id != who.id:
            return False
        actor = Actor(person=who.id, roles=who.roles)
        return bar(step, actor=actor, facts=self.facts) is None


def stage_of(
    work: Work, case: CaseRow, document: DocumentRow, procedure: Procedure, facts: Facts
) -> AskedStage:
    """Return where a case stands; what is over asks nothing of anybody."""
    steps = asks_of(procedure, case.stage) if case.closed_at is None else ()
    leaving = procedure.steps_from(case.stage)
    return AskedStage(
        case=case,
        document=document,
        steps=steps,
        facts=facts,
        holder=holder_of(work, case, procedure, facts),
        is_automatic=any(step.automatic is not None for step in leaving),
    )


def colleagues(work: Work, agency_id: str) -> Mapping[str, Colleague]:
    """Return everybody of an agency who holds a role, by identity."""
    roles: defaultdict[tuple[str, str, str, str | None], set[Role]] = defaultdict(set)
    for person, login, name, section, role in work.session.execute(_PEOPLE, {"agency": agency_id}):
        roles[person, login, name, section].add(role)
    return {
        person: Colleague(
            id=person, login=login, name=name, section_id=section, roles=frozenset(held)
        )
        for (person, login, name, section), held in roles.items()
    }
