"""What is under way beside the procedure of a case, and which steps wait for it (H8).

It narrows who may take a step, and never widens it. What destroys a state secret waits for nothing,
nor does a drafter who takes his paper back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import ColumnElement, Row, Select, bindparam, exists, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from review.domain.vocabulary import AskStanding, Effect, Role, SideAnswer, SideVerb
from review.messages import HELD, LISTED
from review.services.accounts import roles_of
from review.services.asks import Asked, asked_now, has_moved
from review.services.work import Work
from review.storage.rows import AddresseeRow, CaseRow, PersonRow, SideActRow
from review.storage.told_once import told_once
from workflows.engine import Actor, Facts, Held, bar
from workflows.model import Procedure, Step
from workflows.waiting import asked

_DRAFTER = (Role.DRAFTER,)


def waiting_steps(procedure: Procedure, stage: str) -> tuple[Step, ...]:
    """Return the steps of a stage that wait for what is under way beside it: every act does."""
    mine = asked(procedure, stage)
    return tuple(
        step
        for step in procedure.steps_from(stage)
        if step.automatic is None
        and Effect.PURGE not in step.effects
        and (step.by != _DRAFTER or step in mine or step.act is not None)
    )


def is_handed_over() -> ColumnElement[bool]:
    """The condition under which an act is what last gave the stage of its case to somebody."""
    later = aliased(SideActRow)
    again = exists().where(
        col(later.case_id) == col(SideActRow.case_id),
        col(later.verb) == SideVerb.REASSIGN,
        col(later.number) > col(SideActRow.number),
    )
    return (col(SideActRow.verb) == SideVerb.REASSIGN) & ~has_moved() & ~again


_HOLDER: Select[SideActRow, str] = (
    select(SideActRow, col(AddresseeRow.person_id))
    .join(AddresseeRow, col(AddresseeRow.side_act_id) == col(SideActRow.id))
    .where(col(SideActRow.case_id) == bindparam("case"), is_handed_over())
)


def held_in(
    work: Work, case: CaseRow, procedure: Procedure, hands: Facts
) -> Mapping[str, tuple[Held, ...]]:
    """Return what each action waits for; what is over waits for nothing."""
    if case.closed_at is not None:
        return MappingProxyType({})
    held: defaultdict[str, tuple[Held, ...]] = defaultdict(tuple)
    given = _handed_over(work, case, procedure, hands)
    asked_of = asked_now(work, case)
    for step in waiting_steps(procedure, case.stage):
        if given is not None:
            held[step.action] += (_for_holder(work, *given),)
        for one in asked_of:
            if _waits(step, one.standing):
                held[step.action] += (Held(why=_why(one)),)
    return MappingProxyType(dict(held))


def _for_holder(work: Work, act: SideActRow, holder: str) -> Held:
    by, to = (work.session.get_one(PersonRow, one).name for one in (act.person_id, holder))
    return Held(why=HELD["reassign"].format(by=by, to=to), lets=frozenset({holder}))


def _waits(step: Step, standing: AskStanding) -> bool:
    """While answers are awaited nobody leaves; where it cannot be met, the way back is open."""
    if standing is AskStanding.FAILED:
        return step.act is not None or not step.voids
    return standing is AskStanding.OPEN


def _why(one: Asked) -> str:
    """Say who must do what before the case may leave."""
    return HELD[one.standing.value].format(
        by=one.by,
        verb=one.row.verb.label,
        waiting=LISTED.join(one.who(None)),
        against=LISTED.join(one.who(SideAnswer.OBJECTS)),
        number=one.row.number,
        needed=one.row.needed,
        agreed=len(one.who(SideAnswer.AGREES, SideAnswer.REPORTS)),
    )


def holder_of(work: Work, case: CaseRow, procedure: Procedure, hands: Facts) -> str | None:
    """Return to whom the stage of a case was handed over; None where it is anybody's."""
    given = _handed_over(work, case, procedure, hands)
    return None if given is None else given[1]


def _handed_over(
    work: Work, case: CaseRow, procedure: Procedure, hands: Facts
) -> tuple[SideActRow, str] | None:
    """One who can no longer act keeps nobody from acting."""
    found = _given(work, case.id)
    if found is None or case.closed_at is not None:
        return None
    act, holder = found
    return (act, holder) if is_able(work, procedure, case.stage, holder, hands) else None


@told_once
def _given(work: Work, case_id: str) -> Row[SideActRow, str] | None:
    return work.session.execute(_HOLDER, {"case": case_id}).one_or_none()


def is_able(work: Work, procedure: Procedure, stage: str, person: str, hands: Facts) -> bool:
    """Say whether somebody may do what a stage asks: an account in use, role, four eyes."""
    actor = Actor(person=person, roles=roles_of(work.session, person))
    return any(bar(step, actor=actor, facts=hands) is None for step in asked(procedure, stage))
