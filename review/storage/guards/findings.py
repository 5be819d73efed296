"""Findings: nobody clears his own, none alone (H3, H4)."""

from __future__ import annotations

from review.storage.guards.guard import Guard, entered

FINDING_GUARDS: tuple[Guard, ...] = (
    entered("disposal"),
    entered("cosignature"),
    entered("reading"),
    Guard(
        name="nobody_disposes_of_his_own_finding",
        table="disposal",
        moment="insert",
        condition="""EXISTS (SELECT 1 FROM version v
            WHERE v.document_id = NEW.document_id AND v.created_by = NEW.person_id)""",
        message="disposal: nobody clears what he drafted",
    ),
    Guard(
        name="cosigner_is_another",
        table="cosignature",
        moment="insert",
        condition="""EXISTS (SELECT 1 FROM disposal d
                WHERE d.id = NEW.disposal_id AND d.person_id = NEW.person_id)
            OR EXISTS (SELECT 1 FROM version v
                WHERE v.document_id = NEW.document_id AND v.created_by = NEW.person_id)
            OR EXISTS (SELECT 1 FROM act a WHERE a.case_id = NEW.case_id
                AND a.act = 'decision' AND a.voided_at IS NULL
                AND NEW.person_id IN (a.person_id, a.principal_id))""",
        message="cosignature: the co-signer is neither disposer nor drafter nor decision-maker",
    ),
    Guard(
        name="reader_is_another",
        table="reading",
        moment="insert",
        condition="""EXISTS (SELECT 1 FROM version v
                WHERE v.document_id = NEW.document_id AND v.created_by = NEW.person_id)
            OR NOT EXISTS (SELECT 1 FROM file f
                WHERE f.id = NEW.file_id AND f.sha256 = NEW.sha256)""",
        message="reading: the reader is not the drafter, and reads these bytes",
    ),
)
