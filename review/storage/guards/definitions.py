"""Definitions: new cases follow a procedure of that very name, entered as the one they follow."""

from __future__ import annotations

from review.storage.guards.guard import Guard, Moment


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
)
