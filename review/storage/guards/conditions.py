"""What must be true of bytes before they are decided on or shown: parts of several conditions."""

from __future__ import annotations

from review.domain.findings import SCOPE_RULES

_SCOPE = ", ".join(f"'{rule}'" for rule in SCOPE_RULES)
OPEN_FINDING = f"""
    SELECT 1 FROM finding f WHERE f.version_id = {{version}} AND f.severity IN ('confirm', 'block')
    AND NOT EXISTS (
        SELECT 1 FROM disposal d WHERE d.finding_id = f.id AND d.kind <> 'redact'
        AND NOT EXISTS (SELECT 1 FROM disposal n
            WHERE n.finding_id = d.finding_id AND n.number > d.number)
        AND ((f.severity = 'confirm' AND f.rule NOT IN ({_SCOPE}))
             OR EXISTS (SELECT 1 FROM cosignature s WHERE s.disposal_id = d.id)))
"""  # noqa: S608  # constants
_UNREAD = """EXISTS (
    SELECT 1 FROM file u WHERE u.version_id = {{version}} AND u.unreadable IS NOT NULL
    AND (SELECT count(*) FROM reading r WHERE r.file_id = u.id AND r.is_clear{r}
        AND NOT EXISTS (SELECT 1 FROM reading n WHERE n.file_id = r.file_id
            AND n.person_id = r.person_id AND n.number > r.number{n})) < 2
)
    OR NOT EXISTS (SELECT 1 FROM file w WHERE w.version_id = {{version}})"""


def unread(*, if_read: str = "") -> str:
    """Return the condition that a file is neither read by the machine nor by two people.

    `if_read` narrows which readings count; `{0}` in it is the reading.
    """
    narrowed = {name: f" AND {if_read.format(name)}" if if_read else "" for name in ("r", "n")}
    return _UNREAD.format(**narrowed)


UNCHECKED = f"(EXISTS ({OPEN_FINDING}) OR {unread()})"
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
