"""A check that somebody passed without having opened every file, as a condition on its act.

An automatic case rests on a check that was made in another, which its source names.
"""

from __future__ import annotations

CHECKED_UNOPENED = """x.voided_at IS NULL AND x.act = 'check' AND x.person_id IS NOT NULL
    AND x.source IS NULL
    AND EXISTS (SELECT 1 FROM file f WHERE f.version_id = x.version_id
        AND NOT EXISTS (SELECT 1 FROM opening o WHERE o.case_id = x.case_id
            AND o.file_id = f.id AND o.person_id = x.person_id))"""
