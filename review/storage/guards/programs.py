"""Programs: an answer is of its change, a message of its step, and neither is rewritten."""

from __future__ import annotations

from review.storage.guards.guard import Guard

PROGRAM_GUARDS: tuple[Guard, ...] = (
    Guard(
        name="an_answer_is_of_its_change",
        table="answered_request",
        moment="insert",
        condition="""NOT EXISTS (SELECT 1 FROM ledger_head h
            WHERE h.agency_id = NEW.agency_id AND h.seq = NEW.seq)""",
        message="answered_request: an answer is kept with the change that it tells of",
    ),
    Guard(
        name="an_answer_is_of_its_token",
        table="answered_request",
        moment="insert",
        condition="""NOT EXISTS (SELECT 1 FROM access_token t
            WHERE t.id = NEW.token_id AND t.person_id = NEW.person_id
            AND t.agency_id = NEW.agency_id AND t.revoked_at IS NULL)""",
        message="answered_request: only a living token of its owner asks",
    ),
)
