"""Papers to which nothing happened but their day: read by the hundred, each judged as any other.

What is not plain in every respect is left to the line that takes one paper after the other.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlmodel import col

from review.domain.campaign import due_because
from review.domain.eligibility import Assessment, assess
from review.domain.facts import ReassessmentFacts
from review.domain.vocabulary import Act, Availability, DisclosureMode, Trigger, Verdict
from review.screening.words import WORDS_NAME, content_of_words
from review.services.agency_rules import ruleset_of
from review.services.campaign_rows import open_campaign
from review.services.due import has_event, is_left_in_campaign
from review.services.reassessing import PROCEDURE, Judged
from review.services.reassessment_facts import authorisation_of, authorisations, quiet_facts
from review.services.rescreening import words_of
from review.services.screenings import name_sha256
from review.services.work import SHANGHAI, Work
from review.storage.rows import ActRow, CaseRow, DocumentRow, FileRow, ScreeningRow, VersionRow

Key = tuple[str, str]
"""Bytes, and the hash of the name under which they were screened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """A plain paper that is due, why, and as what the rules see it."""

    document: DocumentRow
    version: VersionRow
    because: tuple[Trigger, ...]
    judged: Judged


def plain_after(
    work: Work, *, agency_id: str, on: date, after: str, size: int
) -> tuple[list[Plain], str | None]:
    """Return the plain ones of the next papers in the order of their ids, and where to go on."""
    query = select(DocumentRow).where(
        *_are_plain(work, agency_id, on=on), col(DocumentRow.id) > after
    )
    found = list(work.session.scalars(query.order_by(col(DocumentRow.id)).limit(size)))
    return _plain(work, found, agency_id=agency_id, on=on), (
        found[-1].id if len(found) == size else None
    )


def plain_again(work: Work, papers: Sequence[str], *, agency_id: str, on: date) -> list[Plain]:
    """Ask again of these papers under the lock: somebody was quicker."""
    query = select(DocumentRow).where(
        *_are_plain(work, agency_id, on=on), col(DocumentRow.id).in_(papers)
    )
    fresh = query.order_by(col(DocumentRow.id)).execution_options(populate_existing=True)
    return _plain(work, list(work.session.scalars(fresh)), agency_id=agency_id, on=on)


def _are_plain(work: Work, agency_id: str, *, on: date) -> tuple[ColumnElement[bool], ...]:
    """Decided, not public, its day come, in nobody's hands, of one version, without any event.

    What was assessed before was assessed by the rules of today.
    """
    its_case = col(CaseRow.document_id) == col(DocumentRow.id)
    by_today = and_(
        col(CaseRow.assessment).contains(work.means.rules.digest, autoescape=True),
        col(CaseRow.assessment).contains(ruleset_of(work, agency_id).identity, autoescape=True),
    )
    versions = (
        select(func.count())
        .where(col(VersionRow.document_id) == col(DocumentRow.id))
        .correlate(DocumentRow)
        .scalar_subquery()
    )
    return (
        col(DocumentRow.agency_id) == agency_id,
        ~col(DocumentRow.is_party_paper),
        col(DocumentRow.availability).not_in((Availability.PUBLIC, Availability.WITHDRAWN)),
        col(DocumentRow.mode).in_((DisclosureMode.ON_REQUEST, DisclosureMode.WITHHELD)),
        or_(col(DocumentRow.reassess_on) <= on, is_left_in_campaign(work, agency_id, on=on)),
        ~exists().where(
            its_case,
            or_(
                col(CaseRow.closed_at).is_(None),
                and_(col(CaseRow.procedure) == PROCEDURE, ~func.coalesce(by_today, False)),
            ),
        ),
        ~has_event(),
        versions == 1,
    )


def _plain(work: Work, found: list[DocumentRow], *, agency_id: str, on: date) -> list[Plain]:
    if not found:
        return []
    ids = [document.id for document in found]
    versions = _versions(work, ids)
    clear = _all_clear(work, found, agency_id=agency_id)
    checked = _checked(work, versions)
    judge = _Judge(work, agency_id=agency_id, on=on, closed_on=_closed_on(work, ids))
    return [
        plain
        for document in found
        if document.id in clear
        if (version := versions.get(document.id)) is not None
        if (plain := judge.of(document, version, checked.get(document.id))) is not None
    ]


