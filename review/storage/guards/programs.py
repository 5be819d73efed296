"""Programs: an answer is of its change, a message of its step, and neither is rewritten."""

from __future__ import annotations

from review.storage.guards.guard import Guard, counts_up, has_entry

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
    counts_up("webhook"),
    has_entry("webhook", "insert"),
    has_entry("webhook", "update"),
    Guard(
        name="webhook_keeps_its_identity",
        table="webhook",
        moment="update",
        condition="""NEW.id <> OLD.id OR NEW.agency_id <> OLD.agency_id OR NEW.url <> OLD.url
            OR NEW.created_by <> OLD.created_by OR NEW.created_at <> OLD.created_at
            OR OLD.ended_at IS NOT NULL""",
        message="webhook: an address never changes, and what is ended stays so",
    ),
    Guard(
        name="a_message_is_of_its_step",
        table="webhook_delivery",
        moment="insert",
        condition="""NOT EXISTS (SELECT 1 FROM step s JOIN webhook w ON w.agency_id = s.agency_id
            WHERE s.case_id = NEW.case_id AND s.rev = NEW.case_rev AND s.to_stage = NEW.stage
            AND s.agency_id = NEW.agency_id AND w.id = NEW.webhook_id AND w.ended_at IS NULL)""",
        message="webhook_delivery: it tells of a step, to an address of the same agency",
    ),
    Guard(
        name="webhook_delivery_keeps_its_identity",
        table="webhook_delivery",
        moment="update",
        condition="""NEW.id <> OLD.id OR NEW.agency_id <> OLD.agency_id
            OR NEW.webhook_id <> OLD.webhook_id OR NEW.case_id <> OLD.case_id
            OR NEW.case_rev <> OLD.case_rev OR NEW.stage <> OLD.stage
            OR NEW.asked_at <> OLD.asked_at
            OR OLD.done_at IS NOT NULL OR NEW.attempts < OLD.attempts""",
        message="webhook_delivery: what was to be told never changes, what was told is told",
    ),
    Guard(
        name="giving_up_has_its_entry",
        table="webhook_delivery",
        moment="update",
        condition="""NEW.is_dead <> OLD.is_dead AND NOT EXISTS (
            SELECT 1 FROM ledger_entry e WHERE e.agency_id = NEW.agency_id
            AND e.subject = 'webhook_delivery:' || NEW.id AND e.subject_rev = NEW.attempts
            AND ((NEW.is_dead AND e.event = 'webhook:failed')
                OR (NOT NEW.is_dead AND e.event = 'webhook:retried')))""",
        message="webhook_delivery: giving up, and trying again, need their ledger entry",
    ),
)
