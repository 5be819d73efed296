"""A year of an office counted from its acts, steps and findings: only of papers the asker may see.

Everything starts from the steps of the year, which an index finds; no paper's words are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import col

from review.commands import Caller
from review.domain.pressing import Press, press_of
from review.domain.tallies import RuleTally, Stay, Tally, YearOfWork, stage_times, tallied
from review.domain.vocabulary import Act, Availability, DisclosureMode, DisposalKind, Severity
from review.messages import NO_OPEN_FINDING, PRESSES
from review.services.agency_rules import ruleset_of
from review.services.calendars import calendar_of
from review.services.cases import TAKEDOWN, procedure_of
from review.services.clocks import remaining
from review.services.facts import is_its_disposal
from review.services.reassessing import PROCEDURE as REASSESSMENT
from review.services.visibility import visible
from review.services.work import SHANGHAI, Work
from review.storage.rows import (
    ActRow,
    CaseRow,
    DisposalRow,
    DocumentRow,
    FindingRow,
    StepRow,
)
from workflows.meanings import sends_back
from workflows.model import Procedure, Stage

NOT_COUNTED = (REASSESSMENT, TAKEDOWN)
"""What these decide was decided once before, by a review of the paper itself."""
MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scope:
    """Whose papers of which year."""

    work: Work
    caller: Caller
    first: datetime
    after: datetime

    @property
    def steps(self) -> ColumnElement[bool]:
        """The condition on a step, joined to its case and document."""
        return and_(
            col(StepRow.agency_id) == self.caller.agency_id,
            col(StepRow.at) >= self.first,
            col(StepRow.at) < self.after,
            visible(self.work, self.caller),
        )


def year_of_work(work: Work, year: int, *, caller: Caller) -> YearOfWork:
    """Return what a person may know of a year's work of his agency."""
    scope = _Scope(work=work, caller=caller, first=_midnight(year), after=_midnight(year + 1))
    followed = _followed(work, caller)
    stages = _stages(followed)
    labels = {name: stage.label for name, stage in stages.items()}
    returns = _returns(scope, followed)
    return YearOfWork(
        year=year,
        decided=_decided(scope),
        published=_published(scope),
        pending=_pending(scope),
        stages=stage_times((one for one in _stays(scope) if not stages[one.stage].settled), labels),
        returned_from=tallied([labels.get(stage, stage) for stage, _ in returns]),
        returned_because=_causes(scope, [version for _, version in returns]),
        rules=_rules(scope),
    )


def _followed(work: Work, caller: Caller) -> Sequence[Procedure]:
    """What the agency follows or followed."""
    query = select(col(CaseRow.procedure_digest)).where(col(CaseRow.agency_id) == caller.agency_id)
    return [procedure_of(work, digest) for digest in work.session.scalars(query.distinct())]


def _stages(followed: Sequence[Procedure]) -> Mapping[str, Stage]:
    """The stages of these, by name."""
    found: dict[str, Stage] = {}
    for procedure in followed:
        for stage in procedure.stages.values():
            found.setdefault(stage.name, stage)
    return found


def first_year(work: Work, *, caller: Caller) -> int:
    """Return the year of the agency's first step, this year where there is none."""
    first = select(func.min(col(StepRow.at))).where(col(StepRow.agency_id) == caller.agency_id)
    found = work.session.scalars(first).one()
    return work.today.year if found is None else found.astimezone(SHANGHAI).year


def _midnight(year: int) -> datetime:
    return datetime.combine(date(year, 1, 1), time(), SHANGHAI)


def _decided(scope: _Scope) -> Mapping[DisclosureMode, int]:
    """The decisions of the year that stand, by the mode they determined."""
    query = (
        _stepped(select(col(ActRow.mode), func.count()))
        .join(
            ActRow,
            and_(
                col(ActRow.case_id) == col(StepRow.case_id),
                col(ActRow.rev) == col(StepRow.rev),
                col(ActRow.act) == Act.DECISION,
                col(ActRow.voided_at).is_(None),
            ),
        )
        .where(scope.steps, col(CaseRow.procedure).not_in(NOT_COUNTED))
        .group_by(col(ActRow.mode))
    )
    found = {mode: count for mode, count in scope.work.session.execute(query) if mode is not None}
    return {mode: found.get(mode, 0) for mode in DisclosureMode}


def _published(scope: _Scope) -> tuple[int, ...]:
    """What became public, month by month, whether or not it was withdrawn later."""
    query = select(col(DocumentRow.published_at)).where(
        visible(scope.work, scope.caller),
        col(DocumentRow.availability).in_((Availability.PUBLIC, Availability.WITHDRAWN)),
        col(DocumentRow.published_at) >= scope.first,
        col(DocumentRow.published_at) < scope.after,
    )
    months = [0] * MONTHS
    for at in scope.work.session.scalars(query):
        if at is not None:
            months[at.astimezone(SHANGHAI).month - 1] += 1
    return tuple(months)


