"""What people said and did in one case, as it is shown: statements, acts, the trail."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from sqlalchemy import bindparam, select
from sqlmodel import col

from review.domain.phrases import YES
from review.domain.vocabulary import Ending, Key, OnRequestReason, Role
from review.messages import SENTENCE, SENTENCES, SYSTEM
from review.services.check_lists import kept_in
from review.services.person_names import Names
from review.services.record_people import (
    acts_of,
    numbers_of,
    said,
    stated_by,
    unsaid,
)
from review.services.sources import source_of
from review.services.steps_taken import steps_of
from review.services.views import ActView, StatementView, TrailView
from review.services.withheld_words import ends_in_words, grounds_in_words
from review.services.work import Work
from review.storage.rows import ActRow, CaseRow, StatementRow, StepRow
from workflows.model import Procedure, Step

_STATEMENTS = (
    select(StatementRow)
    .where(col(StatementRow.case_id) == bindparam("case"))
    .order_by(col(StatementRow.rev))
)


def statement_views(work: Work, case: CaseRow, names: Names) -> tuple[StatementView, ...]:
    """Return every mode that was stated, in order; one whose act is void says so."""
    taken = {step.rev: step for step in steps_of(work, case.id)}
    void = {act.rev for act in acts_of(work, case) if act.voided_at is not None}
    numbers = numbers_of(work, case)
    return tuple(
        StatementView(
            kind=row.kind,
            mode=row.mode,
            grounds=grounds_in_words(row),
            ends=ends_in_words(row),
            by=stated_by(row, taken[row.rev], names=names),
            role="" if taken[row.rev].role is Role.SYSTEM else taken[row.rev].role.label,
            version=numbers[row.version_id],
            at=row.at,
            is_void=row.rev in void,
            said=said_in(row),
        )
        for row in work.session.scalars(_STATEMENTS, {"case": case.id})
    )


def said_in(row: StatementRow) -> Mapping[str, str]:
    """Return a statement by the keys of a form."""
    is_own_words = row.on_request_reason is OnRequestReason.OTHER
    values: dict[Key, str | None] = {
        Key.MODE: row.mode.value,
        Key.EXEMPTION: row.exemption and row.exemption.value,
        Key.DELIBERATIVE_KIND: row.deliberative_kind and row.deliberative_kind.value,
        Key.ARTICLE: row.article,
        Key.ON_REQUEST_REASON: row.on_request_reason and row.on_request_reason.value,
        Key.OWN_WORDS if is_own_words else Key.REASONS: row.reasons,
        Key.WORK_SECRET_MARK: YES[0] if row.has_work_secret_mark else None,
        Key.SUBJECTS: "none" if row.subjects == "" else row.subjects,
        Key.ENDS: row.ending and row.ending.value,
        Key.ON_EVENT: row.ending_event,
    }
    if row.ending is not None and row.ends_on is not None:
        values[_DAYS[row.ending]] = row.ends_on.isoformat()
    return MappingProxyType({key.value: value for key, value in values.items() if value})


_DAYS = {
    Ending.OPENS_ON: Key.OPENS_ON,
    Ending.REASSESS_ON: Key.REASSESS_ON,
    Ending.ON_EVENT: Key.LATEST,
}


def act_views(work: Work, case: CaseRow, names: Names) -> tuple[ActView, ...]:
    """Return every act that stands or stood."""
    numbers = numbers_of(work, case)
    steps = steps_of(work, case.id)
    words = {step.rev: said(step) for step in steps}
    lists = {step.rev: kept_in(step.inputs) for step in steps}
    return tuple(
        replace(
            _act(work, act, names, version=numbers[act.version_id], words=words[act.rev]),
            checklist=lists[act.rev],
        )
        for act in acts_of(work, case)
    )


def _act(work: Work, act: ActRow, names: Names, *, version: int, words: str) -> ActView:
    is_sourced = act.source is not None
    return ActView(
        act=act.act,
        by=SYSTEM if is_sourced else names[act.person_id or ""],
        principal=names[act.principal_id] if act.principal_id else None,
        role=act.role.label,
        opinion=source_of(work, act, names=names).text if is_sourced else words,
        version=version,
        at=act.at,
        is_void=act.voided_at is not None,
        is_sourced=is_sourced,
        haste=act.haste,
    )


def trail_views(
    work: Work, case: CaseRow, names: Names, procedure: Procedure
) -> tuple[TrailView, ...]:
    """Return the trail, a line for each step."""
    rows = {(origin, step.action): step for step in procedure.steps for origin in step.origins}
    return tuple(
        _line(step, rows.get((step.from_stage or "", step.action)), names, procedure)
        for step in steps_of(work, case.id)
    )


def _line(row: StepRow, step: Step | None, names: Names, procedure: Procedure) -> TrailView:
    by = names.get(row.person_id or "", SYSTEM)
    if row.principal_id:
        by = SENTENCES["substitute"].format(by=by, principal=names[row.principal_id])
    label = step.label if step else SENTENCES.get(row.action, row.action)
    stage = procedure.stages[row.to_stage].label
    return TrailView(
        rev=row.rev,
        at=row.at,
        by=by,
        role=row.role,
        action=row.action,
        label=label,
        from_stage=row.from_stage,
        from_label=procedure.stages[row.from_stage].label if row.from_stage else None,
        to_stage=row.to_stage,
        to_label=stage,
        opinion=said(row) or json.loads(row.inputs).get("answer", "") or unsaid(step),
        sentence=SENTENCE.format(by=by, label=label, stage=stage),
    )
