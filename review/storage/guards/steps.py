"""Steps and what they bring along: written between the entry and the move of the case (H6).

A case stands at the revision of its last entry. Only while a change is being written is there an
entry for the next one: that is when rows may join, and nobody can add to a change afterwards.
"""

from __future__ import annotations

from review.storage.guards.guard import STEP_BEING_TAKEN, Guard, of_a_step
from review.storage.scrubbed import only_words_go

PAPER_BEING_WRITTEN = """(
    NOT EXISTS (SELECT 1 FROM review_case r WHERE r.document_id = NEW.document_id)
    OR EXISTS (SELECT 1 FROM review_case c JOIN ledger_entry e
        ON e.subject = 'review_case:' || c.id AND e.subject_rev = c.rev + 1
        WHERE c.document_id = NEW.document_id AND e.agency_id = c.agency_id))
"""
"""A paper without a case is being received; otherwise a case of it is being revised."""
ITS_PAPER = """EXISTS (SELECT 1 FROM document d
    WHERE d.id = NEW.document_id AND d.agency_id = NEW.agency_id)
"""
ITS_VERSION = """EXISTS (SELECT 1 FROM version v WHERE v.id = NEW.version_id
    AND v.document_id = NEW.document_id AND v.agency_id = NEW.agency_id)
"""


def _of_a_paper_being_written(table: str, *, belongs: str) -> Guard:
    return Guard(
        name=f"{table}_is_of_an_entry",
        table=table,
        moment="insert",
        condition=f"NOT {belongs} OR NOT {PAPER_BEING_WRITTEN}",
        message=f"{table}: it comes with an entry about its paper",
    )


STEP_GUARDS: tuple[Guard, ...] = (
    Guard(
        name="step_is_entered",
        table="step",
        moment="insert",
        condition="""NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.agency_id = NEW.agency_id
            AND e.subject = 'review_case:' || NEW.case_id AND e.subject_rev = NEW.rev
            AND (e.event = 'case:' || NEW.action OR NEW.rev = 1))""",
        message="step: it needs the ledger entry of that very action",
    ),
    of_a_step("act", also=" AND NEW.rev = s.rev"),
    Guard(
        name="act_is_voided_by_a_step",
        table="act",
        moment="update",
        condition=f"NOT EXISTS ({STEP_BEING_TAKEN}) AND NOT ({only_words_go('act')})",
        message="act: a step of its case voids it",
    ),
    Guard(
        name="what_the_public_reads_keeps_its_review",
        table="act",
        moment="update",
        condition="""OLD.act IN ('attribution', 'check', 'decision')
            AND EXISTS (SELECT 1 FROM review_case c
                WHERE c.id = OLD.case_id AND c.closed_at IS NOT NULL)
            AND EXISTS (SELECT 1 FROM document d
                WHERE d.availability = 'public' AND d.public_version_id = OLD.version_id)""",
        message="act: the public reads what it stands for",
    ),
    of_a_step("mode_statement", also=" AND NEW.rev = s.rev"),
    of_a_step("outbox", also=" AND c.document_id = NEW.document_id"),
    of_a_step("purge", also=" AND c.document_id = NEW.document_id"),
    _of_a_paper_being_written("version", belongs=ITS_PAPER),
    _of_a_paper_being_written("file", belongs=ITS_VERSION),
    _of_a_paper_being_written("finding", belongs=ITS_VERSION),
)
