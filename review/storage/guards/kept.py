"""What is never deleted, never replaced, and what never changes (H6)."""

from __future__ import annotations

from review.storage.guards.guard import Guard, kept, unchanging
from review.storage.guards.replaced import irreplaceable, unmoved
from review.storage.scrubbed import SCRUBBED

KEPT = (
    "agency", "person", "role_grant", "document", "version", "file", "refusal", "clearance",
    "review_case", "step", "act", "mode_statement", "finding", "disposal", "cosignature", "reading",
    "opening", "screening", "definition", "meta", "ledger_entry", "ledger_head", "outbox",
    "authorisation", "reassessment_trigger", "purge", "section", "substitution",
    "active_definition",
    "holiday_notice", "reassessment_run", "access_token", "web_session", "activation", "alarm",
    "ruleset_source", "ruleset_draft", "answered_request", "request_fact", "campaign",
    "campaign_closing", "webhook", "webhook_delivery",
)  # fmt: skip
IRREPLACEABLE = tuple(table for table in KEPT if table != "meta")
"""Meta takes no row at all once there is an agency."""
UNCHANGING = (
    "version", "file", "refusal", "step", "mode_statement", "finding", "disposal", "cosignature",
    "reading", "opening", "screening", "definition", "meta", "ledger_entry",
    "reassessment_trigger", "agency", "section", "substitution", "holiday_notice",
    "reassessment_run", "alarm", "ruleset_source", "answered_request", "request_fact", "campaign",
    "campaign_closing",
)  # fmt: skip
CHANGING = tuple(table for table in KEPT if table not in UNCHANGING or table in SCRUBBED)
"""What changes, if only in that words go, changes where it lies."""

KEPT_GUARDS: tuple[Guard, ...] = (
    *(kept(table) for table in KEPT),
    *(irreplaceable(table) for table in IRREPLACEABLE),
    *(unchanging(table) for table in UNCHANGING),
    *(unmoved(table) for table in CHANGING),
)
