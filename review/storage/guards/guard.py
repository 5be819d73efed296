"""A guard: one refusal of the database, and the shapes that several tables share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from review.storage.scrubbed import SCRUBBED, only_words_go

Moment = Literal["insert", "update", "delete"]
STEP_BEING_TAKEN = """
    SELECT 1 FROM review_case c JOIN step s ON s.case_id = c.id AND s.rev = c.rev + 1
    WHERE c.id = NEW.case_id
"""
"""Between its entry and the move of its case, and never again, a step may bring rows along."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """One refusal: when `moment` happens to a row of `table` and `condition` holds."""

    name: str
    table: str
    moment: Moment
    condition: str
    message: str


def kept(table: str) -> Guard:
    """Refuse to delete."""
    return Guard(
        name=f"{table}_is_kept",
        table=table,
        moment="delete",
        condition="1 = 1",
        message=f"{table}: nothing is ever deleted",
    )


def unchanging(table: str) -> Guard:
    """Refuse to change; of an intercepted paper words go, and nothing else."""
    return Guard(
        name=f"{table}_is_unchanging",
        table=table,
        moment="update",
        condition=f"NOT ({only_words_go(table)})" if table in SCRUBBED else "1 = 1",
        message=f"{table}: the trail is append-only",
    )


def fixed(table: str, *columns: str) -> Guard:
    """Refuse to change these columns; of an intercepted paper words go, and nothing else."""
    changed = " OR ".join(f"NEW.{column} {{differs}} OLD.{column}" for column in columns)
    if table in SCRUBBED:
        changed = f"({changed}) AND NOT ({only_words_go(table)})"
    return Guard(
        name=f"{table}_keeps_its_identity",
        table=table,
        moment="update",
        condition=changed,
        message=f"{table}: this column never changes",
    )


def counts_up(table: str) -> Guard:
    """Refuse a change that does not count up (H7)."""
    return Guard(
        name=f"{table}_counts_up",
        table=table,
        moment="update",
        condition="NEW.rev <> OLD.rev + 1",
        message=f"{table}: each change counts up by one",
    )


def has_entry(table: str, moment: Moment) -> Guard:
    """Refuse a change without its ledger entry (H6)."""
    return Guard(
        name=f"{table}_{moment}_has_its_entry",
        table=table,
        moment=moment,
        condition=f"""NOT EXISTS (
            SELECT 1 FROM ledger_entry e WHERE e.agency_id = NEW.agency_id
            AND e.subject = '{table}:' || NEW.id AND e.subject_rev = NEW.rev)""",  # noqa: S608  # constants
        message=f"{table}: a change needs its ledger entry",
    )


def entered(table: str) -> Guard:
    """Refuse a row that never changes without its one ledger entry (H6)."""
    return Guard(
        name=f"{table}_is_entered",
        table=table,
        moment="insert",
        condition=f"""NOT EXISTS (
            SELECT 1 FROM ledger_entry e WHERE e.agency_id = NEW.agency_id
            AND e.subject = '{table}:' || NEW.id AND e.subject_rev = 1)""",  # noqa: S608  # constants
        message=f"{table}: a new row needs its ledger entry",
    )


def document_has_entry(moment: Moment) -> Guard:
    """Refuse a change of a document without an entry about that document."""
    return Guard(
        name=f"document_{moment}_has_its_entry",
        table="document",
        moment=moment,
        condition=(
            "NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.agency_id = NEW.agency_id"
            " AND e.document_id = NEW.id AND e.document_rev = NEW.rev)"
        ),
        message="document: a change needs its ledger entry",
    )


def of_a_step(table: str, *, also: str = "") -> Guard:
    """Refuse a row that no step brings: the step is entered, its case not moved yet (H6)."""
    return Guard(
        name=f"{table}_is_of_a_step",
        table=table,
        moment="insert",
        condition=f"NOT EXISTS ({STEP_BEING_TAKEN} AND c.agency_id = NEW.agency_id{also})",
        message=f"{table}: it comes with a step of its case",
    )
