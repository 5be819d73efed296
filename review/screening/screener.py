"""Screen one file: bytes and a name in, a report out, with no word of the file anywhere else."""

from __future__ import annotations

import time

from review.domain.findings import FileReport
from review.hashing import both
from review.screening.chamber import examine_apart
from review.screening.examination import Examination
from review.screening.limits import LIMITS, Limits, seeing_limits
from review.screening.recognition import can_recognise
from review.screening.rules import MORE
from review.screening.ruleset import Ruleset
from review.screening.seeing import Told, untold
from review.screening.segments import Unread

_TOLD = 20
"""So many unread parts of an archive are named."""


def screen(
    content: bytes,
    *,
    name: str,
    ruleset: Ruleset,
    limits: Limits = LIMITS,
    told: Told = untold,
) -> FileReport:
    """Report what the rules find in a file; what cannot be read is unreadable, never clear.

    Pictures are recognised in a second child, which alone loads what that takes; `told` hears the
    number of each picture, and of how many.
    """
    began = time.perf_counter_ns()
    examination = examine_apart(content, name=name, ruleset=ruleset, limits=limits)
    if _is_worth_seeing(examination, limits=limits):
        examination = examine_apart(
            content,
            name=name,
            ruleset=ruleset,
            limits=seeing_limits(limits, scans=examination.scans),
            told=told,
        )
    sha256, sm3 = both(content)
    return FileReport(
        name=name,
        sha256=sha256,
        sm3=sm3,
        media_type=examination.media_type,
        size=len(content),
        ruleset=ruleset.identity,
        findings=examination.judgement.findings,
        unreadable=_unreadable(examination, ruleset=ruleset),
        refused=examination.judgement.refused,
        was_begun=examination.was_begun,
        annotation=examination.annotation,
        stated=examination.stated,
        elapsed_ms=(time.perf_counter_ns() - began) // 1_000_000,
    )


def _is_worth_seeing(examination: Examination, *, limits: Limits) -> bool:
    """What is refused already stays refused, whatever its pictures say."""
    is_asked = bool(examination.scans and limits.scans)
    return is_asked and examination.judgement.refused is None and can_recognise()


def _unreadable(examination: Examination, *, ruleset: Ruleset) -> str | None:
    """Say what was not read and what to do; inside an archive with the path to it."""
    said = [_said(unread, ruleset=ruleset) for unread in examination.unreads[:_TOLD]]
    if len(examination.unreads) > _TOLD:
        said.append(ruleset.reason(MORE).format(count=len(examination.unreads) - _TOLD))
    return "\n".join(said) or None


def _said(unread: Unread, *, ruleset: Ruleset) -> str:
    pages = "、".join(map(str, unread.pages))
    reason = ruleset.reason(unread.reason.value).format(pages=pages)
    return f"{unread.file}：{reason}" if unread.file else reason
