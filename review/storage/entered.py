"""Which rows the ledger tells of by their own name: `ledger verify` and the doctor both ask by it.

An entry calls a row by its table and its id. A row that changes counts its changes in `rev`, and
each has its entry; a row that is written once has one.
"""

from __future__ import annotations

CHANGING = (
    "person", "role_grant", "access_token", "webhook", "rubric", "ruleset_draft", "clearance",
    "authorisation",
)  # fmt: skip
CHANGING_OF_PAPERS = ("review_case",)
ONCE = (
    "refusal", "substitution", "web_session", "activation", "reassessment_run", "campaign",
    "campaign_closing",
)  # fmt: skip
ONCE_OF_PAPERS = (
    "disposal", "cosignature", "reading", "opening", "reassessment_trigger", "request_fact",
    "side_act", "alarm",
)  # fmt: skip
"""Each of these names its paper in `document_id`."""
OTHERWISE = ("agency", "section", "document", "outbox", "purge")
"""Called by the same name, but entered at other times; who asks says when."""
NAMED = (*CHANGING, *CHANGING_OF_PAPERS, *ONCE, *ONCE_OF_PAPERS, *OTHERWISE)
