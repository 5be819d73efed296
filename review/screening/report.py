"""Reports as the JSON that offices' scripts rely on (`xianshen check --json`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from review.domain.findings import FileReport, Finding
from review.screening.ruleset import Ruleset


def report_json(reports: Iterable[FileReport], ruleset: Ruleset) -> dict[str, Any]:
    """Return what `check --json` prints."""
    return {"ruleset": ruleset.version, "files": [_file(report) for report in reports]}


def _file(report: FileReport) -> dict[str, Any]:
    return {
        "path": report.name,
        "sha256": report.sha256,
        "sm3": report.sm3,
        "media_type": report.media_type,
        "verdict": report.verdict.value,
        "unreadable": report.unreadable,
        "findings": [finding_json(finding) for finding in report.findings],
        "elapsed_ms": report.elapsed_ms,
    }


def finding_json(finding: Finding) -> dict[str, Any]:
    """Return one finding as plain values; a group of like ones says how many and shows some."""
    plain: dict[str, Any] = {
        "id": finding.id,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "part": finding.part,
        "place": dict(finding.place),
        "excerpt": finding.excerpt,
        "message": finding.message,
        "basis": finding.basis,
    }
    if finding.count == 1:
        return plain
    samples = [
        {"place": dict(sample.place), "excerpt": sample.excerpt} for sample in finding.samples
    ]
    return {**plain, "count": finding.count, "samples": samples}
