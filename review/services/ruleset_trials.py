"""What drafted rules would change: samples screened by the active and the drafted ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlmodel import Session, col

from review.commands import Caller, HandedFile
from review.screening.ruleset import Ruleset
from review.screening.words import Words
from review.services.accounts import actor_of, must_hold
from review.services.agency_rules import rules_with, ruleset_of
from review.services.papers import files_of
from review.services.rescreening import words_of
from review.services.ruleset_acts import INVOLVED, RulesetAct, refuse_act
from review.services.rulesets import drafted
from review.services.trial_changes import Trial, compare
from review.services.work import Means, Work
from review.storage.originals import OriginalAltered, OriginalMissing
from review.storage.rows import DocumentRow, FileRow, VersionRow

PAPERS = 100
"""So many of the agency's newest papers are looked through."""


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


def plan_trial(work: Work, version: str, *, papers: int = PAPERS, caller: Caller) -> Plan:
    """Say what a test compares: the newest version of each of the newest papers."""
    must_hold(work, caller, *INVOLVED)
    row = drafted(work, version, agency_id=caller.agency_id)
    refuse_act(work, row, RulesetAct.TEST, actor_of(work, caller))
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
        compare(trial, paper.document, was, means.screen_words(paper.words, plan.drafted), titles)
    for name, file in _files(means, plan.papers, samples, trial):
        was = means.screen(file.content, file.name, plan.active)
        now = means.screen(file.content, file.name, plan.drafted)
        trial.files += 1
        trial.verdicts[was.verdict, now.verdict] += 1
        compare(trial, name, was, now, titles)
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
