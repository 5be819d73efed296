"""Clearance of refused bytes: two people, one use."""

from __future__ import annotations

from review.storage.guards.guard import Guard, counts_up, has_entry

CLEARANCE_GUARDS: tuple[Guard, ...] = (
    Guard(
        name="clearance_is_born_unsigned",
        table="clearance",
        moment="insert",
        condition="""NEW.cosigned_by IS NOT NULL OR NEW.used_by_document IS NOT NULL
            OR EXISTS (SELECT 1 FROM refusal r WHERE r.agency_id = NEW.agency_id
                AND r.sha256 = NEW.sha256 AND r.handed_in_by = NEW.entered_by)""",
        message="clearance: others than the drafter enter it, and sign it later",
    ),
    Guard(
        name="clearance_has_two_people",
        table="clearance",
        moment="update",
        condition="""NEW.cosigned_by = NEW.entered_by OR OLD.used_by_document IS NOT NULL
            OR (NEW.used_by_document IS NOT NULL AND OLD.cosigned_by IS NULL)
            OR (OLD.cosigned_by IS NOT NULL AND NEW.cosigned_by {differs} OLD.cosigned_by)
            OR NEW.agency_id <> OLD.agency_id OR NEW.sha256 <> OLD.sha256
            OR NEW.entered_by <> OLD.entered_by
            OR EXISTS (SELECT 1 FROM refusal r WHERE r.agency_id = NEW.agency_id
                AND r.sha256 = NEW.sha256 AND r.handed_in_by = NEW.cosigned_by)""",
        message="clearance: two people, one use",
    ),
    counts_up("clearance"),
    has_entry("clearance", "insert"),
    has_entry("clearance", "update"),
)
