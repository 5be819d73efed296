"""A case as somebody finds it who wants to do something about it beside its procedure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlmodel import col

from review.commands import Caller
from review.domain.vocabulary import SideVerb
from review.services.asks import Asked, asked_now
from review.services.cases import procedure_of
from review.services.facts import hands_in, standing_of
from review.services.side_people import AskedStage, Colleague, colleagues, stage_of
from review.services.steps_taken import steps_of
from review.services.work import Work
from review.storage.rows import AddresseeRow, CaseRow, SideActRow

_DONE = (
    select(SideActRow)
    .where(col(SideActRow.case_id) == bindparam("case"))
    .order_by(col(SideActRow.number))
)
_ADDRESSED = (
    select(col(AddresseeRow.side_act_id), col(AddresseeRow.person_id))
    .join(SideActRow, col(SideActRow.id) == col(AddresseeRow.side_act_id))
    .where(col(SideActRow.case_id) == bindparam("case"))
    .order_by(col(AddresseeRow.person_id))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The case, who stands before it, and what was done beside it so far."""

    work: Work
    stage: AskedStage
    me: Colleague | None
    """None for who holds no role: he does nothing about cases."""
    people: Mapping[str, Colleague]
    done: tuple[SideActRow, ...]
    addressed: Mapping[str, tuple[str, ...]]
    """To whom each was addressed, by its identity."""
    asked: tuple[Asked, ...]
    """What is asked of others where the case stands."""
    steps: tuple[tuple[int, str | None], ...]
    """Each step of the case: its revision, and who took it."""

    @property
    def case(self) -> CaseRow:
        """The case."""
        return self.stage.case

    @property
    def since_rev(self) -> int:
        """The step with which the case came to where it stands."""
        return self.steps[-1][0]

    def is_answered(self, act: SideActRow, *, by: str) -> bool:
        """Say whether somebody answered an act, or read it."""
        return any(one.of_id == act.id and one.person_id == by for one in self.done)

    def unread(self, person: str) -> tuple[SideActRow, ...]:
        """Return the copies that somebody was sent and has not read."""
        return tuple(
            act
            for act in self.done
            if act.verb is SideVerb.COPY
            and person in self.addressed[act.id]
            and not self.is_answered(act, by=person)
        )


def place_of(work: Work, case: CaseRow, caller: Caller) -> Place:
    """Look at a case with a caller's eyes."""
    standing = standing_of(work, case)
    procedure = procedure_of(work, case.procedure_digest)
    stage = stage_of(work, case, standing.document, procedure, hands_in(work, standing))
    people = colleagues(work, case.agency_id)
    return Place(
        work=work,
        stage=stage,
        me=people.get(caller.person_id),
        people=people,
        done=done_beside(work, case),
        addressed=addressees(work, case),
        asked=asked_now(work, case),
        steps=tuple((step.rev, step.person_id) for step in steps_of(work, case.id)),
    )


def done_beside(work: Work, case: CaseRow) -> tuple[SideActRow, ...]:
    """Return what was done beside the procedure of a case, in its order."""
    return tuple(work.session.scalars(_DONE, {"case": case.id}))


def addressees(work: Work, case: CaseRow) -> Mapping[str, tuple[str, ...]]:
    """Return to whom each of these was addressed; to nobody, where nothing stands."""
    found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for act, person in work.session.execute(_ADDRESSED, {"case": case.id}):
        found[act] = (*found[act], person)
    return found
