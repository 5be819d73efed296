"""The last auditor stays: without one nobody confirms what an administrator grants (S65)."""

from __future__ import annotations

from review.storage.guards.guard import Guard

OTHER_AUDITOR = """
    SELECT 1 FROM role_grant o JOIN person p ON p.id = o.person_id
    WHERE o.agency_id = NEW.agency_id AND o.role = 'auditor' AND o.confirmed_at IS NOT NULL
    AND o.ended_at IS NULL AND p.active AND {other}
"""
AUDITOR_GUARDS: tuple[Guard, ...] = (
    Guard(
        name="the_last_auditor_keeps_the_role",
        table="role_grant",
        moment="update",
        condition=f"""NEW.role = 'auditor' AND OLD.confirmed_at IS NOT NULL
            AND NEW.ended_at IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM ledger_entry e
                WHERE e.subject = 'role_grant:' || NEW.id AND e.subject_rev = NEW.rev
                AND e.event = 'person:role_suspended')
            AND NOT EXISTS ({OTHER_AUDITOR.format(other="o.id <> NEW.id")})""",  # noqa: S608  # constants
        message="role_grant: the last auditor keeps the role",
    ),
    Guard(
        name="the_last_auditor_keeps_the_account",
        table="person",
        moment="update",
        condition=f"""OLD.active AND NOT NEW.active
            AND EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = NEW.id
                AND g.role = 'auditor' AND g.confirmed_at IS NOT NULL AND g.ended_at IS NULL)
            AND NOT EXISTS ({OTHER_AUDITOR.format(other="p.id <> NEW.id")})""",  # noqa: S608  # constants
        message="person: the last auditor keeps the account",
    ),
)
"""A reset suspends a role, in two people's hands, and says so by an event of its own."""
