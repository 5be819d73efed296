# ruff: noqa: S608 - statements of constants, which are meant to do harm
"""What somebody could do to the rows of an office who owns its database."""

from __future__ import annotations

from tests.storage.harms_to_rules import SOMEBODY, TO_RULES, Harm

PUBLISHED = "(SELECT id FROM document WHERE converted_from IS NULL)"
CONVERTED = "(SELECT id FROM document WHERE converted_from IS NOT NULL)"
ITS_CASE = f"(SELECT id FROM review_case WHERE document_id = {PUBLISHED})"
ITS_CONVERSION = "(SELECT id FROM review_case WHERE procedure = 'reassessment')"

HARMS: dict[str, Harm] = {
    "its check is gone": (
        f"UPDATE act SET voided_at = at WHERE act = 'check' AND case_id = {ITS_CASE}",
        "I1",
        {("I1", "document")},
    ),
    "its check was made by rules that never saw it": (
        f"UPDATE act SET ruleset = 'base-1@0' WHERE act = 'check' AND case_id = {ITS_CASE}",
        "H5",
        {("H5", "document")},
    ),
    "another version is shown": (
        f"UPDATE document SET public_version_id = 'x' WHERE id = {PUBLISHED}",
        "I1",
        {("I1", "document"), ("I12", "document"), ("I8", "folder")},
    ),
    "shown without a decision to publish": (
        f"UPDATE document SET mode = 'withheld' WHERE id = {PUBLISHED}",
        "I1",
        {("I1", "document"), ("H10", "document")},
    ),
    "who checked had opened nothing": (
        f"DELETE FROM opening WHERE case_id = {ITS_CASE}",
        "I9",
        {("I9", "review_case"), ("I4", "opening")},
    ),
    "it is found by other words": (
        f"UPDATE document SET sought = 'x' WHERE id = {PUBLISHED}",
        "I11",
        {("I11", "document")},
    ),
    "it is not found by a word of its title": (
        f"DELETE FROM title_pair WHERE document_id = {PUBLISHED} AND pair = '通知'",
        "I11",
        {("I11", "document")},
    ),
    "checker and decision-maker are one": (
        (
            f"UPDATE act SET person_id = {SOMEBODY.format('gu')}"
            f" WHERE act = 'check' AND case_id = {ITS_CASE}"
        ),
        "I2",
        {("I2", "review_case"), ("I9", "review_case")},
    ),
    "the drafter checked": (
        (
            f"UPDATE version SET created_by = {SOMEBODY.format('zhou')}"
            f" WHERE document_id = {PUBLISHED}"
        ),
        "I2",
        {("I2", "review_case")},
    ),
    "an approval is of other bytes": (
        f"UPDATE act SET manifest = 'x' WHERE act = 'section_review' AND case_id = {ITS_CASE}",
        "I3",
        {("I3", "review_case")},
    ),
    "a file was renamed": (
        f"UPDATE file SET name = 'x.txt' WHERE document_id = {PUBLISHED}",
        "I3",
        {("I3", "version")},
    ),
    "a case was changed unseen": (
        f"UPDATE review_case SET rev = rev + 1 WHERE id = {ITS_CASE}",
        "I4",
        {("I4", "review_case")},
    ),
    "a paper was changed unseen": (
        f"UPDATE document SET rev = rev + 1 WHERE id = {PUBLISHED}",
        "I4",
        {("I4", "document")},
    ),
    "an entry was edited": (
        "UPDATE ledger_entry SET body = body || ' ' WHERE seq = 5",
        "I4",
        {("I4", "ledger_entry")},
    ),
    "a role was given unseen": (
        (
            "INSERT INTO role_grant (id, agency_id, person_id, role, granted_by, granted_at,"
            " confirmed_by, confirmed_at, rev) SELECT 'r', agency_id, person_id, 'head_of_agency',"
            " granted_by, granted_at, confirmed_by, confirmed_at, 1 FROM role_grant"
            " WHERE role = 'drafter' AND ended_at IS NULL LIMIT 1"
        ),
        "I4",
        {("I4", "role_grant")},
    ),
    "a role was confirmed unseen": (
        "UPDATE role_grant SET rev = rev + 1 WHERE role = 'drafter'",
        "I4",
        {("I4", "role_grant")},
    ),
    "somebody was put in another's place unseen": (
        (
            "INSERT INTO substitution (id, agency_id, principal_id, substitute_id, role, first_day,"
            f" last_day) SELECT 's', agency_id, id, {SOMEBODY.format('li')}, 'approving_official',"
            " '2026-01-01', '2026-12-31' FROM person WHERE login = 'gu'"
        ),
        "I4",
        {("I4", "substitution")},
    ),
    "a token was issued unseen": (
        (
            "INSERT INTO access_token (id, agency_id, person_id, token_hash, scope, issued_at,"
            " expires_at, rev) SELECT 't', agency_id, person_id, 'x', 'act', granted_at,"
            " granted_at, 1 FROM role_grant LIMIT 1"
        ),
        "I4",
        {("I4", "access_token")},
    ),
    "somebody came in unseen": (
        (
            "INSERT INTO web_session (id, agency_id, person_id, cookie_hash, csrf_hash,"
            " awaits_code, started_at, seen_at)"
            " SELECT 'w', agency_id, person_id, 'x', 'x', false, granted_at, granted_at"
            " FROM role_grant LIMIT 1"
        ),
        "I4",
        {("I4", "web_session")},
    ),
    "an answer was put to another change": (
        "UPDATE answered_request SET seq = 1",
        "I4",
        {("I4", "answered_request")},
    ),
    "an address was put in unseen": (
        (
            "INSERT INTO webhook (id, agency_id, url, created_by, created_at, rev)"
            " SELECT 'h', agency_id, 'x', person_id, '2030-01-01', 1 FROM role_grant LIMIT 1"
        ),
        "I4",
        {("I4", "webhook")},
    ),
    "a step was told to nobody": (
        "DELETE FROM webhook_delivery",
        "I4",
        {("I4", "webhook")},
    ),
    "a refusal was put in": (
        (
            "INSERT INTO refusal (id, agency_id, sha256, sm3, rule, refused_at, handed_in_by)"
            " SELECT 'f', agency_id, 'x', 'x', 'x', granted_at, person_id FROM role_grant LIMIT 1"
        ),
        "I4",
        {("I4", "refusal")},
    ),
    **TO_RULES,
    "an act was put in": (
        (
            "INSERT INTO act (id, agency_id, case_id, role, rev, document_id, version_id, manifest,"
            " act, person_id, ruleset, procedure_digest, opinion, at)"
            " SELECT 'a', agency_id, case_id, role, rev, document_id, version_id,"
            f" manifest, 'legal_opinion', {SOMEBODY.format('wu')}, ruleset, procedure_digest, '',"
            f" at FROM act WHERE act = 'check' AND case_id = {ITS_CASE}"
        ),
        "I4",
        {("I4", "act"), ("I9", "review_case")},
    ),
    "an act was void unseen": (
        (
            "UPDATE act SET voided_at = '2020-01-01 00:00:00.000000'"
            f" WHERE act = 'section_review' AND case_id = {ITS_CASE}"
        ),
        "I4",
        {("I4", "act")},
    ),
    "a statement was put in": (
        (
            "INSERT INTO mode_statement (id, agency_id, case_id, version_id, kind, mode,"
            " has_work_secret_mark, at, rev) SELECT 'm', agency_id, case_id, version_id,"
            " 'determined', 'withheld', has_work_secret_mark, '2020-01-01 00:00:00.000000', rev"
            f" FROM mode_statement WHERE kind = 'determined' AND case_id = {ITS_CASE}"
        ),
        "I4",
        {("I4", "mode_statement")},
    ),
    "a version was put in": (
        (
            "INSERT INTO version (id, agency_id, document_id, number, created_by, created_at,"
            " manifest, ruleset) SELECT 'v', agency_id, document_id, 2, created_by, created_at,"
            f" 'x', ruleset FROM version WHERE document_id = {PUBLISHED}"
        ),
        "I4",
        {("I4", "version")},
    ),
    "a message was called done": (
        (
            "UPDATE outbox SET done_at = '2020-01-01 00:00:00.000000'"
            f" WHERE document_id = {PUBLISHED}"
        ),
        "I4",
        {("I4", "outbox")},
    ),
    "a notice was put in": (
        (
            "INSERT INTO holiday_notice (agency_id, year, rev, name, source, imported_at,"
            " imported_by) SELECT id, 2027, 1, '', '', opened_at, 'x' FROM agency"
        ),
        "I4",
        {("I4", "calendar")},
    ),
    "another agency was put in": (
        (
            "INSERT INTO agency (id, code, name, profile, opened_at, rev)"
            " SELECT 'a', 'a', name, profile, opened_at, rev FROM agency"
        ),
        "I4",
        {("I4", "agency"), ("I4", "ledger_entry")},
    ),
    "an opinion was rewritten": (
        f"UPDATE step SET opinion = '不同意' WHERE action = 'verify' AND case_id = {ITS_CASE}",
        "I4",
        {("I4", "review_case")},
    ),
    "a step is gone": (
        f"DELETE FROM step WHERE action = 'verify' AND case_id = {ITS_CASE}",
        "I5",
        {("I5", "review_case"), ("I9", "review_case"), ("I4", "act")},
    ),
    "it was never sent": (
        f"DELETE FROM outbox WHERE document_id = {PUBLISHED}",
        "I6",
        {("I6", "review_case"), ("I4", "outbox"), ("I8", "folder")},
    ),
    "it was sent twice": (
        (
            "INSERT INTO outbox (id, agency_id, key, channel, action, document_id, version_id,"
            " case_id, manifest, seq, asked_at, attempts, next_try_at, is_dead, done_at)"
            " SELECT 'again', agency_id, 'again', channel, action, document_id, version_id,"
            " case_id, manifest, seq, asked_at, attempts, next_try_at, is_dead, done_at FROM outbox"
            f" WHERE document_id = {PUBLISHED}"
        ),
        "I6",
        {("I6", "review_case"), ("I4", "outbox")},
    ),
    "the authorisation was signed afterwards": (
        "UPDATE authorisation SET signed_at = revoked_at, signed_by = NULL",
        "I7",
        {("I7", "review_case")},
    ),
    "the authorisation was revoked before": (
        "UPDATE authorisation SET revoked_at = signed_at",
        "I7",
        {("I7", "review_case")},
    ),
    "one person signed it all": (
        "UPDATE authorisation SET rules_signed_by = drafted_by",
        "I7",
        {("I7", "review_case"), ("I7", "authorisation")},
    ),
    "more was converted than authorised": (
        "UPDATE authorisation SET cap = 0",
        "I7",
        {("I7", "authorisation")},
    ),
    "the window was not over": (
        f"UPDATE review_case SET hold_until = '2027-01-01' WHERE id = {ITS_CONVERSION}",
        "I7",
        {("I7", "review_case")},
    ),
    "a condition was not met": (
        (
            "UPDATE review_case SET assessment = replace(assessment, 'true', 'false')"
            f" WHERE id = {ITS_CONVERSION}"
        ),
        "I7",
        {("I7", "review_case")},
    ),
    "a source names nothing": (
        (
            "UPDATE act SET source = 'check_on_record:x' WHERE act = 'check'"
            f" AND case_id = {ITS_CONVERSION}"
        ),
        "I7",
        {("I7", "review_case")},
    ),
    "it was closed and left in the channel": (
        f"UPDATE document SET availability = 'closed' WHERE id = {PUBLISHED}",
        "I8",
        {("I8", "document"), ("I8", "folder")},
    ),
    "a case stands where no step led": (
        f"UPDATE review_case SET stage = 'approval' WHERE id = {ITS_CASE}",
        "I9",
        {("I9", "review_case")},
    ),
    "a step is told as taken in another office": (
        f"UPDATE step SET role = 'section_head' WHERE action = 'publish' AND case_id = {ITS_CASE}",
        "I9",
        {("I9", "review_case"), ("I4", "review_case")},
    ),
    "an act is told as done in another office": (
        f"UPDATE act SET role = 'legal_officer' WHERE act = 'check' AND case_id = {ITS_CASE}",
        "I9",
        {("I9", "review_case")},
    ),
    "an act is told as another step's": (
        f"UPDATE act SET rev = rev - 1 WHERE act = 'check' AND case_id = {ITS_CASE}",
        "I9",
        {("I9", "review_case")},
    ),
    "a conversion cites another office of its signatory": (
        (
            "UPDATE act SET role = 'approving_official' WHERE act = 'decision'"
            f" AND case_id = {ITS_CONVERSION}"
        ),
        "I7",
        {("I7", "review_case")},
    ),
    "the clock went back": (
        "UPDATE ledger_entry SET at = '2020-01-01 00:00:00.000000' WHERE seq = 9",
        "I10",
        {("I10", "ledger_entry"), ("I4", "ledger_entry")},
    ),
    "a finding is open": (
        (
            "INSERT INTO finding (id, agency_id, document_id, version_id, code, rule, severity,"
            " part, place, excerpt, message, basis, count, samples, fingerprint)"
            " SELECT 'f', agency_id, document_id, id, '1-f', 'person.resident_id', 'block', 'body',"
            f" '{{}}', '', '', '', 1, '[]', '' FROM version WHERE document_id = {PUBLISHED}"
        ),
        "I12",
        {("I12", "document"), ("I12", "review_case")},
    ),
    "withheld without an end": (
        f"UPDATE document SET mode = 'withheld', availability = 'closed' WHERE id = {PUBLISHED}",
        "H10",
        {("H10", "document"), ("I8", "document"), ("I8", "folder")},
    ),
    "two cases are open": (
        f"UPDATE review_case SET closed_at = NULL, document_id = {PUBLISHED}",
        "H2",
        set(),
    ),
}
