"""The facts of one case, as the approval form states them: what the database says at signing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from review.domain.vocabulary import (
    Act,
    Answer,
    Channel,
    ConsultationAnswer,
    DeliberativeKind,
    DisclosureMode,
    DisposalKind,
    DocumentKind,
    Ending,
    Exemption,
    Genre,
    OnRequestReason,
    Outcome,
    ReassessmentOutcome,
    Role,
    Severity,
    Source,
    StatementKind,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """One file of the reviewed version: the exact bytes that were looked at (一事一审)."""

    name: str
    size: int
    media_type: str
    sm3: str
    sha256: str
    unreadable: str = ""
    """Why no machine read it, in words; empty when one did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFacts:
    """One item of the check list as one person answered it."""

    item: str
    answer: Answer
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFacts:
    """One item of the check list in a check; one that cannot apply to its kind says why."""

    item: str
    answer: Answer | None = None
    note: str = ""
    why_not: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFacts:
    """The check list as who passed a check answered it, on which version."""

    by: str
    role: Role
    at: datetime
    version: int
    standing: bool
    """False once a change has voided the check."""
    items: tuple[ItemFacts, ...]
    principal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingFacts:
    """One person's reading of a file that no machine could read."""

    file: str
    by: str
    at: datetime
    is_clear: bool
    answers: tuple[AnswerFacts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearanceFacts:
    """By what confirmation a refused file came in after all, and who stood for it (DESIGN §7)."""

    file: str
    sha256: str
    confirmed_by: str
    number: str
    confirmed_on: date
    entered_by: str
    entered_at: datetime
    co_signer: str
    cosigned_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeFacts:
    """One statement of a mode, by one person; withholding has its article and its end."""

    kind: StatementKind
    mode: DisclosureMode
    by: str
    role: Role
    at: datetime
    version: int
    standing: bool = True
    """False once a change, a return or a revocation has voided it."""
    exemption: Exemption | None = None
    deliberative: DeliberativeKind | None = None
    on_request_reason: OnRequestReason | None = None
    article: str = ""
    reason: str = ""
    work_secret: bool = False
    subjects: str = ""
    """Whose affairs it touches, as people said; empty when nobody has."""
    ending: Ending | None = None
    ends_on: date | None = None
    ends_when: str = ""
    """The event that ends it, in words, when no date does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginFacts:
    """The decision that is looked at again: by which case a paper has been what it is."""

    case: str
    mode: str
    grounds: str
    ends: str
    decided_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFacts:
    """One thing the machine suspected and what people made of it; `excerpt` is masked."""

    number: int
    """As the page counts them."""
    code: str
    title: str
    severity: Severity
    file: str
    place: str
    excerpt: str
    disposal: DisposalKind | None = None
    reason: str = ""
    article: str = ""
    by: str = ""
    at: datetime | None = None
    carried_from: int | None = None
    """In which version it was disposed of so, if that was taken over from there."""
    co_signer: str = ""
    cosigned_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionFacts:
    """One opinion in a person's own words; `standing` is false once a change has voided it."""

    role: Role
    """In which the step was taken."""
    name: str
    step: str
    at: datetime
    text: str
    version: int
    manifest: str
    """The hash over the files that were signed."""
    principal: str = ""
    """For whom a substitute acted (休假代理); the record shows both names."""
    standing: bool = True
    haste: int | None = None
    """In so many seconds it was done, where that is less than reading takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFacts:
    """What stands behind an act of an automatic case, in which nobody signed (DESIGN §6)."""

    act: Act
    text: str
    standing: bool
    by: str = ""
    role: Role | None = None
    on: date | None = None
    """When that person checked or signed."""
    reference: str = ""
    """The rules, the case, or the authorisation by its number."""
    manifest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationFacts:
    """One third party or co-maker asked for its view (条例第三十二条、第三十四条)."""

    whom: str
    asked_on: date
    answer: ConsultationAnswer | None = None
    answered_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralFacts:
    """A question referred up because the agency could not determine it (条例第十七条)."""

    body: str
    referred_on: date
    number: str = ""
    conclusion: str = ""
    answered_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachFacts:
    """To whom a suspected leak was reported (保密法实施条例第六十一条)."""

    body: str
    number: str
    on: date
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationFacts:
    """Where and when the approved bytes went out; nobody published what was converted."""

    channel: Channel
    at: datetime
    by: str
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalFacts:
    """All that the approval form of a case states; equal facts make byte-identical records."""

    agency: str
    number: str
    filled_on: date
    title: str
    kind: DocumentKind
    section: str
    source: Source
    version: int
    manifest: str
    files: tuple[FileFacts, ...]
    stage: str
    """Where the case stands, by its label."""
    procedure: str
    procedure_digest: str
    ledger_head: str
    drawn_at: datetime
    """When the record was drawn; also the document date of its PDF."""
    document_number: str = ""
    genre: Genre | None = None
    dated: date | None = None
    source_body: str = ""
    """The agency or person that made the information, when this one did not."""
    index_number: str = ""
    is_policy: bool = False
    catalogue_says: DisclosureMode | None = None
    due_on: date | None = None
    """By when it would have to be public, where that deadline applies."""
    origin: OriginFacts | None = None
    suggestion: str = ""
    """What the rules suggested of a paper that is looked at again, and why."""
    clearances: tuple[ClearanceFacts, ...] = ()
    readings: tuple[ReadingFacts, ...] = ()
    statements: tuple[ModeFacts, ...] = ()
    ruleset: str = ""
    """The ruleset of the screening that counts; empty when none has run."""
    findings: tuple[FindingFacts, ...] = ()
    checks: tuple[CheckFacts, ...] = ()
    opinions: tuple[OpinionFacts, ...] = ()
    sources: tuple[SourceFacts, ...] = ()
    consultations: tuple[ConsultationFacts, ...] = ()
    referrals: tuple[ReferralFacts, ...] = ()
    breaches: tuple[BreachFacts, ...] = ()
    conclusion: Outcome | ReassessmentOutcome | None = None
    concluded_on: date | None = None
    publications: tuple[PublicationFacts, ...] = ()
    closed_on: date | None = None
    archived_on: date | None = None
    archive_number: str = ""
    demo: bool = False
    """Whether the database is marked as a demonstration; then every page says so."""
