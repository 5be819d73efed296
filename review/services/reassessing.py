"""One item looked at again: flagged, assessed, held, converted, or left to people."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlmodel import col

from review.domain.eligibility import Assessment, assess
from review.domain.findings import FileReport
from review.domain.vocabulary import (
    Availability,
    DisclosureMode,
    Effect,
    Ground,
    ReassessmentOutcome,
    Requirement,
    Role,
    Severity,
    Trigger,
)
from review.services.agency_rules import ruleset_of
from review.services.automatic_sources import (
    RestsOn,
    determined_by,
    is_independent,
    sourced_acts,
)
from review.services.calendars import calendar_of
from review.services.cases import active_procedure, open_case, procedure_of
from review.services.effects import EFFECTS, Deed
from review.services.facts import bytes_are_unchanged, facts_of
from review.services.moves import Move, move
from review.services.papers import files_of
from review.services.reassessment_facts import (
    authorisation_of,
    authorisations,
    checked_by,
    last_decision,
    undecided_facts,
    used_so_far,
)
from review.services.todays_findings import OF_WORDS
from review.services.work import Work
from review.storage.rows import (
    ActRow,
    AuthorisationRow,
    CaseRow,
    DocumentRow,
    VersionRow,
)
from workflows.engine import Actor, Facts, take
from workflows.errors import StepRefused
from workflows.model import Procedure, Step
from workflows.words import Authority

PROCEDURE = "reassessment"
BEFORE_THE_WINDOW = frozenset(
    {
        Requirement.ELIGIBLE,
        Requirement.SCREENING_CLEAR,
        Requirement.PERSON_CHECKED,
        Requirement.AUTHORISED,
        Requirement.SIGNATORY_INDEPENDENT,
        Requirement.BYTES_UNCHANGED,
        Requirement.FRESHLY_ASSESSED,
    }
)
BELL = Actor(person="", roles=frozenset({Role.SYSTEM}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An item as the rules and today's screening see it, and what may cover it."""

    document: DocumentRow
    version: VersionRow
    assessment: Assessment
    is_for_people: bool
    """Whatever the rules say: it was withdrawn, or newer bytes than those decided on are here."""
    is_clear: bool
    ruleset: str
    """The rules of screening of today, by which it is clear or not."""
    checked: ActRow | None
    authorisation: AuthorisationRow | None
    holds: frozenset[Requirement]

    @property
    def is_covered(self) -> bool:
        """Everything holds that an automatic conversion asks for before its window."""
        return self.holds >= BEFORE_THE_WINDOW

    @property
    def proposed(self) -> ReassessmentOutcome:
        """What is proposed: never to publish what the rules alone may not judge."""
        proposed = self.assessment.proposed
        if self.is_for_people and proposed is ReassessmentOutcome.PROACTIVE:
            return ReassessmentOutcome.NEEDS_PERSON
        return proposed

    @property
    def ground(self) -> Ground | None:
        """The ground to cite: where an authorisation covers it, the one that it names."""
        if self.authorisation is None:
            return self.assessment.ground
        return authorisation_of(self.authorisation).ground_for(self.assessment)


def reassessed_version(work: Work, document: DocumentRow, *, case: CaseRow | None) -> VersionRow:
    """Return the bytes that a reassessment is about: those of its case, or last decided on."""
    if case is not None:
        return work.session.get_one(VersionRow, case.version_id)
    decision = last_decision(work, document.id)
    if decision is None:
        return _newest_version(work, document)
    return work.session.get_one(VersionRow, decision.version_id)


def _newest_version(work: Work, document: DocumentRow) -> VersionRow:
    query = select(VersionRow).where(col(VersionRow.document_id) == document.id)
    return work.session.scalars(query.order_by(col(VersionRow.number).desc()).limit(1)).one()


