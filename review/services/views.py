"""What people are shown: frozen pictures of rows, built once, rendered by pages, forms and JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from review.domain.findings import Sample
from review.domain.vocabulary import Act, Answer, DisclosureMode, Role, Severity, StatementKind
from review.services.rubric_shapes import RubricName
from review.services.side_shapes import BesideView, ChronicleLine, chronicle
from workflows.calendar import DayNote
from workflows.span import Span


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
    optional: tuple[NeedView, ...]
    """What may be said besides."""
    asks_for_file: bool
    may_differ: bool
    """The person verifies the mode and may state another; where two differ both stay."""
    consequence: str
    destroys: bool
    """It cannot be undone: the bytes are gone."""
    agrees: bool = False
    """It decides what people proposed and verified before."""
    differs_from: str = ""
    """Who proposed something else than it decides; empty where nobody did."""


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
    carried_from: int | None = None
    """In which version it was made, if it was taken over from there with the finding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """One finding of the case's version; `is_open` holds the case unless it is info.

    One in the title or the number of the paper is in no file.
    """

    number: int
    """As the form counts them too."""
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
    takes_two: bool
    """Disposing of it counts only with a second person's signature."""
    disposal: DisposalView | None
    file_id: str = ""
    count: int = 1
    """How many alike it stands for; they are disposed of as one."""
    samples: tuple[Sample, ...] = ()


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
    is_unread: bool
    """No machine read it, and not enough people did and found nothing: it holds the case."""
    clearance: str = ""
    """By what confirmation it came in, having been refused."""
    opened_by: tuple[str, ...] = ()
    """Who opened it to check the case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementView:
    """A mode as somebody stated it."""

    kind: StatementKind
    mode: DisclosureMode
    grounds: str
    ends: str
    by: str
    role: str
    version: int
    at: datetime
    is_void: bool
    said: Mapping[str, str]
    """The same by the keys of a form, so that nobody has to write it again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActView:
    """An act that stands or stood; behind a sourced one stands what `opinion` cites."""

    act: Act
    by: str
    principal: str | None
    role: str
    opinion: str
    version: int
    at: datetime
    is_void: bool
    is_sourced: bool
    haste: int | None = None
    """In so many seconds it was done, where that is less than reading takes."""
    checklist: tuple[tuple[str, Answer, str], ...] = ()
    """Of a check: item, answer and note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailView:
    """One line of the trail, in a sentence."""

    rev: int
    at: datetime
    by: str
    role: Role
    action: str
    label: str
    from_stage: str | None
    from_label: str | None
    to_stage: str
    to_label: str
    opinion: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionView:
    """One condition of the eligibility rules as it was found, and the grounds that ask for it."""

    text: str
    fact: str
    holds: bool
    grounds: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionView:
    """What the rules suggest of a paper that is looked at again, and why; people decide."""

    outcome: str
    ground: str
    """The ground all of whose conditions hold; empty where none does."""
    why: tuple[str, ...]
    rules: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginView:
    """The decision that stands of a paper, as it was made: what is being looked at again."""

    case: str
    mode: str
    grounds: str
    ends: str
    decided_on: datetime
    people: tuple[str, ...]
    """Who did what, in which office, in which words."""


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
    sort: str
    """The identifier of its genre, or else of its kind."""
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
    conditions: tuple[ConditionView, ...]
    suggestion: SuggestionView | None
    origin: OriginView | None
    said: tuple[str, ...]
    """Who wants what of it so far, each in a sentence."""
    main_action: str
    """What the stage is there for, or what people agreed on so far."""
    offered: tuple[OfferView, ...]
    refused: tuple[RefusedView, ...]
    findings: tuple[FindingView, ...]
    files: tuple[FileView, ...]
    statements: tuple[StatementView, ...]
    acts: tuple[ActView, ...]
    trail: tuple[TrailView, ...]
    beside: BesideView
    deadline: DeadlineView | None
    is_demo: bool
    ledger_head: str

    @property
    def chronicle(self) -> tuple[ChronicleLine, ...]:
        """Everything that was done, steps and what was done beside them, in its order."""
        return chronicle(self.trail, self.beside.acts)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitView:
    """What a stage asks, of whom, and why it is this person's."""

    ask: str
    of: tuple[str, ...]
    """The roles that may do it."""
    role: str
    """The one by which it is this person's; empty where it is not."""
    drafted: bool
    """It is this person's because he drafted the paper."""
    principal: str
    """In whose place; empty where it is in his own."""
    until: date | None


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
    mode: str
    """As it was stated last; empty where nobody has said."""
    stage_due_on: date | None
    remaining: int | None
    is_overdue: bool
    is_closed: bool
    counted: Span | None
    """How its days are counted."""
    blocks: int
    confirms: int
    unread: int
    """Files that neither a machine nor two people have read."""
    hold_until: date | None
    reminders: int
    """How often it was pressed for since it came to its stage."""
    is_unread_copy: bool
    """It was copied to this person, who has not read it yet."""
    is_mine: bool
    waits: WaitView | None
    """None where a stage asks nothing of anybody."""


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
    agency: str = ""
    rubrics: tuple[RubricName, ...] = ()


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
    found: Mapping[Severity, int] = field(default_factory=dict)
    """How many findings of which severity."""
    unread: tuple[tuple[str, str], ...] = ()
    """Files that no machine could read, each with why: they hold the case."""
    hints: tuple[str, ...] = ()
    """What is usual for such a paper; who attributes it decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stepped:
    """Where a case stands after a step."""

    case: str
    stage: str
    stage_label: str
    rev: int
