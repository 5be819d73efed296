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
    "campaign_closing", "webhook", "webhook_delivery", "side_act", "addressee",
    "former_name", "rubric", "paper_rubric",
)  # fmt: skip
OF_THEIR_OWN = ("meta", "answered_request")
IRREPLACEABLE = tuple(table for table in KEPT if table not in OF_THEIR_OWN)
"""Meta takes no row at all once there is an agency, an answer none but with its change."""
UNCHANGING = (
    "version", "file", "refusal", "step", "mode_statement", "finding", "disposal", "cosignature",
    "reading", "opening", "screening", "definition", "meta", "ledger_entry",
    "reassessment_trigger", "substitution", "holiday_notice",
    "reassessment_run", "alarm", "ruleset_source", "answered_request", "request_fact", "campaign",
    "campaign_closing", "side_act", "addressee", "former_name",
)  # fmt: skip
STAYING = ("webhook", "webhook_delivery")
"""Their own guards name all that may change: where a row lies is not among it."""
CHANGING = tuple(
    table
    for table in KEPT
    if (table not in UNCHANGING or table in SCRUBBED) and table not in STAYING
)
"""What changes, if only in that words go, changes where it lies."""

KEPT_GUARDS: tuple[Guard, ...] = (
    *(kept(table) for table in KEPT),
    *(irreplaceable(table) for table in IRREPLACEABLE),
    *(unchanging(table) for table in UNCHANGING),
    *(unmoved(table) for table in CHANGING),
)