def judge(
    work: Work,
    document: DocumentRow,
    *,
    case: CaseRow | None,
    reports: Mapping[str, FileReport],
    on: date,
) -> Judged:
    """Judge an item by the facts of today; nothing is written."""
    version = reassessed_version(work, document, case=case)
    assessment = assess(undecided_facts(work, document), work.means.rules, today=on)
    checked = checked_by(work, document.id, version.manifest)
    is_for_people = (
        document.availability is Availability.WITHDRAWN
        or version.id != _newest_version(work, document).id
    )
    authorisation = _covering(work, document, assessment, case=case)
    is_clear = _is_clear(work, version, reports)
    tests = {
        Requirement.ELIGIBLE: assessment.ground is not None and not is_for_people,
        Requirement.SCREENING_CLEAR: is_clear,
        Requirement.PERSON_CHECKED: checked is not None,
        Requirement.AUTHORISED: authorisation is not None,
        Requirement.SIGNATORY_INDEPENDENT: is_independent(work, version, authorisation),
        Requirement.BYTES_UNCHANGED: bytes_are_unchanged(work, version.id),
        Requirement.FRESHLY_ASSESSED: True,
    }
    return Judged(
        document=document,
        version=version,
        assessment=assessment,
        is_for_people=is_for_people,
        is_clear=is_clear,
        ruleset=ruleset_of(work, document.agency_id).identity,
        checked=checked,
        authorisation=authorisation,
        holds=frozenset(requirement for requirement, holds in tests.items() if holds),
    )


def flag(work: Work, document: DocumentRow, *, because: tuple[Trigger, ...]) -> CaseRow:
    """Open the case in which a due item is looked at again."""
    procedure = active_procedure(work, PROCEDURE, agency_id=document.agency_id)
    version = reassessed_version(work, document, case=None)
    return open_case(
        work,
        document,
        procedure=procedure,
        version_id=version.id,
        caller=None,
        role=Role.SYSTEM,
        because=",".join(because),
    )


def assess_case(work: Work, case: CaseRow, judged: Judged) -> None:
    """Enter what the rules say of an item: every condition with the fact that met or failed it."""
    change = rung(_automatic(work, case, effect=None, voids=False), judged)
    change.case_values["assessment"] = told(judged)
    change.case_values["outcome"] = judged.proposed.value
    move(work, case, change)


def hold_case(work: Work, case: CaseRow, judged: Judged) -> bool:
    """Let an eligible item enter the hold window under a standing authorisation, if all holds."""
    step = _automatic(work, case, effect=Effect.HOLD, voids=False)
    authorisation = judged.authorisation
    if not _is_taken(work, case, step, judged.holds) or authorisation is None:
        return False
    hold_until = window_until(work, authorisation, begins=work.today)
    if hold_until is None:
        return False  # it could never be published under this authorisation
    change = rung(step, judged)
    change.mode = DisclosureMode.PROACTIVE
    change.acts += sourced_acts(work, case, _rests_on(judged, authorisation))
    change.statement = determined_by(work, case, _rests_on(judged, authorisation))
    change.case_values |= {"hold_until": hold_until, "authorisation_id": authorisation.id}
    EFFECTS[Effect.HOLD](Deed(work=work, case=case, document=judged.document, change=change))
    move(work, case, change)
    return True


def window_until(work: Work, authorisation: AuthorisationRow, *, begins: date) -> date | None:
    """Return the last day of a hold window, unless the authorisation ends before it can publish."""
    calendar = calendar_of(work)
    until = calendar.add_working_days(begins, authorisation.hold_days)
    return None if calendar.add_working_days(until, 1) > authorisation.last_day else until


def is_coverable(work: Work, document: DocumentRow, case: CaseRow) -> bool:
    """Say whether the rules alone would let an authorisation in force cover a case that waits."""
    assessment = assess(undecided_facts(work, document), work.means.rules, today=work.today)
    return _covering(work, document, assessment, case=case) is not None


def convert_case(work: Work, case: CaseRow, judged: Judged) -> bool:
    """Convert and publish when the window is over and everything still holds; else let it lapse."""
    is_over = case.hold_until is not None and work.today > case.hold_until
    holds = judged.holds | ({Requirement.HOLD_OVER} if is_over else frozenset())
    step = _automatic(work, case, effect=Effect.CONVERT, voids=False)
    if _is_taken(work, case, step, holds):
        change = rung(step, judged)
        change.mode = DisclosureMode.PROACTIVE
        change.case_values["outcome"] = "proactive"
        EFFECTS[Effect.CONVERT](Deed(work=work, case=case, document=judged.document, change=change))
        move(work, case, change)
        return True
    if is_over or not judged.holds >= set(step.requires) - {Requirement.HOLD_OVER}:
        lapse_case(work, case)
    return False


def lapse_case(work: Work, case: CaseRow) -> None:
    """Take an item out of the window; people decide from here on."""
    change = rung(_automatic(work, case, effect=None, voids=True), None)
    change.case_values |= {"hold_until": None, "authorisation_id": None}
    move(work, case, change)