def _pending(scope: _Scope) -> tuple[Tally, ...]:
    """Open cases by how their day presses."""
    work = scope.work
    query = (
        select(col(CaseRow.stage_due_on))
        .join(DocumentRow, col(DocumentRow.id) == col(CaseRow.document_id))
        .where(
            col(CaseRow.agency_id) == scope.caller.agency_id,
            col(CaseRow.closed_at).is_(None),
            visible(work, scope.caller),
        )
    )
    counts = dict.fromkeys(Press, 0)
    for due_on in work.session.scalars(query):
        left = remaining(calendar_of(work), due_on, today=work.today)
        counts[press_of(due_on, left, today=work.today)] += 1
    return tuple(
        Tally(label=PRESSES[press.name.lower()], count=count) for press, count in counts.items()
    )


def _stays(scope: _Scope) -> Iterator[Stay]:
    """From the last step that led into a stage to the one that led out of it."""
    into = aliased(StepRow)
    came = (
        select(func.max(col(into.at)))
        .where(
            col(into.case_id) == col(StepRow.case_id),
            col(into.rev) < col(StepRow.rev),
            col(into.to_stage) == col(StepRow.from_stage),
            or_(col(into.from_stage).is_(None), col(into.from_stage) != col(into.to_stage)),
        )
        .scalar_subquery()
    )
    query = _stepped(select(col(StepRow.from_stage), came, col(StepRow.at))).where(
        scope.steps, col(StepRow.from_stage) != col(StepRow.to_stage)
    )
    between = calendar_of(scope.work).working_days_between
    for stage, since, until in scope.work.session.execute(query):
        if since is not None:
            yield Stay(stage=stage, days=between(_day(since), _day(until)))


def _day(at: datetime) -> date:
    return at.astimezone(SHANGHAI).date()


def _returns(scope: _Scope, followed: Sequence[Procedure]) -> Sequence[tuple[str, str]]:
    """Each return of the year: from which stage, and which version went back."""
    taken = tuple_(col(CaseRow.procedure_digest), col(StepRow.from_stage), col(StepRow.action))
    query = _stepped(select(col(StepRow.from_stage), col(StepRow.version_id))).where(
        scope.steps, taken.in_([one for procedure in followed for one in _ways_back(procedure)])
    )
    return [(stage, version) for stage, version in scope.work.session.execute(query)]


def _ways_back(procedure: Procedure) -> Iterator[tuple[str, str, str]]:
    """By which actions a paper goes back to its drafter, and from where, in this procedure."""
    for step in procedure.steps:
        for origin in step.origins:
            if sends_back(procedure, step, origin=origin):
                yield procedure.digest, origin, step.action


def _causes(scope: _Scope, versions: list[str]) -> tuple[Tally, ...]:
    """For each return the gravest finding that was to be removed or that nobody had settled."""
    settled = (
        select(col(DisposalRow.id))
        .where(is_its_disposal(), col(DisposalRow.kind) != DisposalKind.REDACT)
        .exists()
    )
    query = select(
        col(FindingRow.version_id), col(FindingRow.rule), col(FindingRow.severity)
    ).where(
        col(FindingRow.version_id).in_(set(versions)),
        col(FindingRow.severity) != Severity.INFO,
        ~settled,
    )
    gravest: dict[str, tuple[bool, str]] = {}
    for version, rule, severity in scope.work.session.execute(query):
        candidate = (severity is not Severity.BLOCK, rule)
        gravest[version] = min(candidate, gravest.get(version, candidate))
    titles = _titles(scope)
    return tallied(
        [
            titles.get(gravest[version][1], gravest[version][1])
            if version in gravest
            else NO_OPEN_FINDING
            for version in versions
        ]
    )


def _rules(scope: _Scope) -> tuple[RuleTally, ...]:
    """What each rule found in the versions that moved in the year, and what became of it."""
    moved = _stepped(select(col(StepRow.version_id))).where(scope.steps)
    query = (
        select(col(FindingRow.rule), col(DisposalRow.kind), func.count())
        .join(DisposalRow, is_its_disposal(), isouter=True)
        .where(col(FindingRow.version_id).in_(moved), col(FindingRow.severity) != Severity.INFO)
        .group_by(col(FindingRow.rule), col(DisposalRow.kind))
    )
    counts: dict[str, dict[DisposalKind | None, int]] = {}
    for rule, kind, count in scope.work.session.execute(query):
        counts.setdefault(rule, {})[kind] = count
    titles = _titles(scope)
    told = (_rule(rule, titles.get(rule, rule), by) for rule, by in counts.items())
    return tuple(sorted(told, key=lambda one: (-one.found, one.rule)))


def _rule(rule: str, title: str, by: Mapping[DisposalKind | None, int]) -> RuleTally:
    return RuleTally(
        rule=rule,
        title=title,
        found=sum(by.values()),
        false_alarms=by.get(DisposalKind.FALSE_ALARM, 0),
        to_remove=by.get(DisposalKind.REDACT, 0),
        settled=by.get(DisposalKind.LAWFUL, 0) + by.get(DisposalKind.NO_HARM, 0),
        left=by.get(None, 0),
    )


def _titles(scope: _Scope) -> Mapping[str, str]:
    rules = ruleset_of(scope.work, scope.caller.agency_id)
    return {rule.id: rule.title for rule in rules.rules}


def _stepped(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Join steps with their case and document, on which it hangs who may see them."""
    return (
        query.select_from(StepRow)
        .join(CaseRow, col(CaseRow.id) == col(StepRow.case_id))
        .join(DocumentRow, col(DocumentRow.id) == col(CaseRow.document_id))
    )
