"""Standing authorisations and events: three people, terms that never change (H3, H6)."""

from __future__ import annotations

from review.storage.guards.guard import Guard, counts_up, entered, has_entry

AUTHORISATION_GUARDS: tuple[Guard, ...] = (
    counts_up("authorisation"),
    has_entry("authorisation", "insert"),
    has_entry("authorisation", "update"),
    entered("reassessment_trigger"),
    entered("reassessment_run"),
    entered("request_fact"),
    entered("campaign"),
    entered("campaign_closing"),
    Guard(
        name="authorisation_is_born_unsigned",
        table="authorisation",
        moment="insert",
        condition="NEW.signed_by IS NOT NULL OR NEW.rules_signed_by IS NOT NULL",
        message="authorisation: others sign later",
    ),
    Guard(
        name="authorisation_has_its_people",
        table="authorisation",
        moment="update",
        condition="""NEW.signed_by = NEW.drafted_by OR NEW.rules_signed_by = NEW.drafted_by
            OR NEW.signed_by = NEW.rules_signed_by
            OR (NEW.signed_by IS NOT NULL AND NEW.rules_signed_by IS NULL)
            OR (OLD.signed_by IS NOT NULL AND (NEW.signed_by {differs} OLD.signed_by
                OR NEW.signed_at {differs} OLD.signed_at OR NEW.signed_as {differs} OLD.signed_as))
            OR (OLD.rules_signed_by IS NOT NULL
                AND NEW.rules_signed_by {differs} OLD.rules_signed_by)
            OR OLD.revoked_at IS NOT NULL
            OR NEW.agency_id <> OLD.agency_id OR NEW.reference <> OLD.reference
            OR NEW.grounds <> OLD.grounds OR NEW.cap <> OLD.cap OR NEW.hold_days <> OLD.hold_days
            OR NEW.first_day <> OLD.first_day OR NEW.last_day <> OLD.last_day
            OR NEW.rules_digest <> OLD.rules_digest OR NEW.drafted_by <> OLD.drafted_by""",
        message="authorisation: three people draft and sign it; its terms never change",
    ),
)
