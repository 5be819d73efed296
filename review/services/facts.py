"""What holds of a case now: each requirement is one question to the rows or the bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    bindparam,
    exists,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased
from sqlmodel import col

from review.domain.annotation import agrees
from review.domain.findings import SCOPE_RULES
from review.domain.vocabulary import (
    Act,
    Availability,
    DisclosureMode,
    DisposalKind,
    Exemption,
    Need,
    Requirement,
    Severity,
)
from review.services.asks import Persons, voices_in
from review.services.cases import opened_at_seq, procedure_of
from review.services.holds import held_in
from review.services.opened_files import files_are_opened, files_not_opened
from review.services.papers import files_of
from review.services.purging import content_of
from review.services.unread_files import files_are_checked
from review.services.work import Work
from review.storage.originals import OriginalAltered, OriginalMissing
from review.storage.rows import (
    ActRow,
    CaseRow,
    CosignatureRow,
    DisposalRow,
    DocumentRow,
    FileRow,
    FindingRow,
    OutboxRow,
    ReadingRow,
    StatementRow,
    StepRow,
    VersionRow,
)
from review.storage.told_once import told_once
from workflows.engine import Facts
from workflows.model import Procedure

# built once: every step of every case asks these
_STANDING_ACTS = select(ActRow).where(
    col(ActRow.case_id) == bindparam("case"), col(ActRow.voided_at).is_(None)
)
_LAST_STATEMENT = (
    select(StatementRow)
    .where(
        col(StatementRow.case_id) == bindparam("case"),
        exists().where(
            col(ActRow.case_id) == col(StatementRow.case_id),
            col(ActRow.rev) == col(StatementRow.rev),
            col(ActRow.voided_at).is_(None),
        ),
    )
    .order_by(col(StatementRow.rev).desc())
    .limit(1)
)
_HANDS = select(col(VersionRow.created_by)).where(
    col(VersionRow.document_id) == bindparam("document")
)
NEEDS_LEGAL = (Exemption.TRADE_SECRET, Exemption.PERSONAL_PRIVACY, Exemption.PROHIBITED_BY_LAW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A case with what every question about it needs."""

    case: CaseRow
    document: DocumentRow
    version: VersionRow
    acts: tuple[ActRow, ...]
    stated: StatementRow | None
    """The last statement of the mode that stands."""
    reader: str = ""
    """Who asks: some facts are about what he himself did; empty for anybody."""

    def has(self, act: Act) -> bool:
        """Say whether an act stands."""
        return self.act(act) is not None

    def act(self, act: Act) -> ActRow | None:
        """Return the standing act of a kind."""
        return next((row for row in self.acts if row.act is act), None)


def facts_of(
    work: Work, case: CaseRow, procedure: Procedure, *, standing: Standing | None = None
) -> Facts:
    """Return what holds of a case, asked only as far as the steps from its stage require."""
    standing = standing or standing_of(work, case)
    wanted = {need for step in procedure.steps_from(case.stage) for need in step.requires}
    holds = frozenset(need for need in wanted if QUESTIONS[need](work, standing))
    hands = hands_in(work, standing)
    return replace(
        hands,
        holds=holds,
        held=held_in(work, case, procedure, hands),
        lacking={need: LACKING[need](work, standing) for need in (wanted - holds) & LACKING.keys()},
    )


def hands_in(work: Work, standing: Standing) -> Facts:
    """Return whose hands are in a case, without asking what else holds of it."""
    drafters = _drafters(work, standing.document.id)
    return Facts(acted=_acted(work, standing), drafters=drafters)


def standing_of(work: Work, case: CaseRow, *, reader: str = "") -> Standing:
    """Gather a case's document, version, standing acts and last statement."""
    session = work.session
    return Standing(
        case=case,
        document=session.get_one(DocumentRow, case.document_id),
        version=session.get_one(VersionRow, case.version_id),
        acts=_standing_acts(work, case.id),
        stated=last_statement(work, case.id),
        reader=reader,
    )


@told_once
def _standing_acts(work: Work, case_id: str) -> tuple[ActRow, ...]:
    return tuple(work.session.scalars(_STANDING_ACTS, {"case": case_id}))


@told_once
def last_statement(work: Work, case_id: str) -> StatementRow | None:
    """Return the mode as it was stated last in a case, by an act that stands."""
    return work.session.scalars(_LAST_STATEMENT, {"case": case_id}).one_or_none()


