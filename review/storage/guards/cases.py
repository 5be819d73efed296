"""Cases: one matter, one review, and new bytes void what was said (H2, H6, H7)."""

from __future__ import annotations

from review.storage.guards.guard import Guard, counts_up, fixed, has_entry

CASE_GUARDS: tuple[Guard, ...] = (
    fixed(
        "review_case",
        "id",
        "agency_id",
        "document_id",
        "procedure",
        "procedure_digest",
        "opened_at",
    ),
    counts_up("review_case"),
    has_entry("review_case", "insert"),
    has_entry("review_case", "update"),
    Guard(
        name="case_is_of_its_documents_agency",
        table="review_case",
        moment="insert",
        condition="""NOT EXISTS (SELECT 1 FROM document d JOIN version v ON v.document_id = d.id
            WHERE d.id = NEW.document_id AND d.agency_id = NEW.agency_id
            AND v.id = NEW.version_id)""",
        message="review_case: document, version and agency belong together",
    ),
    Guard(
        name="new_bytes_void_what_was_said",
        table="review_case",
        moment="update",
        condition="""NEW.version_id <> OLD.version_id AND (
            EXISTS (SELECT 1 FROM act a WHERE a.case_id = NEW.id AND a.voided_at IS NULL)
            OR NOT EXISTS (SELECT 1 FROM version v
                WHERE v.id = NEW.version_id AND v.document_id = NEW.document_id))""",
        message="review_case: new bytes void every standing act",
    ),
)
