"""What drafted rules would change: samples screened by the active and the drafted ones."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlmodel import Session, col

from review.commands import Caller, HandedFile
from review.domain.errors import ScreeningDown
from review.domain.findings import FileReport, Finding
from review.domain.vocabulary import Severity, Verdict
from review.screening.ruleset import Ruleset
from review.screening.words import Words
from review.services.accounts import must_hold
from review.services.agency_rules import rules_with, ruleset_of
from review.services.papers import files_of
from review.services.rescreening import words_of
from review.services.rulesets import DRAFTERS, OFFICIALS, standing
from review.services.work import Means, Work
from review.storage.originals import OriginalAltered, OriginalMissing
from review.storage.rows import DocumentRow, FileRow, VersionRow

PAPERS = 100
"""So many of the agency's newest papers are looked through."""
SHOWN = 3
"""So many places are shown of each change of a rule."""
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A stored paper as a sample."""

    document: str
    words: Words
    files: tuple[FileRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be compared, and on what."""

    version: str
    active: Ruleset
    drafted: Ruleset
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One place where something changes; the excerpt is masked, and is not kept."""

    paper: str
    place: Mapping[str, str | int]
    excerpt: str


@dataclass(slots=True)
class Change:
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
    changes: dict[tuple[str, Severity | None, Severity | None], Change] = field(
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
    def sorted(self) -> list[Change]:
        """The changes by their rules."""
        return sorted(self.changes.values(), key=lambda one: (one.rule, str(one.was)))


def plan_trial(work: Work, version: str, *, papers: int = PAPERS, caller: Caller) -> Plan:
    """Say what a test compares: the newest version of each of the newest papers."""
    must_hold(work, caller, *DRAFTERS, *OFFICIALS)
    row = standing(work, version, agency_id=caller.agency_id)
    plan = Plan(
        version=row.version,
        active=ruleset_of(work, caller.agency_id),
        drafted=rules_with(work.session, work.means, version=row.version, digest=row.digest),
        papers=tuple(_papers(work.session, agency_id=caller.agency_id, most=papers)),
    )
    work.session.expunge_all()
    return plan


def tried(means: Means, plan: Plan, samples: Iterable[HandedFile] = ()) -> Trial:
    """Screen everything twice; nothing is written, and no transaction is open meanwhile.

    Raises:
        ScreeningDown: a file could not be looked at now.
    """
    trial = Trial(active=plan.active.identity, drafted=plan.drafted.identity)
    titles = {rule.id: rule.title for rule in (*plan.active.rules, *plan.drafted.rules)}
    for paper in plan.papers:
        was = means.screen_words(paper.words, plan.active)
        _compare(trial, paper.document, was, means.screen_words(paper.words, plan.drafted), titles)
    for name, file in _files(means, plan.papers, samples, trial):
        was = means.screen(file.content, file.name, plan.active)
        now = means.screen(file.content, file.name, plan.drafted)
        trial.files += 1
        trial.verdicts[was.verdict, now.verdict] += 1
        _compare(trial, name, was, now, titles)
    return trial


def _papers(session: Session, *, agency_id: str, most: int) -> Iterator[Paper]:
    newest = (
        select(col(VersionRow.document_id), func.max(col(VersionRow.number)).label("number"))
        .where(col(VersionRow.agency_id) == agency_id)
        .group_by(col(VersionRow.document_id))
        .subquery()
    )
    query = (
        select(VersionRow, DocumentRow)
        .join(
            newest,
            (newest.c.document_id == col(VersionRow.document_id))
            & (newest.c.number == col(VersionRow.number)),
        )
        .join(DocumentRow, col(DocumentRow.id) == col(VersionRow.document_id))
        .where(col(DocumentRow.intercepted_at).is_(None))
        .order_by(col(VersionRow.created_at).desc(), col(VersionRow.id))
        .limit(most)
    )
    for version, document in session.execute(query).all():
        yield Paper(
            document=document.id,
            words=words_of(document),
            files=tuple(files_of(session, version.id)),
        )


def _files(
    means: Means, papers: Iterable[Paper], samples: Iterable[HandedFile], trial: Trial
) -> Iterator[tuple[str, HandedFile]]:
    for paper in papers:
        for file in paper.files:
            try:
                content = means.originals.read(file.sha256)
            except (OriginalMissing, OriginalAltered):
                trial.unread += 1
                continue
            yield paper.document, HandedFile(name=file.name, content=content)
    yield from ((sample.name, sample) for sample in samples)


def _compare(
    trial: Trial, paper: str, was: FileReport, now: FileReport, titles: Mapping[str, str]
) -> None:
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
        key, Change(rule=told.rule, title=titles[told.rule], was=key[1], now=key[2])
    )
    change.count += max(each.count for each in (old, new) if each is not None)
    change.papers.add(paper)
    if len(change.shown) < SHOWN:
        change.shown.append(Shown(paper=paper, place=told.place, excerpt=told.excerpt))
