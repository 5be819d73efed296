"""Receiving papers: refused at intake, or stored whole with a case of their own."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

from review.commands import Caller, HandedFile, HandIn, LookInto, TakeStep
from review.domain.errors import DatedUnfit, FileRefused, GenreMissing, GenreUncalledFor
from review.domain.findings import FileReport
from review.domain.numbers import bears_party_number, parse
from review.domain.searching import sought_in
from review.domain.vocabulary import DocumentKind, Genre, Key, Role
from review.screening.words import Words
from review.services import papers
from review.services.attribution_hints import hints_for
from review.services.cases import (
    acting_locked,
    document_of,
    number_of,
    open_case,
    the_case,
)
from review.services.clearances import refused_reports
from review.services.entries import enter, who
from review.services.open_procedures import review_procedure
from review.services.rescreening import words_of
from review.services.sections import section_for_paper
from review.services.sought import keep_pairs
from review.services.views import Received
from review.services.work import Work
from review.storage.columns import new_id
from review.storage.ledger import Change, append
from review.storage.rows import DocumentRow, RefusalRow
from review.structure_commands import NAMING

EARLIEST = date(1949, 10, 1)


def hand_in(work: Work, command: HandIn, *, caller: Caller) -> Received:
    """Receive a paper: refused without a trace of its content, or kept with a case opened."""
    acting_locked(work, caller, roles=(Role.DRAFTER,))
    refused = refused_reports(work, agency_id=caller.agency_id, document_id=None)
    if refused:
        return refuse(work, refused, caller=caller)
    # Before a byte is kept: what is refused leaves no trace, nor does it heal altered bytes.
    procedure = review_procedure(work, command.procedure, agency_id=caller.agency_id)
    document = _document(work, command, caller)
    _announce(work, document, caller)
    version = papers.version_of(work, command.files, document=document, by=caller.person_id)
    work.session.add(document)
    work.session.flush()
    keep_pairs(work.session, document)
    papers.store(work, version, command.files, caller=caller)
    case = open_case(
        work,
        document,
        procedure=procedure,
        version_id=version.id,
        caller=caller,
        role=Role.DRAFTER,
    )
    return Received(
        case=number_of(case),
        document=document.id,
        version=version.number,
        stage=case.stage,
        files=_listed(command.files, work.reports),
        found=Counter(finding.severity for one in work.reports for finding in one.findings),
        unread=tuple(
            (file.name, report.unreadable)
            for file, report in zip(command.files, work.reports, strict=True)
            if report.unreadable is not None
        ),
        hints=hints_for(document),
    )


def words_beside(work: Work, command: object, *, agency_id: str) -> Words:
    """Return the words that go public beside the files of a command, or by themselves."""
    if isinstance(command, NAMING):
        return Words(title=command.name)
    if isinstance(command, HandIn):
        return Words(title=command.title, number=command.number or "")
    if isinstance(command, LookInto):
        return Words(title="", number="")
    if not isinstance(command, TakeStep):
        raise TypeError(type(command).__name__)
    case = the_case(work, command.case, agency_id=agency_id)
    kept = words_of(document_of(work, case))
    given = command.inputs.get(Key.TITLE, "").strip()
    return replace(kept, title=given) if given else kept


def refuse(work: Work, reports: tuple[FileReport, ...], *, caller: Caller) -> Received:
    """Keep hash, rule and refusal; nothing else of the paper remains (保密法第三十一条)."""
    for report in reports:
        row = RefusalRow(
            id=new_id(),
            agency_id=caller.agency_id,
            sha256=report.sha256,
            sm3=report.sm3,
            rule=str(report.refused),
            refused_at=work.now,
            handed_in_by=caller.person_id,
        )
        enter(
            work,
            "paper:refused",
            agency_id=row.agency_id,
            subject=(f"refusal:{row.id}", 1),
            body={"sha256": row.sha256, "sm3": row.sm3, "rule": row.rule},
            caller=caller,
        )
        work.session.add(row)
    work.session.flush()
    first = reports[0]
    return Received(
        case=None,
        document=None,
        version=None,
        stage=None,
        files=tuple((f"#{number + 1}", r.sha256, r.sm3) for number, r in enumerate(work.reports)),
        refused_rule=first.refused,
        advice=FileRefused(rule=str(first.refused)).advice,
    )


def refuse_revision(work: Work, command: TakeStep, *, caller: Caller) -> None:
    """Enter what was refused of a new version; of the step itself nothing remained."""
    case = the_case(work, command.case, agency_id=caller.agency_id)
    refused = refused_reports(work, agency_id=case.agency_id, document_id=case.document_id)
    if refused:
        refuse(work, refused, caller=caller)


def _document(work: Work, command: HandIn, caller: Caller) -> DocumentRow:
    number = None if command.number is None else str(parse(command.number))
    title = papers.title_of(command.title)
    return DocumentRow(
        id=new_id(),
        agency_id=caller.agency_id,
        section_id=section_for_paper(work, command.section, agency_id=caller.agency_id),
        drafter_id=caller.person_id,
        title=title,
        sought=sought_in(title, number),
        kind=command.kind,
        genre=_genre(command),
        number=number,
        source=command.source,
        dated=_dated(work, command),
        is_party_paper=bears_party_number(number),
        is_policy=command.is_policy,
        is_historic=command.is_historic,
        catalogue_says=command.catalogue_says,
        received_at=work.now,
    )


def _genre(command: HandIn) -> Genre | None:
    """What is not an official document says what it is; what is one has no genre."""
    if command.kind is DocumentKind.UNOFFICIAL and command.genre is None:
        raise GenreMissing(allowed=tuple(genre.label for genre in Genre))
    if command.kind is not DocumentKind.UNOFFICIAL and command.genre is not None:
        raise GenreUncalledFor
    return command.genre


def _dated(work: Work, command: HandIn) -> date | None:
    """A paper was made on a day that has come, in this state's time."""
    given = command.dated
    if given is not None and not EARLIEST <= given <= work.today:
        raise DatedUnfit(given=given, earliest=EARLIEST, latest=work.today)
    return given


def _announce(work: Work, document: DocumentRow, caller: Caller) -> None:
    append(
        work.session,
        Change(
            agency_id=document.agency_id,
            event="document:received",
            subject=f"document:{document.id}",
            subject_rev=1,
            at=work.now,
            document_id=document.id,
            document_rev=1,
            body={
                "files": [report.sha256 for report in work.reports],
                "kind": document.kind.value,
                "source": document.source.value,
                **who(caller),
            },
        ),
    )


def _listed(
    files: tuple[HandedFile, ...], reports: tuple[FileReport, ...]
) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (file.name, report.sha256, report.sm3) for file, report in zip(files, reports, strict=True)
    )
