"""Definitions and notices: what cases follow and count by is entered, and of that very name."""

from __future__ import annotations

from review.storage.guards.guard import Guard, Moment, entered


def _is_of_its_name(moment: Moment) -> Guard:
    return Guard(
        name=f"active_definition_{moment}_is_of_its_name",
        table="active_definition",
        moment=moment,
        condition="""NOT EXISTS (SELECT 1 FROM definition d
            WHERE d.digest = NEW.digest AND d.name = NEW.name)""",
        message="active_definition: the definition is of another procedure",
    )


def _has_its_entry(moment: Moment) -> Guard:
    return Guard(
        name=f"active_definition_{moment}_has_its_entry",
        table="active_definition",
        moment=moment,
        condition="""NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.agency_id = NEW.agency_id
            AND e.subject = 'procedure:' || NEW.agency_id || ':' || NEW.name
            AND e.subject_rev = NEW.rev)""",
        message="active_definition: a change needs its ledger entry",
    )


DEFINITION_GUARDS: tuple[Guard, ...] = (
    _is_of_its_name("insert"),
    _is_of_its_name("update"),
    _has_its_entry("insert"),
    _has_its_entry("update"),
    entered("activation"),
    Guard(
        name="another_confirms_what_cases_follow",
        table="activation",
        moment="update",
        condition="""(NEW.id, NEW.agency_id, NEW.name, NEW.digest, NEW.drafted_by, NEW.drafted_at)
            {differs} (OLD.id, OLD.agency_id, OLD.name, OLD.digest, OLD.drafted_by, OLD.drafted_at)
            OR OLD.confirmed_at IS NOT NULL OR OLD.ended_at IS NOT NULL
            OR NEW.confirmed_by = NEW.drafted_by
            OR (NEW.confirmed_at IS NULL) <> (NEW.confirmed_by IS NULL)""",
        message="activation: another confirms it, once",
    ),
    Guard(
        name="cases_follow_what_two_people_want",
        table="active_definition",
        moment="update",
        condition="""NEW.digest <> OLD.digest AND NOT EXISTS (SELECT 1 FROM activation a
            WHERE a.agency_id = NEW.agency_id AND a.name = NEW.name AND a.digest = NEW.digest
            AND a.confirmed_at IS NOT NULL)""",
        message="active_definition: one drafted it, another confirmed it",
    ),
    Guard(
        name="holiday_notice_is_entered",
        table="holiday_notice",
        moment="insert",
        condition="""NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.agency_id = NEW.agency_id
            AND e.subject = 'calendar:' || NEW.agency_id || ':' || NEW.year
            AND e.subject_rev = NEW.rev)""",
        message="holiday_notice: a notice needs its ledger entry",
    ),
)
