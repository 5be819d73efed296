"""What the form states of dealings with others: asked, referred up, reported, sent out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlmodel import col

from review.domain.vocabulary import Channel, ConsultationAnswer, Need
from review.messages import SYSTEM
from review.records.facts import (
    BreachFacts,
    ConsultationFacts,
    PublicationFacts,
    ReferralFacts,
)
from review.services.outbox import PUBLISH
from review.services.work import SHANGHAI, Work
from review.storage.rows import CaseRow, OutboxRow, StepRow
from workflows.meanings import answers, asks, refers_up
from workflows.model import Procedure, Step

Taken = tuple[StepRow, Step | None]
"""A step that was taken, and its row of the procedure; none for opening a case."""


def day(instant: datetime) -> date:
    """Return the day on the office's wall."""
    return instant.astimezone(SHANGHAI).date()


def consultations(steps: Sequence[Taken], procedure: Procedure) -> Iterator[ConsultationFacts]:
    """A letter and its answer are two steps, whatever an office calls them."""
    for asked, answered in _letters(steps, procedure, referred=False):
        answer = "" if answered is None else json.loads(answered.inputs)[Need.ANSWER]
        yield ConsultationFacts(
            whom=json.loads(asked.inputs)[Need.ADDRESSEE],
            asked_on=day(asked.at),
            answer=_answer(answer),
            answered_on=None if answered is None else day(answered.at),
            note=answer,
        )


def referrals(steps: Sequence[Taken], procedure: Procedure) -> Iterator[ReferralFacts]:
    """A question referred up, and what was ruled."""
    for asked, ruled in _letters(steps, procedure, referred=True):
        said = {} if ruled is None else json.loads(ruled.inputs)
        yield ReferralFacts(
            body=json.loads(asked.inputs)[Need.ADDRESSEE],
            referred_on=day(asked.at),
            number=said.get(Need.NUMBER, ""),
            conclusion=said.get(Need.ANSWER, ""),
            answered_on=None if ruled is None else day(ruled.at),
        )


def breaches(steps: Sequence[Taken], *, names: Mapping[str, str]) -> Iterator[BreachFacts]:
    """Each report of a suspected leak."""
    for step, row in steps:
        if row is not None and Need.REPORTED_TO in row.needs and step.person_id is not None:
            said = json.loads(step.inputs)
            yield BreachFacts(
                body=said[Need.REPORTED_TO],
                number=said.get(Need.NUMBER, ""),
                on=day(step.at),
                by=names[step.person_id],
            )


def publications(
    work: Work, case: CaseRow, steps: Sequence[Taken], *, names: Mapping[str, str]
) -> tuple[PublicationFacts, ...]:
    """What every channel took, and by whose step; a conversion is nobody's."""
    by = dict.fromkeys(
        SYSTEM if step.person_id is None else names[step.person_id]
        for step, row in steps
        if row is not None and row.publishes
    )
    query = select(OutboxRow).where(
        col(OutboxRow.case_id) == case.id,
        col(OutboxRow.action) == PUBLISH,
        col(OutboxRow.done_at).is_not(None),
    )
    rows = work.session.execute(query.order_by(col(OutboxRow.channel))).scalars()
    return tuple(
        PublicationFacts(channel=Channel.stored(row.channel), at=row.done_at, by="、".join(by))
        for row in rows
        if row.done_at is not None
    )


def _letters(
    steps: Sequence[Taken], procedure: Procedure, *, referred: bool
) -> Iterator[tuple[StepRow, StepRow | None]]:
    """Each letter of the kind, with the answer that came in before the next was sent, if it did."""
    sent: StepRow | None = None
    for step, row in steps:
        if row is None or not (asks(row) or answers(row)):
            continue
        if sent is not None:
            yield sent, step if answers(row) else None
        is_sent = asks(row) and refers_up(procedure, row) is referred
        sent = step if is_sent else None
    if sent is not None:
        yield sent, None


def _answer(text: str) -> ConsultationAnswer | None:
    try:
        return ConsultationAnswer.of(text)
    except ValueError:
        return None
