"""What is asked of others beside the stage of a case, and what those who answered may not do (H3).

Who answered lent a hand in what the stage came to: he counts as having done its act.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import BindParameter, ColumnElement, bindparam, exists, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from review.domain.asks import ASKING, Poll
from review.domain.vocabulary import Act, AskStanding, SideAnswer, SideVerb
from review.services.work import Work
from review.storage.columns import among
from review.storage.rows import ActRow, AddresseeRow, CaseRow, PersonRow, SideActRow, StepRow
from review.storage.told_once import told_once

Persons = Collection[str | BindParameter[str]]
"""People, or the names under which a question will be told who they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One asking that stands: nobody took it back, and the case has not moved since."""

    row: SideActRow
    by: str
    answers: Mapping[str, SideAnswer | None]
    """What each said, by identity."""
    names: Mapping[str, str]

    @property
    def standing(self) -> AskStanding:
        """Whether it is enough."""
        poll = Poll(needed=self.row.needed or 0, answers=tuple(self.answers.values()))
        return poll.standing

    def who(self, *said: SideAnswer | None) -> tuple[str, ...]:
        """Return who said so, by name."""
        return tuple(self.names[one] for one, answer in self.answers.items() if answer in said)


def has_moved() -> ColumnElement[bool]:
    """The condition under which a case has left where an act beside its procedure found it."""
    step = aliased(StepRow)  # a list may be one of steps
    return exists().where(
        col(step.case_id) == col(SideActRow.case_id), col(step.rev) > col(SideActRow.since_rev)
    )


def is_taken_back() -> ColumnElement[bool]:
    """The condition under which what was asked is asked no more."""
    back = aliased(SideActRow)
    return exists().where(
        col(back.of_id) == col(SideActRow.id), col(back.verb) == SideVerb.TAKE_BACK
    )


_ASKED = (
    select(SideActRow, col(PersonRow.name))
    .join(PersonRow, col(PersonRow.id) == col(SideActRow.person_id))
    .where(
        col(SideActRow.case_id) == bindparam("case"),
        among(col(SideActRow.verb), ASKING),
        ~has_moved(),
        ~is_taken_back(),
    )
    .order_by(col(SideActRow.number))
)


def asked_now(work: Work, case: CaseRow) -> tuple[Asked, ...]:
    """Return what is asked of others where a case stands."""
    return _asked_now(work, case.id)


@told_once
def _asked_now(work: Work, case_id: str) -> tuple[Asked, ...]:
    rows = work.session.execute(_ASKED, {"case": case_id}).all()
    return tuple(_with_answers(work, row, by) for row, by in rows)


_SAID = aliased(SideActRow)
_ANSWERS = (
    select(col(AddresseeRow.person_id), col(PersonRow.name), col(_SAID.answer))
    .join(PersonRow, col(PersonRow.id) == col(AddresseeRow.person_id))
    .outerjoin(
        _SAID,
        (col(_SAID.of_id) == col(AddresseeRow.side_act_id))
        & (col(_SAID.person_id) == col(AddresseeRow.person_id))
        & (col(_SAID.verb) == SideVerb.ANSWER),
    )
    .where(col(AddresseeRow.side_act_id) == bindparam("asked"))
    .order_by(col(PersonRow.login))
)


def _with_answers(work: Work, row: SideActRow, by: str) -> Asked:
    found = work.session.execute(_ANSWERS, {"asked": row.id}).all()
    return Asked(
        row=row,
        by=by,
        answers={person: answer for person, _, answer in found},
        names={person: name for person, name, _ in found},
    )


def is_asked_of(person: str | BindParameter[str]) -> ColumnElement[bool]:
    """The condition under which an addressee is somebody who has yet to answer."""
    said = aliased(SideActRow)
    answered = exists().where(
        col(said.of_id) == col(AddresseeRow.side_act_id),
        col(said.person_id) == col(AddresseeRow.person_id),
    )
    stands = exists().where(
        col(SideActRow.id) == col(AddresseeRow.side_act_id), ~has_moved(), ~is_taken_back()
    )
    return (
        (col(AddresseeRow.person_id) == person)
        & among(col(AddresseeRow.verb), ASKING)
        & ~answered
        & stands
    )


def _is_of_its_stage() -> ColumnElement[bool]:
    """An act came of the stage at which somebody answered."""
    between = aliased(StepRow)
    return (
        (col(SideActRow.case_id) == col(ActRow.case_id))
        & (col(SideActRow.verb) == SideVerb.ANSWER)
        & (col(ActRow.rev) > col(SideActRow.since_rev))
        & ~exists().where(
            col(between.case_id) == col(ActRow.case_id),
            col(between.rev) > col(SideActRow.since_rev),
            col(between.rev) < col(ActRow.rev),
        )
    )


_VOICES = (
    select(col(ActRow.act), col(SideActRow.person_id))
    .join(SideActRow, _is_of_its_stage())
    .where(col(ActRow.case_id) == bindparam("case"), col(ActRow.voided_at).is_(None))
)


def voices_in(work: Work, case: CaseRow) -> Mapping[Act, frozenset[str]]:
    """Return who answered before an act that stands was done, by act."""
    voices: defaultdict[Act, frozenset[str]] = defaultdict(frozenset)
    for act, person in work.session.execute(_VOICES, {"case": case.id}):
        voices[act] |= {person}
    return voices


def spoke_before(acts: Collection[Act], persons: Persons) -> ColumnElement[bool]:
    """The same as a condition of cases: one of these people answered before one of these acts."""
    return exists().where(
        col(ActRow.case_id) == col(CaseRow.id),
        among(col(ActRow.act), sorted(acts)),
        col(ActRow.voided_at).is_(None),
        _is_of_its_stage(),
        col(SideActRow.person_id).in_(persons),
    )
