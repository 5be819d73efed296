"""The ledger: an entry follows the head, the head is the last entry (H6)."""

from __future__ import annotations

from review.storage.guards.guard import Guard

CHAIN_GUARDS: tuple[Guard, ...] = (
    Guard(
        name="entry_follows_the_head",
        table="ledger_entry",
        moment="insert",
        condition="""NOT EXISTS (SELECT 1 FROM ledger_head h WHERE h.agency_id = NEW.agency_id
            AND NEW.seq = h.seq + 1 AND NEW.prev_sha256 = h.sha256 AND NEW.prev_sm3 = h.sm3)""",
        message="ledger_entry: an entry follows the head of its chain",
    ),
    Guard(
        name="head_is_the_last_entry",
        table="ledger_head",
        moment="update",
        condition="""NEW.seq <= OLD.seq OR NOT EXISTS (SELECT 1 FROM ledger_entry e
            WHERE e.agency_id = NEW.agency_id AND e.seq = NEW.seq
            AND e.sha256 = NEW.sha256 AND e.sm3 = NEW.sm3)""",
        message="ledger_head: the head is the last entry",
    ),
)
