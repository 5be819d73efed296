"""What people ask of the office: imperatives, frozen, carrying only what was asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from review.domain.vocabulary import (
    DisclosureMode,
    DisposalKind,
    DocumentKind,
    Exemption,
    Genre,
    MailRhythm,
    Role,
    Source,
    Trigger,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestKey:
    """By which key a program repeats a request, and the hash of what it asks for."""

    key: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who asks: a person of an agency, by token or session, from an operating-system account."""

    person_id: str
    agency_id: str
    token_id: str | None = None
    os_account: str | None = None
    request: RequestKey | None = None
    """Only programs repeat themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedFile:
    """A file as it was handed in; its content shows itself nowhere."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandIn:
    """Receive a paper: the first file is the 正文, the rest are attachments."""

    files: tuple[HandedFile, ...]
    title: str = field(repr=False)
    kind: DocumentKind
    section: str
    source: Source
    genre: Genre | None = None
    number: str | None = None
    dated: date | None = None
    is_policy: bool = False
    catalogue_says: DisclosureMode | None = None
    procedure: str | None = None
    """One that the office opened to papers; unsaid, its usual one."""
    is_historic: bool = False
    """It lay here before its mode was ever determined, and comes in bulk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LookInto:
    """Say what one file is before it is handed in; nothing of it is kept."""

    files: tuple[HandedFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """Open a new review of a paper that is here already: cut, changed, or withdrawn."""

    document: str
    procedure: str | None = None
    """As for a paper handed in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeStep:
    """Take one step of a case; `expected_rev` is the revision that the page showed."""

    case: str
    action: str
    opinion: str = field(default="", repr=False)
    inputs: Mapping[str, str] = field(default_factory=dict, repr=False)
    files: tuple[HandedFile, ...] = ()
    expected_rev: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sever:
    """Hand in, as the next version, a copy without what is to be cut (区分处理).

    What was disposed of as 删减 is cut in any case, and what is named here besides.
    """

    case: str
    findings: tuple[str, ...] = ()
    """By their codes, or all of a rule by its name."""
    all_personal: bool = False
    exemption: Exemption | None = None
    with_pictures: bool = False
    reason: str = field(default="", repr=False)
    expected_rev: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispose:
    """Dispose of one finding."""

    case: str
    finding: str
    kind: DisposalKind
    reason: str = field(repr=False)
    article: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cosign:
    """Sign under another's disposal of a blocking finding: the one of this number that was seen."""

    case: str
    finding: str
    disposal: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFile:
    """Open a file of a case to read it: who checks a paper opens every one of its files."""

    case: str
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadByPeople:
    """Answer the check list for a file the machine cannot read; two people must."""

    case: str
    file: str
    checklist: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clear:
    """Enter 保密's confirmation that refused bytes are not, or no longer, classified."""

    sha256: str
    confirmed_by: str
    number: str
    confirmed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CosignClearance:
    """Sign, as the second person, that the clearance is right."""

    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeDown:
    """Withdraw a public paper at once; a suspected leak starts 24 hours (实施条例第六十一条)."""

    document: str
    reason: str = field(repr=False)
    is_suspected_leak: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordTrigger:
    """Enter an event that brings a paper up for reassessment."""

    document: str
    trigger: Trigger
    reference: str
    happened_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftAuthorisation:
    """Draft a standing authorisation for automatic conversion (评估方案)."""

    reference: str
    grounds: tuple[str, ...]
    first_day: date
    last_day: date
    cap: int
    hold_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SignRules:
    """Sign, as a second person, the rule file an authorisation names."""

    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignAuthorisation:
    """Sign an authorisation as the approving official; from then on it may be cited."""

    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeAuthorisation:
    """Revoke an authorisation; everything still in its window stops."""

    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReassessment:
    """Flag, assess, hold and convert what is due; `on` only narrows the scope."""

    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRuleset:
    """Draft an agency's own rules and term lists, to stand beside the shipped rules."""

    version: str
    sources: tuple[HandedFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignRuleset:
    """Sign tested rules, as the confidentiality officer or as the approving official."""

    version: str
    expected_rev: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivateRuleset:
    """Let rules that two people signed be those that everything is screened by."""

    version: str
    expected_rev: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivateProcedure:
    """Draft a proved procedure as the one that new cases follow; another person confirms."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmProcedure:
    """Let a procedure that somebody else drafted take effect."""

    procedure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseProcedure:
    """Take no more papers by a procedure; what runs by it goes on."""

    procedure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportHolidays:
    """Import a year's notice on days off; open deadlines are computed again."""

    text: str = field(repr=False)
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrySetAside:
    """Take up the items that rounds had to set aside."""


Round = RunReassessment | RetrySetAside


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmClock:
    """Say that the machine's clock was compared with the true time and is right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryDelivery:
    """Try dead deliveries again."""

    key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundAgency:
    """Found an agency with its first accounts, by profile; only in a database that has none."""

    code: str
    name: str
    profile: str
    sections: tuple[str, ...]
    accounts: tuple[NewAccount, ...]
    is_demo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """An account to be made: a person, a first password, roles."""

    login: str
    name: str
    password: str | None = field(repr=False)
    roles: tuple[Role, ...] = ()
    section: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPerson:
    """Make an account; its owner must change the password at first sign-in."""

    account: NewAccount


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetPassword:
    """Give a person a new first password."""

    login: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePassword:
    """Change one's own password."""

    old: str = field(repr=False)
    new: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantRole:
    """Give a person a role; one that acts on cases takes effect when another confirms."""

    login: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmRole:
    """Confirm a role somebody else granted."""

    login: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class EndRole:
    """Take a role away; it is gone at the next request."""

    login: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Deactivate:
    """Close a person's account; sessions and tokens end at once."""

    login: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseMail:
    """Be told by mail of what waits, or no more; for oneself only."""

    rhythm: MailRhythm
    address: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitute:
    """休假代理: let another act in one's role from one day to another."""

    substitute: str
    role: Role
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeToken:
    """End one of one's own tokens, or all."""

    token_id: str | None = None
