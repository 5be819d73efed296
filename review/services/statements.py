"""Statements of a mode as rows: proposed, verified, determined; none is ever overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, assert_never

from review.domain.decisions import (
    Decision,
    Ends,
    ModeStatement,
    OnEvent,
    OnRequest,
    OpensOn,
    ReassessOn,
    Withheld,
    decision_of,
    mode_of,
    statement_of,
    subjects_of,
)
from review.domain.errors import KeyUnknown
from review.domain.vocabulary import (
    Act,
    DisclosureMode,
    Effect,
    Ending,
    Key,
    Need,
    Outcome,
    ReassessmentOutcome,
    StatementKind,
)
from review.messages import NOTHING_TO_FILL_IN
from review.services.moves import Move
from review.services.work import Work
from review.storage.rows import CaseRow, StatementRow
from workflows.model import Step

KINDS: Mapping[Act, StatementKind] = {
    Act.ATTRIBUTION: StatementKind.PROPOSED,
    Act.SECTION_REVIEW: StatementKind.VERIFIED,
    Act.CHECK: StatementKind.VERIFIED,
    Act.DECISION: StatementKind.DETERMINED,
}
COPIED = (
    "mode", "exemption", "deliberative_kind", "article", "reasons", "on_request_reason",
    "has_work_secret_mark", "subjects", "ending", "ends_on", "ending_event",
)  # fmt: skip


def outcome_of_step(step: Step) -> Outcome | None:
    """Return what a row decides: it follows from what the row asks for."""
    if step.act is not Act.DECISION or Effect.KEEP in step.effects:
        return None
    if Need.EXEMPTION in step.needs:
        return Outcome.WITHHELD
    return Outcome.ON_REQUEST if Need.ON_REQUEST_REASON in step.needs else Outcome.IN_FULL


def comes_to(step: Step) -> str | None:
    """Return as what a case ends that a row decides; none for a row that decides nothing."""
    if step.act is not Act.DECISION:
        return None
    if Effect.KEEP in step.effects:
        in_part = Need.REASON in step.needs  # a copy with cuts is reviewed apart
        return (ReassessmentOutcome.IN_PART if in_part else ReassessmentOutcome.KEPT).value
    outcome = outcome_of_step(step)
    return outcome.value if outcome else None


def statement_by(
    work: Work, case: CaseRow, change: Move, *, latest: StatementRow | None
) -> StatementRow | None:
    """Return what the actor of a move states about the mode, if the move states anything.

    Whose affairs a paper touches is said with the mode, by people, and never guessed (DESIGN §6).
    """
    row = _stated(work, case, change, latest=latest)
    said = subjects_of(change.inputs)
    if said is None:
        if row is not None and row.subjects is None and latest is not None:
            row.subjects = latest.subjects
        return row
    if row is None:
        raise KeyUnknown(given=Key.SUBJECTS.value, allowed=(NOTHING_TO_FILL_IN,))
    row.subjects = ",".join(sorted(said))
    return row


def _stated(
    work: Work, case: CaseRow, change: Move, *, latest: StatementRow | None
) -> StatementRow | None:
    step, today = change.step, work.today
    kind = KINDS.get(step.act) if step.act is not None else None
    if kind is None:
        return None
    outcome = outcome_of_step(step)
    if outcome is not None:
        return _determined(
            work, case, change, decision_of(change.inputs, outcome=outcome, today=today)
        )
    if Need.MODE in step.needs or change.inputs.get(Key.MODE):
        stated = statement_of(_grounds(change.inputs), today=today)
        return _row(work, case, change, kind=kind, mode=stated.mode, grounds=stated.grounds)
    return _agreeing(work, case, change, kind=kind, latest=latest)


def _grounds(inputs: Mapping[str, str]) -> Mapping[str, str]:
    return {key: value for key, value in inputs.items() if key != Key.NEEDS_HEAD}


def _determined(work: Work, case: CaseRow, change: Move, decision: Decision) -> StatementRow:
    mode = mode_of(decision)
    assert mode is not None  # noqa: S101  # cuts and referrals are no rows with the act of deciding
    grounds = decision if isinstance(decision, (OnRequest, Withheld)) else None
    return _row(work, case, change, kind=StatementKind.DETERMINED, mode=mode, grounds=grounds)


def _agreeing(
    work: Work, case: CaseRow, change: Move, *, kind: StatementKind, latest: StatementRow | None
) -> StatementRow | None:
    """Who says nothing else agrees with what was said last; it is a statement of his own."""
    if latest is None:
        return None
    said = {name: getattr(latest, name) for name in COPIED}
    return _blank(work, case, change, kind=kind, said=said)


def _blank(
    work: Work, case: CaseRow, change: Move, *, kind: StatementKind, said: Mapping[str, Any]
) -> StatementRow:
    return StatementRow(
        **said,
        agency_id=case.agency_id,
        case_id=case.id,
        version_id=case.version_id,
        kind=kind,
        person_id=change.actor.person,
        at=work.now,
        rev=case.rev + 1,
    )


def _row(  # noqa: PLR0913  # each is a column
    work: Work,
    case: CaseRow,
    change: Move,
    *,
    kind: StatementKind,
    mode: DisclosureMode,
    grounds: ModeStatement | OnRequest | Withheld | None,
) -> StatementRow:
    row = _blank(work, case, change, kind=kind, said={"mode": mode})
    match grounds:
        case Withheld():
            row.exemption = grounds.exemption
            row.deliberative_kind = grounds.deliberative_kind
            row.article = grounds.article
            row.reasons = grounds.reasons
            row.has_work_secret_mark = grounds.work_secret_mark
            _end(row, grounds.ends)
        case OnRequest():
            row.on_request_reason = grounds.reason
            row.reasons = grounds.own_words or None
            _end(row, grounds.ends)
        case _:
            pass
    return row


def _end(row: StatementRow, ends: Ends) -> None:
    day: date
    match ends:
        case OpensOn(on=day):
            row.ending, row.ends_on = Ending.OPENS_ON, day
        case ReassessOn(on=day):
            row.ending, row.ends_on = Ending.REASSESS_ON, day
        case OnEvent(words=words, latest=day):
            row.ending, row.ends_on, row.ending_event = Ending.ON_EVENT, day, words
        case _:
            assert_never(ends)
