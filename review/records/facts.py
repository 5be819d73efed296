"""The facts of one case, as the approval form states them: what the database says at signing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from review.domain.vocabulary import (
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
    sm3: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeFacts:
    """One statement of a mode, by one person; withholding has its article and its end."""

    kind: StatementKind
    mode: DisclosureMode
    by: str
    role: Role
    at: datetime
    exemption: Exemption | None = None
    deliberative: DeliberativeKind | None = None
    on_request_reason: OnRequestReason | None = None
    article: str = ""
    reason: str = ""
    ending: Ending | None = None
    ends_on: date | None = None
    ends_when: str = ""
    """The event that ends it, in words, when no date does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFacts:
    """One thing the machine suspected and what people made of it; `excerpt` is masked."""

    title: str
    severity: Severity
    file: str
    place: str
    excerpt: str
    disposal: DisposalKind | None = None
    reason: str = ""
    by: str = ""
    at: datetime | None = None
    co_signer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionFacts:
    """One opinion in a person's own words; `standing` is false once a change has voided it."""

    role: Role
    name: str
    step: str
    at: datetime
    text: str
    principal: str = ""
    """For whom a substitute acted (休假代理); the record shows both names."""
    standing: bool = True


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
class PublicationFacts:
    """Where and when the approved bytes went out."""

    channel: str
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
    files: tuple[FileFacts, ...]
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
    statements: tuple[ModeFacts, ...] = ()
    ruleset: str = ""
    """The ruleset of the screening that counts; empty when none has run."""
    findings: tuple[FindingFacts, ...] = ()
    opinions: tuple[OpinionFacts, ...] = ()
    consultations: tuple[ConsultationFacts, ...] = ()
    referrals: tuple[ReferralFacts, ...] = ()
    conclusion: Outcome | None = None
    concluded_on: date | None = None
    publications: tuple[PublicationFacts, ...] = ()
    closed_on: date | None = None
    archived_on: date | None = None
    archive_number: str = ""
    demo: bool = False
    """Whether the database is marked as a demonstration; then every page says so."""