@cache
def is_its_disposal() -> ColumnElement[bool]:
    """The condition under which a disposal is what counts of a finding: the last one made."""
    later = aliased(DisposalRow)
    return (col(DisposalRow.finding_id) == col(FindingRow.id)) & ~exists().where(
        col(later.finding_id) == col(DisposalRow.finding_id),
        col(later.number) > col(DisposalRow.number),
    )


@cache
def is_open() -> ColumnElement[bool]:
    """The condition under which a finding holds a case: nobody disposed of it as the law asks."""
    cosigned = exists().where(col(CosignatureRow.disposal_id) == col(DisposalRow.id))
    is_one_persons = (col(FindingRow.severity) == Severity.CONFIRM) & col(FindingRow.rule).not_in(
        SCOPE_RULES
    )
    disposed = exists().where(
        is_its_disposal(),
        col(DisposalRow.kind) != DisposalKind.REDACT,
        or_(is_one_persons, cosigned),
    )
    return (col(FindingRow.severity) != Severity.INFO) & ~disposed


def bytes_are_unchanged(work: Work, version_id: str) -> bool:
    """Read every file of a version from the store and compare (H1)."""
    files = files_of(work, version_id)
    try:
        return bool(files) and all(
            len(content_of(work.session, work.means.originals, file)) == file.size for file in files
        )
    except (OriginalMissing, OriginalAltered):
        return False


def findings_are_disposed(work: Work, version_id: str) -> bool:
    """No finding of the version is open."""
    return work.session.execute(_left(), {"version": version_id}).first() is None


@cache
def _left() -> Select[str]:
    of_version = col(FindingRow.version_id) == bindparam("version")
    return select(col(FindingRow.id)).where(of_version, is_open()).limit(1)


def is_delivered(work: Work, document_id: str) -> bool:
    """Nothing asked of the channels for this paper is still under way."""
    left = select(col(OutboxRow.id)).where(
        col(OutboxRow.document_id) == document_id, col(OutboxRow.done_at).is_(None)
    )
    return work.session.execute(left.limit(1)).first() is None


def _acted(work: Work, standing: Standing) -> Mapping[Act, frozenset[str]]:
    acted: dict[Act, frozenset[str]] = {}
    for row in standing.acts:
        people = {row.person_id or row.source or "", row.principal_id or row.person_id or ""}
        acted[row.act] = frozenset(people - {""})
    if Act.CHECK in acted:
        acted[Act.CHECK] |= lent_a_hand(work, standing.version.id)
    for act, voices in voices_in(work, standing.case).items():
        acted[act] |= voices
    return MappingProxyType(acted)


def lent_a_hand(work: Work, version_id: str) -> frozenset[str]:
    """Who disposed, co-signed or read for the machine checked too, and does not decide (H3).

    What was settled about these bytes in an earlier case stays settled, and so do the hands.
    """
    return frozenset(work.session.scalars(_HANDS_ON, {"version": version_id}))


def hands_on(
    version_id: SQLColumnExpression[str], persons: Persons
) -> tuple[ColumnElement[bool], ...]:
    """The same as conditions, any of which says that one of these people lent a hand."""
    return tuple(
        hands.where(hands.selected_columns[0].in_(persons)).exists() for hands in _hands(version_id)
    )


def _hands(version_id: SQLColumnExpression[str]) -> tuple[Select[str], ...]:
    found = col(FindingRow.version_id) == version_id
    disposed = (
        select(col(DisposalRow.person_id))
        .join(FindingRow, col(FindingRow.id) == col(DisposalRow.finding_id))
        .where(found)
    )
    cosigned = (
        select(col(CosignatureRow.person_id))
        .join(DisposalRow, col(DisposalRow.id) == col(CosignatureRow.disposal_id))
        .join(FindingRow, col(FindingRow.id) == col(DisposalRow.finding_id))
        .where(found)
    )
    read = (
        select(col(ReadingRow.person_id))
        .join(FileRow, col(FileRow.id) == col(ReadingRow.file_id))
        .where(col(FileRow.version_id) == version_id)
    )
    return disposed, cosigned, read


_HANDS_ON = union_all(*_hands(bindparam("version")))


@told_once
def _drafters(work: Work, document_id: str) -> frozenset[str]:
    return frozenset(work.session.scalars(_HANDS, {"document": document_id}))


def _annotation_agrees(_: Work, standing: Standing) -> bool:
    """A converted paper keeps its bytes, and with them its old 附注 (DESIGN §9)."""
    decided = next((row.mode for row in standing.acts if row.act is Act.DECISION), None)
    return decided is None or agrees(standing.version.annotation, mode=decided)


def wants_legal_opinion(stated: StatementRow) -> bool:
    """These grounds are the legal office's to judge too."""
    return stated.exemption in NEEDS_LEGAL


