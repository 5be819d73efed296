"""What people are shown: frozen pictures of rows, built once, rendered by pages, forms and JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from review.domain.vocabulary import Act, DisclosureMode, StatementKind
from workflows.calendar import DayNote


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedView:
    """Something the person must supply: its key and what it is called."""

    key: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferView:
    """A step the engine would accept from this person now."""

    action: str
    label: str
    needs: tuple[NeedView, ...]
    asks_for_file: bool
    may_differ: bool
    """The person verifies the mode and may state another; where two differ both stay."""
    consequence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedView:
    """A step the engine would not accept, and why."""

    action: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposalView:
    """What a person made of a finding, and who signed under it."""

    number: int
    """Which of the disposals of its finding it is: who signs under it says which one he saw."""
    kind: str
    kind_label: str
    reason: str
    article: str | None
    by: str
    at: datetime
    cosigned_by: str | None
    cosigned_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """One finding of the case's version; `is_open` holds the case unless it is info.

    One in the title or the number of the paper is in no file.
    """

    id: str
    rule: str
    severity: str
    severity_label: str
    file: str
    part: str
    place: dict[str, str | int]
    excerpt: str
    message: str
    basis: str
    is_open: bool
    disposal: DisposalView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileView:
    """One file of the version; an unreadable one tells why, and who has read it."""

    id: str
    position: int
    name: str
    size: int
    media_type: str
    sha256: str
    sm3: str
    unreadable: str | None
    read_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementView:
    """A mode as somebody stated it."""

    kind: StatementKind
    mode: DisclosureMode
    grounds: str
    ends: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ActView:
    """An act that stands or stood."""

    act: Act
    by: str
    principal: str | None
    role: str
    opinion: str
    version: int
    at: datetime
    is_void: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailView:
    """One line of the trail, in a sentence."""

    rev: int
    at: datetime
    by: str
    action: str
    label: str
    from_stage: str | None
    to_stage: str
    opinion: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineView:
    """When it is due and how that was counted."""

    due_on: date | None
    remaining: int | None
    is_overdue: bool
    is_provisional: bool
    provisional_years: tuple[int, ...]
    days: tuple[DayNote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """Everything one person may see of one case."""

    id: str
    number: str
    rev: int
    document_id: str
    title: str
    document_number: str | None
    kind: str
    genre: str | None
    source: str
    section: str
    drafter: str
    dated: date | None
    catalogue_says: str | None
    """What the drafter says the 标准目录 says; the checker sees it and answers for it."""
    version: int
    stage: str
    stage_label: str
    stage_due_on: date | None
    is_closed: bool
    availability: str
    availability_label: str
    mode: str | None
    mode_label: str | None
    procedure: str
    procedure_label: str
    procedure_digest: str
    ruleset: str
    opened_at: datetime
    opened_because: str | None
    closed_at: datetime | None
    published_at: datetime | None
    hold_until: date | None
    conditions: tuple[tuple[str, str, bool], ...]
    offered: tuple[OfferView, ...]
    refused: tuple[RefusedView, ...]
    findings: tuple[FindingView, ...]
    files: tuple[FileView, ...]
    statements: tuple[StatementView, ...]
    acts: tuple[ActView, ...]
    trail: tuple[TrailView, ...]
    deadline: DeadlineView | None
    is_demo: bool
    ledger_head: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """One row of a list of cases."""

    number: str
    title: str
    document_number: str | None
    stage: str
    stage_label: str
    procedure: str
    procedure_label: str
    section: str
    drafter: str
    stage_due_on: date | None
    remaining: int | None
    is_overdue: bool
    blocks: int
    confirms: int
    availability_label: str
    hold_until: date | None
    is_mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueLine:
    """One public paper as the catalogue lists it (条例第十二条)."""

    document_id: str
    index_number: str
    title: str
    document_number: str | None
    kind: str
    section: str
    dated: date | None
    published_at: datetime
    note: str
    files: tuple[FileView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What became of a paper handed in."""

    case: str | None
    document: str | None
    version: int | None
    stage: str | None
    files: tuple[tuple[str, str, str], ...]
    refused_rule: str | None = None
    advice: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stepped:
    """Where a case stands after a step."""

    case: str
    stage: str
    stage_label: str
    rev: int