class _Judge:
    """Judges by the rules; the same facts are judged once."""

    def __init__(
        self, work: Work, *, agency_id: str, on: date, closed_on: Mapping[str, date]
    ) -> None:
        self._work, self._on, self._closed_on = work, on, closed_on
        self._campaign = open_campaign(work, agency_id, on=on)
        self._ruleset = ruleset_of(work, agency_id).identity
        self._authorisations = [
            authorisation_of(row) for row in authorisations(work, agency_id, today=work.today)
        ]
        self._known: dict[ReassessmentFacts, Assessment] = {}

    def of(
        self, document: DocumentRow, version: VersionRow, checked: ActRow | None
    ) -> Plain | None:
        """Return a paper as judged; None where an authorisation may cover it."""
        facts = quiet_facts(document)
        assessment = self._seen(facts)
        because = due_because(replace(facts, events=self._news(document)), today=self._on)
        if not because or self._may_be_covered(assessment):
            return None
        judged = Judged(
            document=document,
            version=version,
            assessment=assessment,
            is_for_people=False,
            is_clear=True,
            ruleset=self._ruleset,
            checked=checked,
            authorisation=None,
            holds=frozenset(),
        )
        return Plain(document=document, version=version, because=because, judged=judged)

    def _seen(self, facts: ReassessmentFacts) -> Assessment:
        if facts not in self._known:
            self._known[facts] = assess(facts, self._work.means.rules, today=self._on)
        return self._known[facts]

    def _news(self, document: DocumentRow) -> frozenset[Trigger]:
        """A campaign that began after the paper was last looked at is all the news there can be."""
        if self._campaign is None:
            return frozenset()
        closed_on = self._closed_on.get(document.id)
        is_before = closed_on is None or closed_on < self._campaign.first_day
        return frozenset({Trigger.CAMPAIGN}) if is_before else frozenset()

    def _may_be_covered(self, assessment: Assessment) -> bool:
        today = self._work.today
        return any(
            not one.covers(assessment, today=today, converted_so_far=0)
            for one in self._authorisations
        )


def _closed_on(work: Work, ids: list[str]) -> dict[str, date]:
    """Return on which day each paper was last looked at."""
    query = (
        select(col(CaseRow.document_id), func.max(col(CaseRow.closed_at)))
        .where(col(CaseRow.document_id).in_(ids), col(CaseRow.closed_at).is_not(None))
        .group_by(col(CaseRow.document_id))
    )
    return {
        name: closed_at.astimezone(SHANGHAI).date()
        for name, closed_at in work.session.execute(query)
    }


def _versions(work: Work, ids: list[str]) -> dict[str, VersionRow]:
    query = select(VersionRow).where(col(VersionRow.document_id).in_(ids))
    return {row.document_id: row for row in work.session.scalars(query)}


def _all_clear(work: Work, found: list[DocumentRow], *, agency_id: str) -> set[str]:
    """Return the papers of which today's rules have seen every file and the words, all clear."""
    named = {document.id: _keys(document) for document in found}
    files = select(FileRow).where(col(FileRow.document_id).in_(named))
    with_files = set()
    for file in work.session.scalars(files):
        with_files.add(file.document_id)
        named[file.document_id].append((file.sha256, name_sha256(file.name)))
    known = _known_clear(work, {key for keys in named.values() for key in keys}, agency_id)
    return {name for name in with_files if known.issuperset(named[name])}


def _keys(document: DocumentRow) -> list[Key]:
    content = content_of_words(words_of(document))
    return [(hashlib.sha256(content).hexdigest(), name_sha256(WORDS_NAME))]


def _known_clear(work: Work, keys: set[Key], agency_id: str) -> set[Key]:
    query = select(col(ScreeningRow.sha256), col(ScreeningRow.name_sha256)).where(
        col(ScreeningRow.sha256).in_({sha256 for sha256, _ in keys}),
        col(ScreeningRow.ruleset) == ruleset_of(work, agency_id).identity,
        col(ScreeningRow.agency_id) == agency_id,
        col(ScreeningRow.verdict) == Verdict.CLEAR.value,
        col(ScreeningRow.unreadable).is_(None),
        col(ScreeningRow.refused).is_(None),
        col(ScreeningRow.findings) == "[]",
    )
    return {(sha256, name) for sha256, name in work.session.execute(query)} & keys


def _checked(work: Work, versions: Mapping[str, VersionRow]) -> dict[str, ActRow]:
    """Return of each paper a person's check of exactly these bytes that an official decided on."""
    acts: dict[str, list[ActRow]] = defaultdict(list)
    for act, is_closed in _acts(work, versions):
        version = versions[act.document_id]
        if act.manifest == version.manifest and (is_closed or act.act is Act.DECISION):
            acts[act.document_id].append(act)
    return {name: check for name, mine in acts.items() if (check := _check_among(mine)) is not None}


def _acts(work: Work, versions: Mapping[str, VersionRow]) -> Iterator[tuple[ActRow, bool]]:
    query = (
        select(ActRow, col(CaseRow.closed_at).is_not(None))
        .join(CaseRow, col(CaseRow.id) == col(ActRow.case_id))
        .where(
            col(ActRow.document_id).in_(versions),
            col(ActRow.act).in_((Act.CHECK, Act.DECISION)),
            col(ActRow.voided_at).is_(None),
        )
    )
    for act, is_closed in work.session.execute(query):
        yield act, bool(is_closed)


def _check_among(acts: list[ActRow]) -> ActRow | None:
    decided = {act.case_id for act in acts if act.act is Act.DECISION}
    checks = (act for act in acts if act.act is Act.CHECK and act.source is None)
    return next((act for act in checks if act.case_id in decided), None)
