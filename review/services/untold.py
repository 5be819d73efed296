"""Rows that no entry of their own tells of, asked by the step that brought them.

A row of a step bears the instant of that step, and the step's entry stands in the chain: what was
put there afterwards bears another instant, or an act the entry does not name.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_STEP = """EXISTS (SELECT 1 FROM step s WHERE s.case_id = {row}.case_id AND s.at = {row}.{at})"""
_NAMED = """EXISTS (SELECT 1 FROM step s JOIN ledger_entry e
    ON e.subject = 'review_case:' || s.case_id AND e.subject_rev = s.rev
    WHERE s.case_id = x.case_id AND s.rev = x.rev AND s.at = x.at
    AND e.body LIKE '%"' || x.act || '"%')"""


def _step(row: str, at: str) -> str:
    return _STEP.format(row=row, at=at)


UNTOLD: Mapping[str, str] = MappingProxyType(
    {
        "act": f"""SELECT 'act:' || x.id FROM document d JOIN act x ON x.document_id = d.id
            WHERE {{scope}} AND (NOT {_NAMED}
                OR (x.voided_at IS NOT NULL AND NOT {_step("x", "voided_at")}))""",  # noqa: S608  # constants
        "mode_statement": f"""SELECT 'mode_statement:' || m.id FROM document d
            JOIN review_case c ON c.document_id = d.id JOIN mode_statement m ON m.case_id = c.id
            WHERE {{scope}} AND NOT {_step("m", "at")}""",  # noqa: S608  # constants
        "version": """SELECT 'version:' || v.id FROM document d
            JOIN version v ON v.document_id = d.id
            WHERE {scope} AND NOT EXISTS (SELECT 1 FROM ledger_entry e
                WHERE v.number = 1 AND e.subject = 'document:' || d.id AND e.at = v.created_at)
            AND NOT EXISTS (SELECT 1 FROM review_case c JOIN step s ON s.case_id = c.id
                WHERE c.document_id = d.id AND s.version_id = v.id AND s.at = v.created_at)""",
        "outbox": """SELECT 'outbox:' || o.id FROM document d JOIN outbox o ON o.document_id = d.id
            WHERE {scope} AND o.done_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ledger_entry e
                WHERE e.subject = 'outbox:' || o.id AND e.subject_rev = o.attempts
                AND e.at = o.done_at)""",
        "purge": f"""SELECT 'purge:' || p.id FROM document d JOIN purge p ON p.document_id = d.id
            WHERE {{scope}} AND (NOT {_step("p", "asked_at")}
                OR (p.done_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ledger_entry e
                    WHERE e.subject = 'purge:' || p.id AND e.at = p.done_at)))""",  # noqa: S608  # constants
        "webhook_delivery": """SELECT 'webhook:' || w.id FROM webhook w
            JOIN review_case c ON c.agency_id = w.agency_id
            JOIN step s ON s.case_id = c.id AND s.at > w.created_at
                AND (w.ended_at IS NULL OR s.at < w.ended_at)
            WHERE NOT EXISTS (SELECT 1 FROM webhook_delivery m WHERE m.webhook_id = w.id
                AND m.case_id = s.case_id AND m.case_rev = s.rev AND m.asked_at = s.at)""",
        "answered_request": """SELECT 'answered_request:' || a.id FROM answered_request a
            WHERE NOT EXISTS (SELECT 1 FROM ledger_entry e
                WHERE e.agency_id = a.agency_id AND e.seq = a.seq AND e.at = a.at)""",
        "agency": """SELECT 'agency:' || a.id FROM agency a WHERE a.rev <> (
            SELECT count(*) FROM ledger_entry e WHERE e.agency_id = a.id
            AND e.subject = 'agency:' || a.id)""",
        "section": """SELECT 'section:' || s.id FROM section s WHERE s.rev - 1 <> (
            SELECT count(*) FROM ledger_entry e WHERE e.agency_id = s.agency_id
            AND e.subject = 'section:' || s.id AND e.subject_rev > 1)""",
        "paper_rubric": """SELECT 'document:' || d.id FROM document d
            JOIN paper_rubric p ON p.document_id = d.id
            WHERE {scope} AND (NOT EXISTS (SELECT 1 FROM ledger_entry e
                    WHERE e.document_id = d.id AND e.event = 'document:placed'
                    AND e.at = p.placed_at)
                OR (p.ended_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ledger_entry e
                    WHERE e.document_id = d.id AND e.event = 'document:placed'
                    AND e.at = p.ended_at)))""",
        "holiday_notice": """SELECT 'calendar:' || h.year FROM holiday_notice h WHERE NOT EXISTS (
            SELECT 1 FROM ledger_entry e WHERE e.agency_id = h.agency_id
            AND e.subject = 'calendar:' || h.agency_id || ':' || h.year
            AND e.subject_rev = h.rev)""",
    }
)
