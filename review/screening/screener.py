"""Screen one file: bytes and a name in, a report out, with no word of the file anywhere else."""

from __future__ import annotations

import time

from review.domain.findings import FileReport
from review.hashing import both
from review.screening.chamber import examine_apart
from review.screening.limits import LIMITS, Limits
from review.screening.ruleset import Ruleset
from review.screening.segments import Unread


def screen(content: bytes, *, name: str, ruleset: Ruleset, limits: Limits = LIMITS) -> FileReport:
    """Report what the rules find in a file; what cannot be read is unreadable, never clear."""
    began = time.perf_counter_ns()
    examination = examine_apart(content, name=name, ruleset=ruleset, limits=limits)
    sha256, sm3 = both(content)
    return FileReport(
        name=name,
        sha256=sha256,
        sm3=sm3,
        media_type=examination.media_type,
        size=len(content),
        ruleset=ruleset.identity,
        findings=examination.judgement.findings,
        unreadable=_said(examination.unread, ruleset=ruleset),
        refused=examination.judgement.refused,
        was_begun=examination.was_begun,
        annotation=examination.annotation,
        elapsed_ms=(time.perf_counter_ns() - began) // 1_000_000,
    )


def _said(unread: Unread | None, *, ruleset: Ruleset) -> str | None:
    if unread is None:
        return None
    pages = "、".join(map(str, unread.pages))
    return dict(ruleset.reasons)[unread.reason.value].format(pages=pages)