def wants_disclosure_opinion(document: DocumentRow, stated: StatementRow) -> bool:
    """A policy paper that is not to be public goes to the disclosure office first."""
    return document.is_policy and stated.mode is not DisclosureMode.PROACTIVE


def _legal_opinion(_: Work, standing: Standing) -> bool:
    asked = standing.stated is not None and wants_legal_opinion(standing.stated)
    return not asked or standing.has(Act.LEGAL_OPINION)


def _disclosure_office(_: Work, standing: Standing) -> bool:
    stated = standing.stated
    asked = stated is not None and wants_disclosure_opinion(standing.document, stated)
    return not asked or standing.has(Act.DISCLOSURE_OPINION)


def _mode_publishes(work: Work, standing: Standing) -> bool:
    """The decision is to publish, and the paper was not withdrawn after this case was opened."""
    is_decided = any(
        row.act is Act.DECISION and row.mode is DisclosureMode.PROACTIVE for row in standing.acts
    )
    return is_decided and not _was_taken_down_since(work, standing)


def _was_taken_down_since(work: Work, standing: Standing) -> bool:
    if standing.document.availability is not Availability.WITHDRAWN:
        return False
    case = standing.case
    mine = select(opened_at_seq()).where(col(CaseRow.id) == case.id).scalar_subquery()
    later = (
        select(col(ActRow.id))
        .join(CaseRow, col(CaseRow.id) == col(ActRow.case_id))
        .where(
            col(ActRow.document_id) == case.document_id,
            col(ActRow.act) == Act.TAKEDOWN,
            opened_at_seq() > mine,
        )
    )
    return work.session.execute(later.limit(1)).first() is not None


def _delivered(work: Work, standing: Standing) -> bool:
    return is_delivered(work, standing.document.id)


def _breach_reported(work: Work, standing: Standing) -> bool:
    if not standing.case.is_suspected_leak:
        return True
    reported = select(col(StepRow.id)).where(
        col(StepRow.case_id) == standing.case.id,
        col(StepRow.action).in_(_reporting(work, standing.case)),
    )
    return work.session.execute(reported.limit(1)).first() is not None


def _reporting(work: Work, case: CaseRow) -> list[str]:
    """The rows of a case's table by which a leak is reported are those that ask to whom."""
    rows = procedure_of(work, case.procedure_digest).steps
    return [row.action for row in rows if Need.REPORTED_TO in row.needs]


def _only_when_rung(_: Work, __: Standing) -> bool:
    """What an automatic step requires is judged by the bell, never offered to a person."""
    return False


Question = Callable[[Work, Standing], bool]

LACKING: Mapping[Requirement, Callable[[Work, Standing], str]] = MappingProxyType(
    {
        Requirement.FILES_OPENED: lambda work, at: files_not_opened(work, at.case, at.reader),
    }
)
"""What is missing where the label alone does not tell."""
QUESTIONS: Mapping[Requirement, Question] = MappingProxyType(
    {
        Requirement.NOT_PARTY_PAPER: lambda _, at: not at.document.is_party_paper,
        Requirement.PARTY_PAPER: lambda _, at: at.document.is_party_paper,
        Requirement.FINDINGS_DISPOSED: lambda work, at: findings_are_disposed(work, at.version.id),
        Requirement.FILES_CHECKED: lambda work, at: files_are_checked(work, at.version.id),
        Requirement.FILES_OPENED: lambda work, at: files_are_opened(work, at.case, at.reader),
        Requirement.BYTES_UNCHANGED: lambda work, at: bytes_are_unchanged(work, at.version.id),
        Requirement.ANNOTATION_AGREES: _annotation_agrees,
        Requirement.LEGAL_OPINION_GIVEN: _legal_opinion,
        Requirement.DISCLOSURE_OFFICE_AGREED: _disclosure_office,
        Requirement.HEAD_NOT_REQUIRED: lambda _, at: not at.case.needs_head,
        Requirement.MODE_PUBLISHES: _mode_publishes,
        Requirement.DELIVERED: _delivered,
        Requirement.BREACH_REPORTED: _breach_reported,
        Requirement.ELIGIBLE: _only_when_rung,
        Requirement.SCREENING_CLEAR: _only_when_rung,
        Requirement.PERSON_CHECKED: _only_when_rung,
        Requirement.AUTHORISED: _only_when_rung,
        Requirement.SIGNATORY_INDEPENDENT: _only_when_rung,
        Requirement.HOLD_OVER: _only_when_rung,
        Requirement.FRESHLY_ASSESSED: _only_when_rung,
    }
)
