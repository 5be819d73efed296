"""What a test of drafted rules came to, as the page of the rules shows it."""

from __future__ import annotations

from dataclasses import dataclass

from review.domain.vocabulary import Severity, Verdict
from review.screening.ruleset import shown
from review.services.ruleset_lines import RulesetLine


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictChange:
    """How many files would end otherwise."""

    was: Verdict
    now: Verdict
    files: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleChange:
    """What would change by one rule; none is: not found."""

    was: Severity | None
    now: Severity | None
    rule: str
    title: str
    findings: int
    papers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialView:
    """What a test of drafted rules came to."""

    active: str
    files: int
    unread: int
    refused: int
    verdicts: tuple[VerdictChange, ...]
    changes: tuple[RuleChange, ...]


def trial_of(line: RulesetLine) -> TrialView | None:
    """Return what was kept of the last test, if there was one."""
    kept = line.summary
    if kept is None:
        return None
    return TrialView(
        active=shown(kept["active"]),
        files=kept["files"],
        unread=kept["unread"],
        refused=kept["refused"],
        verdicts=tuple(
            VerdictChange(
                was=Verdict.of(each["was"]), now=Verdict.of(each["now"]), files=each["files"]
            )
            for each in kept["verdicts"]
            if each["was"] != each["now"]
        ),
        changes=tuple(
            RuleChange(
                was=_severity(each["was"]),
                now=_severity(each["now"]),
                **{key: each[key] for key in ("rule", "title", "findings", "papers")},
            )
            for each in kept["changes"]
        ),
    )


def _severity(said: str | None) -> Severity | None:
    return None if said is None else Severity.of(said)
