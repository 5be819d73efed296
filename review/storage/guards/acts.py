"""Acts: on the very bytes, by different people (H1, H3)."""

from __future__ import annotations

from review.storage.guards.conditions import UNCHECKED, standing
from review.storage.guards.guard import Guard, fixed
from review.storage.scrubbed import only_words_go

SEPARATED = (
    "('attribution', 'section_review', 'check', 'endorsement', 'decision',"
    " 'takedown', 'confirmation')"
)
JUDGING = "('section_review', 'check', 'endorsement', 'decision')"
_CASE, _VERSION = "NEW.case_id", "NEW.version_id"

ACT_GUARDS: tuple[Guard, ...] = (
    fixed(
        "act",
        "id",
        "agency_id",
        "case_id",
        "rev",
        "document_id",
        "version_id",
        "manifest",
        "act",
        "person_id",
        "principal_id",
        "role",
        "source",
        "mode",
        "ruleset",
        "procedure_digest",
        "opinion",
        "haste",
        "at",
    ),
    Guard(
        name="what_is_void_stays_void",
        table="act",
        moment="update",
        condition=f"OLD.voided_at IS NOT NULL AND NOT ({only_words_go('act')})",
        message="act: what is void stays void",
    ),
    Guard(
        name="act_is_on_the_bytes_of_its_case",
        table="act",
        moment="insert",
        condition="""NOT EXISTS (
            SELECT 1 FROM review_case c JOIN version v ON v.id = c.version_id
            WHERE c.id = NEW.case_id AND c.agency_id = NEW.agency_id
            AND c.document_id = NEW.document_id AND c.version_id = NEW.version_id
            AND c.procedure_digest = NEW.procedure_digest AND v.manifest = NEW.manifest)
            OR NEW.voided_at IS NOT NULL""",
        message="act: an act is on the very bytes its case is about",
    ),
    Guard(
        name="act_has_somebody_behind_it",
        table="act",
        moment="insert",
        condition="NEW.person_id IS NULL AND (NEW.source IS NULL OR NEW.act <> 'attribution')",
        message="act: somebody answers for it",
    ),
    Guard(
        name="four_eyes",
        table="act",
        moment="insert",
        condition=f"""NEW.act IN {SEPARATED} AND EXISTS (
            SELECT 1 FROM act o WHERE o.case_id = NEW.case_id AND o.voided_at IS NULL
            AND o.act IN {SEPARATED}
            AND (o.person_id IN (NEW.person_id, NEW.principal_id)
                 OR o.principal_id IN (NEW.person_id, NEW.principal_id)))""",  # noqa: S608  # constants
        message="act: one person, one act (four eyes)",
    ),
    Guard(
        name="nobody_judges_what_he_drafted",
        table="act",
        moment="insert",
        condition=f"""NEW.act IN {JUDGING} AND EXISTS (
            SELECT 1 FROM version v WHERE v.document_id = NEW.document_id
            AND v.created_by IN (NEW.person_id, NEW.principal_id))""",  # noqa: S608  # constants
        message="act: nobody judges what he drafted (four eyes)",
    ),
    Guard(
        name="nobody_decides_what_he_cosigned",
        table="act",
        moment="insert",
        condition="""NEW.act = 'decision' AND (
            EXISTS (SELECT 1 FROM finding f JOIN disposal d ON d.finding_id = f.id
                WHERE f.version_id = NEW.version_id
                AND (d.person_id IN (NEW.person_id, NEW.principal_id)
                     OR EXISTS (SELECT 1 FROM cosignature s WHERE s.disposal_id = d.id
                         AND s.person_id IN (NEW.person_id, NEW.principal_id))))
            OR EXISTS (SELECT 1 FROM file u JOIN reading r ON r.file_id = u.id
                WHERE u.version_id = NEW.version_id
                AND r.person_id IN (NEW.person_id, NEW.principal_id)))""",
        message="act: who disposed of a finding, co-signed or read for the machine does not decide",
    ),
    Guard(
        name="publishing_decision_needs_checked_files",
        table="act",
        moment="insert",
        condition=(
            "NEW.act = 'decision' AND NEW.mode = 'proactive' AND "
            + UNCHECKED.format(version="NEW.version_id")
        ),
        message="act: a finding is open or a file is unread",
    ),
    Guard(
        name="decision_needs_a_check",
        table="act",
        moment="insert",
        condition=f"""NEW.act = 'decision' AND NOT (
            EXISTS ({standing("check", case=_CASE, version=_VERSION)})
            AND EXISTS ({standing("attribution", case=_CASE, version=_VERSION)}))""",
        message="act: no decision without attribution and check of these bytes",
    ),
)
