"""People, their roles, and the mark of a demo."""

from __future__ import annotations

from review.storage.guards.guard import Guard, counts_up, entered, fixed, has_entry

ENTRANCES: tuple[Guard, ...] = (
    counts_up("access_token"),
    has_entry("access_token", "insert"),
    has_entry("access_token", "update"),
    fixed(
        "access_token",
        "id",
        "agency_id",
        "person_id",
        "token_hash",
        "scope",
        "issued_at",
        "expires_at",
    ),
    Guard(
        name="a_revoked_token_stays_revoked",
        table="access_token",
        moment="update",
        condition="OLD.revoked_at IS NOT NULL",
        message="access_token: what is revoked stays so",
    ),
    entered("web_session"),
    fixed(
        "web_session",
        "id",
        "agency_id",
        "person_id",
        "cookie_hash",
        "csrf_hash",
        "awaits_code",
        "started_at",
    ),
    Guard(
        name="an_ended_session_stays_ended",
        table="web_session",
        moment="update",
        condition="OLD.ended_at IS NOT NULL",
        message="web_session: what is ended stays so",
    ),
    Guard(
        name="a_session_has_passed_both_steps",
        table="web_session",
        moment="insert",
        condition="""NOT NEW.awaits_code AND EXISTS (SELECT 1 FROM person p
            WHERE p.id = NEW.person_id AND p.second_since IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM ledger_entry e
                WHERE e.subject = 'person:' || p.id AND e.subject_rev = p.rev
                AND e.event = 'person:code_accepted' AND e.at = NEW.started_at))""",
        message="web_session: who has a second step passes it first",
    ),
    Guard(
        name="a_code_is_good_once",
        table="person",
        moment="update",
        condition="NEW.second_counter < OLD.second_counter",
        message="person: the counter of accepted codes never goes back",
    ),
)
"""By what somebody comes in: each issued with an entry, none taken over, none revived."""

PEOPLE_GUARDS: tuple[Guard, ...] = (
    counts_up("person"),
    has_entry("person", "insert"),
    has_entry("person", "update"),
    counts_up("role_grant"),
    has_entry("role_grant", "insert"),
    has_entry("role_grant", "update"),
    entered("substitution"),
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
                OR (e.subject_rev = 1
                    AND (substr(e.subject, 1, 7) = 'person:'
                        OR substr(e.subject, 1, 11) = 'role_grant:'))))""",
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
    *ENTRANCES,
    Guard(
        name="a_database_is_a_demo_from_birth_or_never",
        table="meta",
        moment="insert",
        condition="EXISTS (SELECT 1 FROM agency)",
        message="meta: the demo mark is set at creation or never",
    ),
)
