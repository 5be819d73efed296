"""People, their roles, and the mark of a demo."""

from __future__ import annotations

from review.storage.guards.guard import Guard, counts_up, has_entry

PEOPLE_GUARDS: tuple[Guard, ...] = (
    counts_up("person"),
    has_entry("person", "insert"),
    has_entry("person", "update"),
    Guard(
        name="role_is_born_unconfirmed",
        table="role_grant",
        moment="insert",
        condition="""NEW.granted_by IS NOT NULL
            AND (NEW.confirmed_by IS NOT NULL OR NEW.confirmed_at IS NOT NULL)""",
        message="role_grant: another confirms it later",
    ),
    Guard(
        name="role_is_given_by_somebody",
        table="role_grant",
        moment="insert",
        condition="""NEW.granted_by IS NULL AND EXISTS (
            SELECT 1 FROM ledger_entry e WHERE e.agency_id = NEW.agency_id
            AND NOT (substr(e.subject, 1, 7) = 'agency:'
                OR (substr(e.subject, 1, 7) = 'person:' AND e.subject_rev = 1)))""",
        message="role_grant: only the founding gives roles by nobody",
    ),
    Guard(
        name="role_is_confirmed_by_another",
        table="role_grant",
        moment="update",
        condition="""NEW.confirmed_by = NEW.granted_by OR NEW.confirmed_by = NEW.person_id
            OR (NEW.confirmed_at IS NOT NULL AND NEW.confirmed_by IS NULL
                AND NEW.granted_by IS NOT NULL)
            OR (OLD.confirmed_by IS NOT NULL AND NEW.confirmed_by {differs} OLD.confirmed_by)
            OR NEW.person_id <> OLD.person_id OR NEW.role <> OLD.role
            OR NEW.granted_by {differs} OLD.granted_by OR OLD.ended_at IS NOT NULL""",
        message="role_grant: nobody confirms his own",
    ),
    Guard(
        name="a_database_is_a_demo_from_birth_or_never",
        table="meta",
        moment="insert",
        condition="EXISTS (SELECT 1 FROM agency)",
        message="meta: the demo mark is set at creation or never",
    ),
)
