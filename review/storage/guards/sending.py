"""Sending: only what is public, each once (H1, H7)."""

from __future__ import annotations

from review.storage.guards.guard import Guard, entered

SENDING_GUARDS: tuple[Guard, ...] = (
    entered("alarm"),
    Guard(
        name="only_the_public_goes_out",
        table="outbox",
        moment="insert",
        condition="""NEW.action = 'publish' AND NOT EXISTS (
            SELECT 1 FROM document d JOIN version v ON v.id = d.public_version_id
            WHERE d.id = NEW.document_id AND d.availability = 'public'
            AND v.id = NEW.version_id AND v.manifest = NEW.manifest)""",
        message="outbox: only what is public goes out",
    ),
    Guard(
        name="outbox_keeps_its_identity",
        table="outbox",
        moment="update",
        condition="""NEW.id <> OLD.id OR NEW.agency_id <> OLD.agency_id
            OR NEW.key <> OLD.key OR NEW.action <> OLD.action OR NEW.channel <> OLD.channel
            OR NEW.document_id <> OLD.document_id OR NEW.version_id <> OLD.version_id
            OR NEW.case_id <> OLD.case_id OR NEW.manifest <> OLD.manifest
            OR NEW.asked_at <> OLD.asked_at
            OR OLD.done_at IS NOT NULL OR NEW.attempts < OLD.attempts""",
        message="outbox: what was asked never changes, what was done is done",
    ),
    Guard(
        name="outbox_update_has_its_entry",
        table="outbox",
        moment="update",
        condition="""(NEW.done_at {differs} OLD.done_at OR NEW.receipt {differs} OLD.receipt
                OR NEW.is_dead <> OLD.is_dead)
            AND NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.agency_id = NEW.agency_id
                AND e.subject = 'outbox:' || NEW.id AND e.subject_rev = NEW.attempts
                AND ((NEW.done_at IS NOT NULL AND e.event IN (
                        'publication:delivered', 'publication:superseded',
                        'withdrawal:delivered', 'withdrawal:superseded'))
                    OR (NEW.done_at IS NULL AND NEW.is_dead
                        AND e.event IN ('publication:failed', 'withdrawal:failed'))
                    OR (NEW.done_at IS NULL AND NOT NEW.is_dead
                        AND e.event IN ('publication:retried', 'withdrawal:retried'))))""",
        message="outbox: what became of it needs its ledger entry",
    ),
    Guard(
        name="a_done_slot_stays_done",
        table="job_slot",
        moment="update",
        condition="OLD.done_at IS NOT NULL OR NEW.fence < OLD.fence",
        message="job_slot: a slot is run once, under the newest fence",
    ),
)
