"""What must be true of bytes before they are decided on or shown: parts of several conditions."""

from __future__ import annotations

from review.domain.findings import SCOPE_RULES

_SCOPE = ", ".join(f"'{rule}'" for rule in SCOPE_RULES)
_OPEN_FINDING = f"""
    SELECT 1 FROM finding f WHERE f.version_id = {{{{version}}}}
    AND f.severity IN ('confirm', 'block') AND NOT EXISTS (
        SELECT 1 FROM disposal m WHERE m.finding_id = f.id AND m.kind <> 'redact'{{m}}
        AND NOT EXISTS (SELECT 1 FROM disposal n
            WHERE n.finding_id = m.finding_id AND n.number > m.number{{n}})
        AND ((f.severity = 'confirm' AND f.rule NOT IN ({_SCOPE}))
             OR EXISTS (SELECT 1 FROM cosignature s WHERE s.disposal_id = m.id{{s}})))
"""  # noqa: S608  # constants
_UNREAD = """EXISTS (
    SELECT 1 FROM file u WHERE u.version_id = {{version}} AND u.unreadable IS NOT NULL
    AND (SELECT count(*) FROM reading r WHERE r.file_id = u.id AND r.is_clear{r}
        AND NOT EXISTS (SELECT 1 FROM reading n WHERE n.file_id = r.file_id
            AND n.person_id = r.person_id AND n.number > r.number{n})) < 2
)
    OR NOT EXISTS (SELECT 1 FROM file w WHERE w.version_id = {{version}})"""


def open_finding(*, before: str = "") -> str:
    """Return the question for a finding that nobody has settled.

    `before` is the number of an entry: only what was entered earlier counts as settling it.
    """
    return _OPEN_FINDING.format(**_entered(before, m="disposal", n="disposal", s="cosignature"))


def unread(*, before: str = "") -> str:
    """Return the condition that a file is neither read by the machine nor by two people.

    `before` is the number of an entry: only what was read earlier counts.
    """
    return _UNREAD.format(**_entered(before, r="reading", n="reading"))


def unchecked(*, before: str = "") -> str:
    """Return the condition that bytes are not fit to be public."""
    return f"(EXISTS ({open_finding(before=before)}) OR {unread(before=before)})"


def _entered(before: str, **rows: str) -> dict[str, str]:
    """Return for each row, by its short name, that it was entered before."""
    return {
        name: f" AND (SELECT e.seq FROM ledger_entry e WHERE e.subject = '{table}:' || {name}.id)"  # noqa: S608  # constants
        f" < {before}"
        if before
        else ""
        for name, table in rows.items()
    }


UNCHECKED = unchecked()
STANDING = """
    SELECT 1 FROM act {name} WHERE {name}.case_id = {case} AND {name}.act = '{act}'
    AND {name}.version_id = {version} AND {name}.voided_at IS NULL
"""
OPENED = """
    (SELECT min(o.seq) FROM ledger_entry o WHERE o.subject = 'review_case:' || {case})
"""


def opened(case: str) -> str:
    """Return the number of the entry with which a case began: no clock says which came first."""
    return OPENED.format(case=case)


def standing(act: str, *, case: str, version: str) -> str:
    """Return the question for a standing act of a case on a version."""
    return STANDING.format(name=f"s_{act}", act=act, case=case, version=version)
