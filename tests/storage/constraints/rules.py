"""What the tables themselves must refuse, written by hand: identities, keys, references, blanks.

Nothing here is read from the tables: a constraint that is dropped there is still demanded here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from review.domain.vocabulary import (
    Act,
    Availability,
    DeliberativeKind,
    DisclosureMode,
    DisposalKind,
    DocumentKind,
    Ending,
    Exemption,
    Genre,
    MailRhythm,
    OnRequestReason,
    RequestResult,
    Role,
    RubricKind,
    Scope,
    Severity,
    SideAnswer,
    SideVerb,
    Source,
    StatementKind,
    Term,
    Trigger,
)

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """Of rows that are `given`, no two have the same columns; what is `spared` may."""

    table: str
    columns: tuple[str, ...]
    given: Mapping[str, Any] = field(default_factory=dict)
    spared: tuple[Mapping[str, Any], ...] = ()

    @property
    def name(self) -> str:
        return f"{self.table} by {', '.join(self.columns)}" + (
            f" if {', '.join(self.given)}" if self.given else ""
        )


OTHER_IDENTITIES: Mapping[str, tuple[str, ...]] = {
    "title_pair": ("pair", "agency_id", "received_at", "document_id"),
    "active_definition": ("agency_id", "name"),
    "definition": ("digest",),
    "heartbeat": ("job",),
    "holiday_notice": ("agency_id", "year", "rev"),
    "job_slot": ("job", "slot"),
    "ledger_entry": ("agency_id", "seq"),
    "ledger_head": ("agency_id",),
    "meta": ("key",),
    "ruleset_source": ("digest",),
    "screening": ("sha256", "name_sha256", "ruleset", "agency_id"),
}
"""Tables whose rows are told apart by something else than an `id`."""

OPEN = {"closed_at": None, "procedure": "publication"}
OPEN_TAKEDOWN = {"closed_at": None, "procedure": "takedown"}
CLOSED = {"closed_at": LONG_AGO}

KEYS: tuple[Key, ...] = (
    Key(table="access_token", columns=("token_hash",)),
    Key(
        table="act",
        columns=("case_id", "act"),
        given={"voided_at": None},
        spared=({"voided_at": LONG_AGO},),
    ),
    Key(
        table="activation",
        columns=("agency_id", "name"),
        given={"confirmed_at": None, "ended_at": None},
        spared=({"confirmed_at": LONG_AGO}, {"ended_at": LONG_AGO}),
    ),
    Key(table="agency", columns=("code",)),
    Key(table="alarm", columns=("file_id",)),
    Key(table="answered_request", columns=("person_id", "key")),
    Key(table="authorisation", columns=("agency_id", "reference")),
    Key(table="campaign", columns=("agency_id", "year")),
    Key(table="campaign_closing", columns=("campaign_id",)),
    Key(table="clearance", columns=("agency_id", "sha256")),
    Key(table="cosignature", columns=("disposal_id",)),
    Key(table="disposal", columns=("finding_id", "number")),
    Key(table="disposal", columns=("carried_from",)),
    Key(table="file", columns=("version_id", "position")),
    Key(table="finding", columns=("version_id", "code")),
    Key(table="ledger_entry", columns=("subject", "subject_rev")),
    Key(table="ledger_entry", columns=("document_id", "document_rev")),
    Key(table="outbox", columns=("key",)),
    Key(table="person", columns=("login",)),
    Key(table="purge", columns=("document_id", "sha256")),
    Key(table="reading", columns=("file_id", "number")),
    Key(table="mail_notice", columns=("person_id", "asked_at")),
    Key(table="opening", columns=("case_id", "file_id", "person_id")),
    Key(table="request_fact", columns=("document_id", "number", "revision")),
    Key(table="review_case", columns=("agency_id", "year", "serial")),
    Key(table="review_case", columns=("document_id",), given=OPEN, spared=(CLOSED, OPEN_TAKEDOWN)),
    Key(table="review_case", columns=("document_id",), given=OPEN_TAKEDOWN, spared=(CLOSED, OPEN)),
    Key(
        table="role_grant",
        columns=("person_id", "role"),
        given={"ended_at": None},
        spared=({"ended_at": LONG_AGO},),
    ),
    Key(table="ruleset_draft", columns=("agency_id", "version")),
    Key(
        table="ruleset_draft",
        columns=("agency_id",),
        given={"activated_at": LONG_AGO, "ended_at": None},
        spared=({"ended_at": LONG_AGO}, {"activated_at": None}),
    ),
    Key(
        table="section",
        columns=("agency_id", "name"),
        given={"ended_at": None},
        spared=({"ended_at": LONG_AGO},),
    ),
    Key(table="former_name", columns=("subject", "rev")),
    Key(
        table="rubric",
        columns=("agency_id", "kind", "name"),
        given={"ended_at": None},
        spared=({"ended_at": LONG_AGO},),
    ),
    Key(
        table="paper_rubric",
        columns=("document_id", "rubric_id"),
        given={"ended_at": None},
        spared=({"ended_at": LONG_AGO},),
    ),
    Key(table="side_act", columns=("case_id", "number")),
    Key(table="side_act", columns=("of_id", "person_id"), given={"verb": SideVerb.ANSWER}),
    Key(
        table="side_act",
        columns=("case_id", "person_id", "reminded_on"),
        given={"verb": SideVerb.REMIND},
    ),
    Key(table="addressee", columns=("side_act_id", "person_id")),
    Key(table="step", columns=("case_id", "rev")),
    Key(table="version", columns=("document_id", "number")),
    Key(table="web_session", columns=("cookie_hash",)),
    Key(table="webhook_delivery", columns=("webhook_id", "case_id", "case_rev")),
)

_AGENCY = {"agency_id": "agency.id"}
_PAPER = {"document_id": "document.id", **_AGENCY}
_OF_CASE = {"case_id": "review_case.id", **_PAPER}

REFERENCES: Mapping[str, Mapping[str, str]] = {
    "access_token": {"person_id": "person.id", **_AGENCY},
    "act": {
        "version_id": "version.id",
        "person_id": "person.id",
        "principal_id": "person.id",
        **_OF_CASE,
    },
    "addressee": {
        "side_act_id": "side_act.id",
        "case_id": "review_case.id",
        "person_id": "person.id",
        **_AGENCY,
    },
    "activation": {
        "digest": "definition.digest",
        "drafted_by": "person.id",
        "confirmed_by": "person.id",
        **_AGENCY,
    },
    "active_definition": {"digest": "definition.digest", **_AGENCY},
    "alarm": {"file_id": "file.id", **_PAPER},
    "answered_request": {"person_id": "person.id", "token_id": "access_token.id", **_AGENCY},
    "authorisation": {
        "drafted_by": "person.id",
        "rules_signed_by": "person.id",
        "signed_by": "person.id",
        "revoked_by": "person.id",
        **_AGENCY,
    },
    "campaign": {"responsible_id": "person.id", "planned_by": "person.id", **_AGENCY},
    "campaign_closing": {"campaign_id": "campaign.id", "closed_by": "person.id", **_AGENCY},
    "clearance": {"entered_by": "person.id", "cosigned_by": "person.id", **_AGENCY},
    "cosignature": {
        "disposal_id": "disposal.id",
        "person_id": "person.id",
        "carried_from": "cosignature.id",
        **_OF_CASE,
    },
    "disposal": {
        "finding_id": "finding.id",
        "person_id": "person.id",
        "carried_from": "disposal.id",
        **_OF_CASE,
    },
    "document": {"section_id": "section.id", "drafter_id": "person.id", **_AGENCY},
    "file": {"version_id": "version.id", **_PAPER},
    "finding": {"version_id": "version.id", "file_id": "file.id", **_PAPER},
    "holiday_notice": _AGENCY,
    "ledger_entry": _AGENCY,
    "ledger_head": _AGENCY,
    "mode_statement": {"case_id": "review_case.id", "version_id": "version.id", **_AGENCY},
    "outbox": {"version_id": "version.id", **_OF_CASE},
    "mail_notice": {"person_id": "person.id", **_AGENCY},
    "person": {"section_id": "section.id", **_AGENCY},
    "purge": _OF_CASE,
    "reading": {"file_id": "file.id", "person_id": "person.id", **_OF_CASE},
    "opening": {"file_id": "file.id", "person_id": "person.id", **_OF_CASE},
    "reassessment_run": _AGENCY,
    "reassessment_trigger": _PAPER,
    "title_pair": _PAPER,
    "refusal": {"handed_in_by": "person.id", **_AGENCY},
    "request_fact": {"entered_by": "person.id", **_PAPER},
    "review_case": {
        "version_id": "version.id",
        "procedure_digest": "definition.digest",
        **_PAPER,
    },
    "role_grant": {"person_id": "person.id", **_AGENCY},
    "ruleset_draft": {
        "digest": "ruleset_source.digest",
        "drafted_by": "person.id",
        "tested_by": "person.id",
        "signed_by": "person.id",
        "approved_by": "person.id",
        "activated_by": "person.id",
        **_AGENCY,
    },
    "screening": _AGENCY,
    "section": _AGENCY,
    "former_name": _AGENCY,
    "rubric": _AGENCY,
    "paper_rubric": {"rubric_id": "rubric.id", "placed_by": "person.id", **_PAPER},
    "side_act": {"person_id": "person.id", "of_id": "side_act.id", **_OF_CASE},
    "step": {"case_id": "review_case.id", "version_id": "version.id", **_AGENCY},
    "substitution": {"principal_id": "person.id", "substitute_id": "person.id", **_AGENCY},
    "version": {"created_by": "person.id", **_PAPER},
    "web_session": {"person_id": "person.id", **_AGENCY},
    "webhook": {"created_by": "person.id", **_AGENCY},
    "webhook_delivery": {"webhook_id": "webhook.id", "case_id": "review_case.id", **_AGENCY},
}
"""Columns that name a row of another table: none may name what is not there."""

MAY_BE_EMPTY: Mapping[str, frozenset[str]] = {
    table: frozenset(columns.split())
    for table, columns in {
        "access_token": "revoked_at",
        "act": "person_id principal_id source mode haste voided_at",
        "agency": "added_by ended_at",
        "section": "ended_at",
        "rubric": "ended_at",
        "paper_rubric": "ended_at",
        "activation": "confirmed_by confirmed_at ended_at",
        "authorisation": (
            "rules_signed_by rules_signed_at signed_by signed_at signed_as revoked_by revoked_at"
        ),
        "clearance": "cosigned_by cosigned_at used_by_document",
        "cosignature": "carried_from",
        "disposal": "article carried_from",
        "document": (
            "genre number dated catalogue_says public_version_id published_at converted_from mode"
            " exemption deliberative_kind article reasons on_request_reason subjects ending"
            " ending_event reassess_on intercepted_at"
        ),
        "file": "unreadable",
        "finding": "file_id",
        "job_slot": "done_at report",
        "ledger_entry": "document_id document_rev",
        "mail_notice": "failure sent_at",
        "mode_statement": (
            "exemption deliberative_kind article reasons on_request_reason subjects ending ends_on"
            " ending_event person_id"
        ),
        "outbox": "failure receipt done_at",
        "person": (
            "section_id password_hash password_since locked_until mail"
            " second_secret second_begun_at second_since views"
        ),
        "purge": "done_at",
        "reassessment_run": "started_by",
        "review_case": (
            "stage_due_on due_on opened_by opened_because closed_at hold_until authorisation_id"
            " breach_due_at assessment outcome set_aside"
        ),
        "role_grant": "granted_by confirmed_by confirmed_at ended_at",
        "ruleset_draft": (
            "tested_by tested_at tested_as summary signed_by signed_at approved_by approved_at"
            " activated_by activated_at ended_at"
        ),
        "screening": "unreadable refused",
        "side_act": "of_id reminded_on needed answer",
        "step": "from_stage person_id principal_id token_id os_account",
        "version": "annotation",
        "web_session": "ended_at",
        "webhook": "ended_at",
        "webhook_delivery": "failure done_at",
    }.items()
}
"""The only columns in which nothing may stand."""

WORDS: Mapping[str, Mapping[str, type[Term]]] = {
    "access_token": {"scope": Scope},
    "act": {"act": Act, "role": Role, "mode": DisclosureMode},
    "authorisation": {"signed_as": Role},
    "disposal": {"kind": DisposalKind},
    "document": {
        "kind": DocumentKind,
        "genre": Genre,
        "source": Source,
        "catalogue_says": DisclosureMode,
        "availability": Availability,
        "converted_from": DisclosureMode,
        "mode": DisclosureMode,
        "exemption": Exemption,
        "deliberative_kind": DeliberativeKind,
        "on_request_reason": OnRequestReason,
        "ending": Ending,
    },
    "finding": {"severity": Severity},
    "mode_statement": {
        "kind": StatementKind,
        "mode": DisclosureMode,
        "exemption": Exemption,
        "deliberative_kind": DeliberativeKind,
        "on_request_reason": OnRequestReason,
        "ending": Ending,
    },
    "person": {"mail_rhythm": MailRhythm},
    "reassessment_trigger": {"trigger": Trigger},
    "request_fact": {"result": RequestResult},
    "role_grant": {"role": Role},
    "rubric": {"kind": RubricKind},
    "addressee": {"verb": SideVerb},
    "side_act": {"verb": SideVerb, "answer": SideAnswer},
    "step": {"role": Role},
    "substitution": {"role": Role},
    "version": {"annotation": DisclosureMode},
}
"""Columns in which only words of a kind may stand, by their values and never by their labels."""
