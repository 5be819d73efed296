"""Taking a step: the engine says whether, the rows say what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import TypedDict

from review.commands import Caller, TakeStep
from review.domain.case_refusals import TitleOutThere
from review.domain.ends import ReassessOn, checked, looked_at_on
from review.domain.errors import (
    ChoosingStateSecret,
    FilesMissing,
    GroundsMissing,
    NotYours,
    WordUnknown,
)
from review.domain.given import day
from review.domain.numbers import bears_party_number
from review.domain.phrases import YES
from review.domain.vocabulary import (
    Act,
    Availability,
    Effect,
    Key,
    Need,
    ReassessmentOutcome,
)
from review.messages import NOT_KEPT
from review.services import papers
from review.services.accounts import actor_of
from review.services.agency_rules import ruleset_of
from review.services.cases import lock, number_of, procedure_of, refuse_unseen, the_case
from review.services.check_lists import answered
from review.services.effects import EFFECTS, Deed
from review.services.facts import (
    Standing,
    facts_of,
    standing_of,
)
from review.services.moves import Move, act_row, move
from review.services.pacing import haste_of
from review.services.scrubbing import scrub
from review.services.statements import comes_to, statement_by
from review.services.step_keys import read
from review.services.step_refusals import (
    has_head,
    refuse_other_rules,
    refuse_stale,
    refuse_unasked,
    refuse_unasking_head,
)
from review.services.views import Stepped
from review.services.work import Work
from review.storage.rows import CaseRow, DocumentRow
from workflows.engine import role_of, take
from workflows.model import Step


class Said(TypedDict):
    """What is kept of the words of a step."""

    opinion: str
    inputs: Mapping[str, str]


SAID_BY_DOMAIN = frozenset(
    {Need.MODE, Need.EXEMPTION, Need.ARTICLE, Need.REASONS, Need.ENDS, Need.ON_REQUEST_REASON}
)
"""What the domain reads and refuses by itself, with a better word than “missing”."""
BREACH_REPORT = timedelta(hours=24)
"""A suspected leak is reported within 24 hours (保密法实施条例第六十一条)."""


def take_step(work: Work, command: TakeStep, *, caller: Caller) -> Stepped:
    """Take one step of a case as this person; a state secret chosen as mode intercepts it."""
    lock(work, caller.agency_id)
    case = the_case(work, command.case, agency_id=caller.agency_id)
    refuse_stale(case, command)
    try:
        _step(work, case, command, caller=caller)
    except ChoosingStateSecret:
        _step(work, case, _interception(work, case, command), caller=caller)
    procedure = procedure_of(work, case.procedure_digest)
    return Stepped(
        case=number_of(case),
        stage=case.stage,
        stage_label=procedure.stages[case.stage].label,
        rev=case.rev,
    )


def _step(work: Work, case: CaseRow, command: TakeStep, *, caller: Caller) -> None:
    procedure = procedure_of(work, case.procedure_digest)
    needed = tuple(
        role
        for step in procedure.steps_from(case.stage)
        if step.action == command.action
        for role in step.by
    )
    actor = actor_of(work, caller, needed=needed)
    refuse_unseen(work, case, actor)
    standing = standing_of(work, case, reader=actor.person)
    facts = facts_of(work, case, procedure, standing=standing)
    step = take(procedure, case.stage, command.action, actor=actor, facts=facts)
    if step.changes_content and actor.principal is not None:
        raise NotYours  # a version has one maker
    refuse_other_rules(work, standing, step)
    inputs = _inputs(step, command, has_head=has_head(procedure))
    inputs = answered(work, standing.document, step, inputs)
    refuse_unasking_head(case, inputs)
    role = role_of(procedure, case.stage, step, actor=actor)
    said = _kept(step, command.opinion, inputs)
    change = Move(step=step, actor=actor, role=role, caller=caller, **said)
    change.standing = frozenset(row.act for row in standing.acts)
    _gather(work, standing, change, command)
    move(work, case, change)
    if Effect.PURGE in step.effects:
        scrub(work, case.document_id)


def _kept(step: Step, opinion: str, inputs: Mapping[str, str]) -> Said:
    """What is typed with an interception may tell what it was about: that it was given is kept."""
    if Effect.PURGE in step.effects:
        return {"opinion": "", "inputs": {}}
    return {"opinion": opinion.strip(), "inputs": inputs}


def _gather(work: Work, standing: Standing, change: Move, command: TakeStep) -> None:
    """Work out everything the step changes before anything is written."""
    case, document = standing.case, standing.document
    change.statement = statement_by(work, case, change, latest=standing.stated)
    refuse_unasked(standing, change)
    if change.step.act is not None:
        _add_act(work, standing, change)
    if change.step.changes_content:
        is_retitled = _retitle(document, change)
        change.version = papers.version_of(
            work,
            command.files,
            document=document,
            by=change.actor.person,
            is_retitled=is_retitled,
        )
        change.files = command.files
        _judge_scope_anew(document, change)
    _add_case_values(work, change)
    if case.hold_until is not None and case.closed_at is None:  # a person takes it from the bell
        change.case_values |= {"hold_until": None, "authorisation_id": None}
    for effect in change.step.effects:
        EFFECTS[effect](Deed(work=work, case=case, document=document, change=change))


def _judge_scope_anew(document: DocumentRow, change: Move) -> None:
    """What two people found of other bytes to be outside the Party's number says nothing of these.

    That they found it to be the Party's holds until two find otherwise.
    """
    if bears_party_number(document.number) and not document.is_party_paper:
        change.document_values["is_party_paper"] = True


def _retitle(document: DocumentRow, change: Move) -> bool:
    """Correct the title with a new version, which is reviewed as a whole; never in public."""
    if Key.TITLE not in change.inputs:
        return False
    title = papers.title_of(change.inputs[Key.TITLE])
    if title == document.title:
        return False
    if document.availability is Availability.PUBLIC:
        raise TitleOutThere
    change.document_values["title"] = title
    return True


def _add_act(work: Work, standing: Standing, change: Move) -> None:
    case, act = standing.case, change.step.act
    assert act is not None  # noqa: S101  # the caller asked
    if act is Act.DECISION and change.statement is not None:
        change.mode = change.statement.mode
    row = act_row(work, case, change, act=act, version=standing.version)
    row.ruleset = _rules_behind(work, standing, act)
    row.haste = haste_of(work, case, act, person=change.actor.person)
    change.acts.append(row)


def _rules_behind(work: Work, standing: Standing, act: Act) -> str:
    """Return by which rules the bytes were screened that an act relies on."""
    if act is Act.CHECK:
        return ruleset_of(work, standing.case.agency_id).identity
    check = standing.act(Act.CHECK)
    return standing.version.ruleset if check is None else check.ruleset


def _add_case_values(work: Work, change: Move) -> None:
    inputs, step = change.inputs, change.step
    if inputs.get(Key.NEEDS_HEAD) in YES:
        change.case_values["needs_head"] = True
    if inputs.get(Key.SUSPECTED_LEAK) in YES and step.act is Act.TAKEDOWN:
        change.case_values |= {"is_suspected_leak": True, "breach_due_at": work.now + BREACH_REPORT}
    if Need.OUTCOME in step.needs:
        change.case_values["outcome"] = _outcome(inputs[Need.OUTCOME]).value
    if Effect.KEEP in step.effects:
        kept = ReassessOn(on=day(inputs, key=Key.NEXT_DATE))
        change.case_values["next_date"] = looked_at_on(checked(kept, today=work.today))
    decided = comes_to(step)
    if decided is not None:
        change.case_values["outcome"] = decided


def _outcome(word: str) -> ReassessmentOutcome:
    try:
        return ReassessmentOutcome.of(word)
    except ValueError:
        allowed = tuple(outcome.label for outcome in ReassessmentOutcome)
        raise WordUnknown(key=Key.OUTCOME, allowed=allowed) from None


def _inputs(step: Step, command: TakeStep, *, has_head: bool) -> Mapping[str, str]:
    """Return what was given, once it is complete and holds nothing foreign."""
    given = read(command.inputs, step, has_head=has_head, has_files=bool(command.files))
    if Need.OPINION in step.needs and not command.opinion.strip():
        raise GroundsMissing(key=Key.OPINION)
    if Need.FILE in step.needs and not command.files:
        raise FilesMissing
    for need in step.needs:
        if need in SAID_BY_DOMAIN or need in (Need.OPINION, Need.FILE):
            continue
        if need.value not in given:
            raise GroundsMissing(key=Key.of(need.value))
    return given


def _interception(work: Work, case: CaseRow, command: TakeStep) -> TakeStep:
    """Return the step by which this procedure destroys what must not lie here."""
    procedure = procedure_of(work, case.procedure_digest)
    for step in procedure.steps_from(case.stage):
        if Effect.PURGE in step.effects:
            reason = {Need.REASON.value: NOT_KEPT}
            return replace(command, action=step.action, inputs=reason, files=())
    raise ChoosingStateSecret
