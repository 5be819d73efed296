"""What two screenings of the same samples say differently, by rule."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from review.domain.errors import ScreeningDown
from review.domain.findings import FileReport, Finding
from review.domain.vocabulary import Severity, Verdict

SHOWN = 3
"""So many places are shown of each change of a rule."""
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One place where something changes; the excerpt is masked, and is not kept."""

    paper: str
    place: Mapping[str, str | int]
    excerpt: str


@dataclass(slots=True)
class RuleChange:
    """What changes for one rule, and where; `was` and `now` are severities."""

    rule: str
    title: str
    was: Severity | None
    now: Severity | None
    count: int = 0
    papers: set[str] = field(default_factory=set)
    shown: list[Shown] = field(default_factory=list)


@dataclass(slots=True)
class Trial:
    """What a test came to."""

    active: str
    drafted: str
    files: int = 0
    unread: int = 0
    verdicts: Counter[tuple[Verdict, Verdict]] = field(default_factory=Counter)
    refused: list[str] = field(default_factory=list)
    """What would not be taken in at all."""
    changes: dict[tuple[str, Severity | None, Severity | None], RuleChange] = field(
        default_factory=dict
    )

    @property
    def summary(self) -> dict[str, object]:
        """What is kept: rules and numbers, no word of a paper."""
        return {
            "active": self.active,
            "files": self.files,
            "unread": self.unread,
            "refused": len(self.refused),
            "verdicts": [
                {"was": was.value, "now": now.value, "files": count}
                for (was, now), count in sorted(self.verdicts.items())
            ],
            "changes": [
                {
                    "rule": each.rule,
                    "title": each.title,
                    "was": each.was.value if each.was else None,
                    "now": each.now.value if each.now else None,
                    "findings": each.count,
                    "papers": len(each.papers),
                }
                for each in self.sorted
            ],
        }

    @property
    def sorted(self) -> list[RuleChange]:
        """The changes by their rules."""
        return sorted(self.changes.values(), key=lambda one: (one.rule, str(one.was)))


def compare(
    trial: Trial, paper: str, was: FileReport, now: FileReport, titles: Mapping[str, str]
) -> None:
    """Note what two reports of one thing say differently.

    Raises:
        ScreeningDown: one of them was never made.
    """
    if not (was.was_begun and now.was_begun):
        raise ScreeningDown
    if now.refused is not None and was.refused is None:
        trial.refused.append(paper)
    before, after = _placed(was.findings), _placed(now.findings)
    for key in sorted(before.keys() | after.keys()):
        pairs = _pairs(before.get(key, []), after.get(key, []))
        for old, new in pairs:
            _note(trial, paper, old, new, titles)


def _pairs(
    old: list[Finding], new: list[Finding]
) -> Iterator[tuple[Finding | None, Finding | None]]:
    for number in range(max(len(old), len(new))):
        was = old[number] if number < len(old) else None
        now = new[number] if number < len(new) else None
        if was is None or now is None or was.severity is not now.severity:
            yield was, now


def _placed(findings: Iterable[Finding]) -> dict[Key, list[Finding]]:
    placed: defaultdict[Key, list[Finding]] = defaultdict(list)
    for each in findings:
        placed[each.rule, each.part, json.dumps(dict(each.place), sort_keys=True)].append(each)
    return placed


def _note(
    trial: Trial, paper: str, old: Finding | None, new: Finding | None, titles: Mapping[str, str]
) -> None:
    told = new or old
    assert told is not None  # noqa: S101  # a pair has one
    key = (told.rule, old.severity if old else None, new.severity if new else None)
    change = trial.changes.setdefault(
        key, RuleChange(rule=told.rule, title=titles[told.rule], was=key[1], now=key[2])
    )
    change.count += max(each.count for each in (old, new) if each is not None)
    change.papers.add(paper)
    if len(change.shown) < SHOWN:
        change.shown.append(Shown(paper=paper, place=told.place, excerpt=told.excerpt))
