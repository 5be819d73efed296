"""Rubrics of the catalogue and tags: ended once; a paper is placed with an entry of its own."""

from __future__ import annotations

from review.storage.guards.guard import Guard, counts_up, fixed, has_entry

BEING_PLACED = """SELECT 1 FROM document d JOIN ledger_entry e ON e.document_id = d.id
    WHERE d.id = NEW.document_id AND d.agency_id = NEW.agency_id
    AND e.document_rev = d.rev + 1 AND e.event = 'document:placed'"""
"""Between its entry and its next revision, and never again, a paper may be placed."""

RUBRIC_GUARDS: tuple[Guard, ...] = (
    counts_up("rubric"),
    has_entry("rubric", "insert"),
    has_entry("rubric", "update"),
    fixed("rubric", "agency_id", "kind"),
    Guard(
        name="an_ended_rubric_stays_ended",
        table="rubric",
        moment="update",
        condition="OLD.ended_at IS NOT NULL",
        message="rubric: what is ended stays as it is",
    ),
    Guard(
        name="a_paper_is_placed_with_its_entry",
        table="paper_rubric",
        moment="insert",
        condition=f"""NOT EXISTS ({BEING_PLACED}) OR NOT EXISTS (
            SELECT 1 FROM rubric r WHERE r.id = NEW.rubric_id
            AND r.agency_id = NEW.agency_id AND r.ended_at IS NULL)""",  # noqa: S608  # constants
        message="paper_rubric: a paper is placed with its entry, under what takes papers",
    ),
    Guard(
        name="a_place_ends_with_its_entry",
        table="paper_rubric",
        moment="update",
        condition=f"OLD.ended_at IS NOT NULL OR NOT EXISTS ({BEING_PLACED})",
        message="paper_rubric: a place ends once, with the entry of its paper",
    ),
    fixed("paper_rubric", "agency_id", "document_id", "rubric_id", "placed_by", "placed_at"),
)
