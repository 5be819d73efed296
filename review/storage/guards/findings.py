"""Findings: nobody clears his own, none alone (H3, H4)."""

from __future__ import annotations

from review.storage.guards.guard import Guard, entered

FINDING_GUARDS: tuple[Guard, ...] = (
    entered("disposal"),
    entered("cosignature"),
    entered("reading"),
    entered("opening"),
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
        name="carried_disposal_is_what_it_came_from",
        table="disposal",
        moment="insert",
        condition="""NEW.carried_from IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM disposal o, finding f, finding n, version w, version v
            WHERE o.id = NEW.carried_from AND f.id = o.finding_id AND n.id = NEW.finding_id
            AND w.id = f.version_id AND v.id = n.version_id
            AND o.document_id = NEW.document_id AND o.person_id = NEW.person_id
            AND o.kind = NEW.kind AND o.reason = NEW.reason
            AND NOT (o.article {differs} NEW.article) AND o.at = NEW.at AND o.kind <> 'redact'
            AND n.fingerprint = f.fingerprint AND n.fingerprint <> ''
            AND v.number = w.number + 1 AND v.ruleset = w.ruleset
            AND NOT EXISTS (SELECT 1 FROM disposal l
                WHERE l.finding_id = o.finding_id AND l.number > o.number))""",
        message="disposal: what is carried over is what stood for the same finding before",
    ),
    Guard(
        name="carried_cosignature_is_what_it_came_from",
        table="cosignature",
        moment="insert",
        condition="""NEW.carried_from IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM cosignature s, disposal d
            WHERE s.id = NEW.carried_from AND d.id = NEW.disposal_id
            AND s.disposal_id = d.carried_from AND s.person_id = NEW.person_id
            AND s.at = NEW.at)""",
        message="cosignature: what is carried over is what stood under the disposal before",
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
    Guard(
        name="what_is_opened_is_of_the_case",
        table="opening",
        moment="insert",
        condition="""NOT EXISTS (SELECT 1 FROM file f, review_case c
            WHERE f.id = NEW.file_id AND f.sha256 = NEW.sha256 AND c.id = NEW.case_id
            AND f.version_id = c.version_id AND c.document_id = NEW.document_id
            AND c.agency_id = NEW.agency_id)""",
        message="opening: what is opened are the bytes that the case is about",
    ),
)
