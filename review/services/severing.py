"""A copy with cuts as the next version: made from what lies here, handed in like any other file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from review.commands import Caller, HandedFile, Sever, TakeStep
from review.domain.case_refusals import NoCleanCopy, NothingToCut
from review.domain.errors import NoSuchFinding
from review.domain.vocabulary import DisposalKind, Need
from review.messages import APART, CUT, CUT_AS_DISPOSED, CUT_BY_SYSTEM, LEFT_OUT, LISTED, STOP
from review.screening.redaction import Choice, NoCopy, RedactedCopy, label_of, redact
from review.screening.ruleset import Ruleset
from review.services.accounts import actor_of
from review.services.agency_rules import ruleset_of
from review.services.cases import procedure_of
from review.services.cases_seen import visible_case
from review.services.contents import case_file
from review.services.facts import facts_of
from review.services.findings_shown import Shown, findings_of
from review.services.papers import files_of
from review.services.work import Work
from review.storage.rows import CaseRow
from workflows.engine import take
from workflows.model import Step

SEVER = "sever"
_PERSONAL = "person."


@dataclass(frozen=True, slots=True, kw_only=True)
class FileToCut:
    """One file of the version, and the findings in it that are to be cut."""

    file: HandedFile
    findings: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cutting:
    """What is to be made: by which step it is handed in, and from which files."""

    step: Step
    rev: int
    sources: tuple[FileToCut, ...]
    ruleset: Ruleset
    """The rules by which it was screened, and the copy is proven clean."""


def cutting(work: Work, command: Sever, *, caller: Caller) -> Cutting:
    """Return what a person wants cut, once all that can be refused beforehand is allowed.

    Raises:
        StepRefused: the procedure takes no new version from this person now.
    """
    case = visible_case(work, command.case, caller=caller)
    step = _step(work, case, caller)
    chosen = _chosen(findings_of(work, case.version_id), command)
    sources = tuple(
        FileToCut(
            file=_handed(work, case, file.id, caller),
            findings=frozenset(_own(one) for one in chosen if one.finding.file_id == file.id),
        )
        for file in files_of(work, case.version_id)
    )
    if not any(source.findings for source in sources):
        raise NothingToCut
    rules = ruleset_of(work, case.agency_id)
    return Cutting(step=step, rev=case.rev, sources=sources, ruleset=rules)


def severed(cut: Cutting, command: Sever) -> TakeStep:
    """Return the step that hands in the copies; its opinion says how much was cut, never what.

    A file in which nothing is to be cut goes along as it is.

    Raises:
        NoCleanCopy: of a file no copy can be made, or none proven clean.
    """
    files: list[HandedFile] = []
    told: list[str] = []
    for number, source in enumerate(cut.sources, 1):
        if not source.findings:
            files.append(source.file)
            continue
        copy = _copy(cut, source, command)
        name = source.file.name.rpartition(".")[0] or source.file.name
        files.append(HandedFile(name=f"{name}.{copy.ending}", content=copy.content))
        told.append(_told(copy, number=number, ruleset=cut.ruleset))
    reason = command.reason.strip() or CUT_AS_DISPOSED
    return TakeStep(
        case=command.case,
        action=cut.step.action,
        opinion=CUT_BY_SYSTEM.format(files=APART.join(told)),
        inputs={Need.REASON.value: reason} if Need.REASON in cut.step.needs else {},
        files=tuple(files),
        expected_rev=cut.rev if command.expected_rev is None else command.expected_rev,
    )


def _step(work: Work, case: CaseRow, caller: Caller) -> Step:
    """Return the step by which a new version comes in here, as this person may take it."""
    procedure = procedure_of(work, case.procedure_digest)
    here = [step for step in procedure.steps_from(case.stage) if step.changes_content]
    action = here[0].action if here else SEVER
    actor = actor_of(work, caller, needed=here[0].by if here else ())
    facts = facts_of(work, case, procedure)
    return take(procedure, case.stage, action, actor=actor, facts=facts)


def _chosen(found: tuple[Shown, ...], command: Sever) -> list[Shown]:
    in_files = [one for one in found if one.file is not None]
    known = {name for one in in_files for name in (one.finding.code, one.finding.rule)}
    for name in command.findings:
        if name not in known:
            raise NoSuchFinding(finding=name)
    return [one for one in in_files if _is_chosen(one, command)]


def _is_chosen(one: Shown, command: Sever) -> bool:
    row, disposal = one.finding, one.disposal
    is_personal = command.all_personal and row.rule.startswith(_PERSONAL)
    is_disposed = disposal is not None and disposal.kind is DisposalKind.REDACT
    is_named = not {row.code, row.rule}.isdisjoint(command.findings)
    return is_personal or is_disposed or is_named


def _own(one: Shown) -> str:
    """Return the id of a finding as screening gives it: its code without the file's number."""
    return one.finding.code.partition("-")[2].partition(".")[0]


def _handed(work: Work, case: CaseRow, file_id: str, caller: Caller) -> HandedFile:
    name, _, content = case_file(work, case.id, file_id, caller=caller)
    return HandedFile(name=name, content=content)


def _copy(cut: Cutting, source: FileToCut, command: Sever) -> RedactedCopy:
    choice = Choice(
        codes=source.findings,
        all_personal=command.all_personal,
        exemption=command.exemption,
        with_pictures=command.with_pictures,
    )
    file = source.file
    try:
        return redact(file.content, name=file.name, choice=choice, ruleset=cut.ruleset)
    except NoCopy as refusal:
        raise NoCleanCopy(file=file.name, why=refusal.told.removesuffix(STOP)) from None


def _told(copy: RedactedCopy, *, number: int, ruleset: Ruleset) -> str:
    said = CUT.format(number=number, cuts=copy.cuts)
    return said + "".join(_left(copy, ruleset))


def _left(copy: RedactedCopy, ruleset: Ruleset) -> Iterator[str]:
    if copy.left_out:
        listed = (f"{label_of(kind, ruleset)} {count}" for kind, count in copy.left_out.items())
        yield LEFT_OUT.format(listed=LISTED.join(listed))
