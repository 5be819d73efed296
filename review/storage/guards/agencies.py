"""Agencies and their sections: renamed with what they were called, ended once, never undone."""

from __future__ import annotations

from review.storage.guards.guard import Guard, counts_up, fixed, has_entry


def _stays_ended(table: str) -> Guard:
    return Guard(
        name=f"an_ended_{table}_stays_ended",
        table=table,
        moment="update",
        condition="OLD.ended_at IS NOT NULL",
        message=f"{table}: what is ended stays as it is",
    )


def _name_is_kept(table: str) -> Guard:
    """Refuse a new name where the old one is not kept: a signed form goes on saying it."""
    return Guard(
        name=f"{table}_keeps_its_former_name",
        table=table,
        moment="update",
        condition=f"""NEW.name <> OLD.name AND NOT EXISTS (SELECT 1 FROM former_name f
            WHERE f.subject = '{table}:' || NEW.id AND f.rev = NEW.rev AND f.name = OLD.name)""",  # noqa: S608  # constants
        message=f"{table}: the former name is kept",
    )


AGENCY_GUARDS: tuple[Guard, ...] = (
    counts_up("agency"),
    Guard(
        name="agency_update_has_its_entry",
        table="agency",
        moment="update",
        condition="""NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.agency_id = NEW.id
            AND e.subject = 'agency:' || NEW.id AND e.subject_rev = NEW.rev)""",
        message="agency: a change needs its ledger entry",
    ),
    fixed("agency", "code", "profile", "opened_at", "added_by"),
    _stays_ended("agency"),
    _name_is_kept("agency"),
    Guard(
        name="a_section_is_founded",
        table="section",
        moment="insert",
        condition="""NOT EXISTS (SELECT 1 FROM ledger_head h
                WHERE h.agency_id = NEW.agency_id AND h.seq <= 1)
            AND NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.agency_id = NEW.agency_id
                AND e.subject = 'section:' || NEW.id AND e.subject_rev = NEW.rev)""",
        message="section: it is named in the entry of the founding, or has its own",
    ),
    counts_up("section"),
    has_entry("section", "update"),
    fixed("section", "agency_id"),
    _stays_ended("section"),
    _name_is_kept("section"),
    Guard(
        name="a_former_name_is_of_a_renaming",
        table="former_name",
        moment="insert",
        condition="""NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.agency_id = NEW.agency_id
            AND e.subject = NEW.subject AND e.subject_rev = NEW.rev
            AND e.event IN ('agency:renamed', 'section:renamed'))""",
        message="former_name: it comes with a renaming",
    ),
    Guard(
        name="no_paper_comes_to_what_has_ended",
        table="document",
        moment="insert",
        condition="""NOT EXISTS (SELECT 1 FROM section s JOIN agency a ON a.id = s.agency_id
            WHERE s.id = NEW.section_id AND a.id = NEW.agency_id
            AND s.ended_at IS NULL AND a.ended_at IS NULL)""",
        message="document: its section or agency takes no papers",
    ),
)