def told(judged: Judged) -> str:
    """Return the assessment as it is kept with the case: conditions, facts, bars, proposal."""
    assessment = judged.assessment
    return json.dumps(
        {
            "conditions": [[one.text, one.fact, one.holds] for one in assessment.conditions],
            "condition_grounds": [
                one.ground.label if one.ground else "" for one in assessment.conditions
            ],
            "never": [bar.label for bar in assessment.never],
            "exclusions": [one.text for one in assessment.exclusions],
            "ground": judged.ground.label if judged.ground else None,
            "proposed": judged.proposed.value,
            "for_people": judged.is_for_people,
            "rules": assessment.rules_version,
            "rules_digest": assessment.rules_digest,
            "screening_clear": judged.is_clear,
            "ruleset": judged.ruleset,
            "person_checked": judged.checked is not None,
            "authorisation": judged.authorisation.reference if judged.authorisation else None,
        },
        ensure_ascii=False,
        sort_keys=True,
    )


def _rests_on(judged: Judged, authorisation: AuthorisationRow) -> RestsOn:
    """What an automatic conversion rests on, once everything holds that it requires."""
    assert judged.checked is not None  # noqa: S101  # the step requires it
    assert judged.ground is not None  # noqa: S101  # as above
    return RestsOn(
        version=judged.version,
        ground=judged.ground,
        rules_version=judged.assessment.rules_version,
        checked=judged.checked,
        authorisation=authorisation,
    )


def stages_with(procedure: Procedure, effect: Effect) -> frozenset[str]:
    """Return the stages from which the bell may take a step with this effect."""
    return frozenset(
        origin
        for step in procedure.steps
        if effect in step.effects and step.automatic is not None
        for origin in step.origins
    )


def assess_step(procedure: Procedure) -> Step:
    """Return the step by which the bell assesses a case that was just flagged."""
    for step in procedure.steps_from(procedure.start):
        if step.automatic is Authority.NONE and not step.voids and not step.effects:
            return step
    raise LookupError(procedure.start)


def _automatic(work: Work, case: CaseRow, *, effect: Effect | None, voids: bool) -> Step:
    """Return the bell's step from this stage: by its effect, or the plain one that voids or not."""
    procedure = procedure_of(work, case.procedure_digest)
    for step in procedure.steps_from(case.stage):
        if step.automatic is None or bool(step.voids) is not voids:
            continue
        if (effect in step.effects) if effect else step.automatic is Authority.NONE:
            return step
    raise LookupError(case.stage)


def _is_taken(work: Work, case: CaseRow, step: Step, holds: frozenset[Requirement]) -> bool:
    procedure = procedure_of(work, case.procedure_digest)
    known = facts_of(work, case, procedure)
    facts = Facts(holds=known.holds | holds, acted=known.acted, drafters=known.drafters)
    try:
        take(procedure, case.stage, step.action, actor=BELL, facts=facts)
    except StepRefused:
        return False
    return True


def rung(step: Step, judged: Judged | None) -> Move:
    """Return the move by which the bell takes a step."""
    inputs = {}
    if judged is not None and judged.authorisation is not None and step.automatic is not None:
        inputs = {"authorisation": judged.authorisation.reference}
    return Move(step=step, actor=BELL, role=Role.SYSTEM, caller=None, inputs=inputs)


def _covering(
    work: Work,
    document: DocumentRow,
    assessment: Assessment,
    *,
    case: CaseRow | None,
) -> AuthorisationRow | None:
    """Return the authorisation in force that covers this; a held case keeps to its own."""
    besides = case.id if case else ""
    for row in authorisations(work, document.agency_id, today=work.today):
        if case is not None and case.authorisation_id not in (None, row.id):
            continue
        used = used_so_far(work, row.id, besides=besides)
        if not authorisation_of(row).covers(assessment, today=work.today, converted_so_far=used):
            return row
    return None


def _is_clear(work: Work, version: VersionRow, reports: Mapping[str, FileReport]) -> bool:
    """Today's screening found nothing above info; what was not screened is not clear."""
    files = files_of(work, version.id)
    said = [reports.get(name) for name in (OF_WORDS, *(file.sha256 for file in files))]
    today = ruleset_of(work, version.agency_id).identity
    return bool(files) and all(
        report is not None
        and report.ruleset == today
        and report.was_begun
        and report.unreadable is None
        and report.refused is None
        and all(finding.severity is Severity.INFO for finding in report.findings)
        for report in said
    )
