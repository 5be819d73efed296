"""Documents and files: nothing public without a completed review of these bytes (H1, H6, H7)."""

from __future__ import annotations

from review.storage.guards.conditions import UNCHECKED, opened, standing
from review.storage.guards.guard import Guard, counts_up, document_has_entry, entered, fixed

PUBLISHING = (
    "NEW.availability = 'public' AND (OLD.availability <> 'public'"
    " OR NEW.public_version_id {differs} OLD.public_version_id)"
)
PUBLIC_NEEDS_REVIEW = Guard(
    name="public_needs_a_completed_review",
    table="document",
    moment="update",
    condition=f"""{PUBLISHING} AND NOT EXISTS (
        SELECT 1 FROM act d JOIN version v ON v.id = d.version_id AND v.manifest = d.manifest
        WHERE d.document_id = NEW.id AND d.version_id = NEW.public_version_id
        AND v.document_id = NEW.id AND d.act = 'decision' AND d.mode = 'proactive'
        AND d.voided_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM act l WHERE l.document_id = NEW.id
            AND l.act = 'decision' AND l.voided_at IS NULL
            AND {opened("l.case_id")} > {opened("d.case_id")})
        AND EXISTS ({standing("check", case="d.case_id", version="d.version_id")}
                    AND s_check.manifest = d.manifest)
        AND EXISTS ({standing("attribution", case="d.case_id", version="d.version_id")}))""",  # noqa: S608  # constants
    message="document: nothing is public without a completed review of exactly these bytes",
)

PAPER_GUARDS: tuple[Guard, ...] = (
    PUBLIC_NEEDS_REVIEW,
    Guard(
        name="public_needs_checked_files",
        table="document",
        moment="update",
        condition=f"{PUBLISHING} AND {UNCHECKED.format(version='NEW.public_version_id')}",
        message="document: a finding is open or a file is unread",
    ),
    Guard(
        name="public_needs_its_bytes",
        table="document",
        moment="update",
        condition=f"""{PUBLISHING} AND EXISTS (
            SELECT 1 FROM file f JOIN purge p ON p.sha256 = f.sha256
            WHERE f.version_id = NEW.public_version_id AND p.document_id = NEW.id)""",  # noqa: S608  # constants
        message="document: its bytes were destroyed",
    ),
    Guard(
        name="document_starts_closed",
        table="document",
        moment="insert",
        condition="NEW.availability <> 'closed' OR NEW.public_version_id IS NOT NULL",
        message="document: none is born public",
    ),
    Guard(
        name="withdrawn_needs_a_new_case",
        table="document",
        moment="update",
        condition=f"""{PUBLISHING} AND (OLD.availability = 'withdrawn' OR EXISTS (
                SELECT 1 FROM act w WHERE w.document_id = NEW.id AND w.act = 'takedown'))
            AND NOT EXISTS (
                SELECT 1 FROM act d WHERE d.document_id = NEW.id AND d.act = 'decision'
                AND d.mode = 'proactive'
                AND d.version_id = NEW.public_version_id AND d.voided_at IS NULL
                AND {opened("d.case_id")} > (SELECT max({opened("t.case_id")}) FROM act t
                    WHERE t.document_id = NEW.id AND t.act = 'takedown'))""",  # noqa: S608  # constants
        message="document: what was withdrawn returns only by a new decision",
    ),
    fixed("document", "id", "agency_id", "drafter_id", "received_at"),
    counts_up("document"),
    document_has_entry("insert"),
    document_has_entry("update"),
    Guard(
        name="no_file_joins_a_reviewed_version",
        table="file",
        moment="insert",
        condition="EXISTS (SELECT 1 FROM act a WHERE a.version_id = NEW.version_id)",
        message="file: the version was already acted on",
    ),
    Guard(
        name="refused_bytes_stay_out",
        table="file",
        moment="insert",
        condition="""EXISTS (SELECT 1 FROM refusal r
                WHERE r.agency_id = NEW.agency_id AND r.sha256 = NEW.sha256)
            AND NOT EXISTS (SELECT 1 FROM clearance c
                WHERE c.agency_id = NEW.agency_id AND c.sha256 = NEW.sha256
                AND c.cosigned_by IS NOT NULL AND c.used_by_document = NEW.document_id)""",
        message="file: refused bytes need a clearance with two signatures",
    ),
    entered("refusal"),
    fixed("purge", "id", "agency_id", "document_id", "case_id", "sha256", "asked_at"),
    Guard(
        name="purge_update_has_its_entry",
        table="purge",
        moment="update",
        condition="""OLD.done_at IS NOT NULL OR NOT EXISTS (
            SELECT 1 FROM ledger_entry e WHERE e.agency_id = NEW.agency_id
            AND e.subject = 'purge:' || NEW.id AND e.subject_rev = 1)""",
        message="purge: that it is done needs its ledger entry",
    ),
)
