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
from workflows.model import Step

Taken = tuple[StepRow, Step | None]
"""A step that was taken, and its row of the procedure; none for opening a case."""


def day(instant: datetime) -> date:
    """Return the day on the office's wall."""
    return instant.astimezone(SHANGHAI).date()


def consultations(steps: Sequence[Taken]) -> Iterator[ConsultationFacts]:
    """A letter and its answer are two steps that follow one another."""
    for asked, answered in _paired(steps, first="consult", second="record_answer"):
        said = json.loads(asked.inputs)["addressee"]
        if answered is None:
            yield ConsultationFacts(whom=said, asked_on=day(asked.at))
            continue
        answer = json.loads(answered.inputs)["answer"]
        yield ConsultationFacts(
            whom=said,
            asked_on=day(asked.at),
            answer=_answer(answer),
            answered_on=day(answered.at),
            note=answer,
        )


def referrals(steps: Sequence[Taken]) -> Iterator[ReferralFacts]:
    """A question referred up, and what was ruled."""
    for asked, ruled in _paired(steps, first="refer_up", second="record_ruling"):
        body = json.loads(asked.inputs)["addressee"]
        if ruled is None:
            yield ReferralFacts(body=body, referred_on=day(asked.at))
            continue
        said = json.loads(ruled.inputs)
        yield ReferralFacts(
            body=body,
            referred_on=day(asked.at),
            number=said["number"],
            conclusion=said["answer"],
            answered_on=day(ruled.at),
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


def _paired(
    steps: Sequence[Taken], *, first: str, second: str
) -> Iterator[tuple[StepRow, StepRow | None]]:
    """Each step of the first kind with the one of the second that followed it, if it came."""
    open_one: StepRow | None = None
    for step, _ in steps:
        if step.action == first:
            if open_one is not None:
                yield open_one, None
            open_one = step
        elif step.action == second and open_one is not None:
            yield open_one, step
            open_one = None
    if open_one is not None:
        yield open_one, None


def _answer(text: str) -> ConsultationAnswer | None:
    try:
        return ConsultationAnswer.of(text)
    except ValueError:
        return None
