"""Where every item of a campaign stands: counted by one query, proven by a second, of its scope.

The scope is everything of the agency that is not public, historic papers that were never
attributed, and everything that was looked at in the campaign: so what arrives later is in it, and
what was converted is not lost from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import bindparam, select, text
from sqlmodel import col

from review.domain.vocabulary import SETTLED, CampaignStanding, Need
from review.services.cases import procedure_of
from review.services.work import SHANGHAI, Work
from review.storage.columns import UtcDateTime
from review.storage.rows import CampaignRow, CaseRow

PROCEDURE = "reassessment"
_CASE = """(SELECT x.id FROM review_case x WHERE x.document_id = d.id
        AND x.procedure = 'reassessment' AND (x.closed_at IS NULL OR x.closed_at >= :since)
        ORDER BY x.year DESC, x.serial DESC LIMIT 1)"""
_KEPT = """d.agency_id = :agency AND NOT d.is_party_paper
        AND d.availability <> 'public' AND d.intercepted_at IS NULL
        AND (d.mode IN ('withheld', 'on_request')
             OR (d.mode IS NULL AND (d.reassess_on IS NOT NULL OR d.is_historic)))"""
_SEEN = """d.agency_id = :agency AND EXISTS (SELECT 1 FROM review_case y
        WHERE y.document_id = d.id AND (y.procedure = 'reassessment' OR d.is_historic)
        AND (y.closed_at IS NULL OR y.closed_at >= :since))"""

SCOPE = f"""SELECT count(*) FROM document d WHERE ({_KEPT}) OR ({_SEEN})"""  # noqa: S608  # constants
STANDING = f"""SELECT d.id AS document, d.section_id AS section, c.id AS case_id,
    CASE
        WHEN d.intercepted_at IS NOT NULL THEN 'intercepted'
        WHEN c.id IS NULL AND EXISTS (SELECT 1 FROM review_case z WHERE z.document_id = d.id
            AND z.closed_at >= :since) THEN 'decided'
        WHEN c.id IS NULL AND EXISTS (SELECT 1 FROM review_case z WHERE z.document_id = d.id
            AND z.closed_at IS NULL) THEN 'needs_person'
        WHEN c.id IS NULL THEN 'unflagged'
        WHEN c.closed_at IS NULL AND c.hold_until IS NOT NULL THEN 'in_window'
        WHEN c.closed_at IS NULL AND c.assessment IS NULL THEN 'waiting'
        WHEN c.closed_at IS NULL AND c.stage IN :referred THEN 'referred_up'
        WHEN c.closed_at IS NULL THEN 'needs_person'
        WHEN c.outcome IN ('in_full', 'proactive') THEN 'proactive'
        WHEN c.outcome IN ('kept', 'on_request', 'in_part') THEN c.outcome
        ELSE 'unclear'
    END AS standing, c.stage_due_on AS due_on
    FROM document d LEFT JOIN review_case c ON c.id = {_CASE}
    WHERE ({_KEPT}) OR ({_SEEN})"""  # noqa: S608  # constants


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many items stand where: in all, and by section; and how many the scope has."""

    in_scope: int
    by_section: Mapping[str, Mapping[CampaignStanding, int]]
    late: tuple[tuple[str, str | None], ...]
    """Documents whose case, or whose flagging, is past its day; with the case."""

    @property
    def totals(self) -> Mapping[CampaignStanding, int]:
        """How many stand where, in the order of the words; where none stands is left out."""
        sums: Counter[CampaignStanding] = Counter()
        for counts in self.by_section.values():
            sums.update(counts)
        return {word: sums[word] for word in CampaignStanding if sums[word]}

    @property
    def is_balanced(self) -> bool:
        """The scope is the sum of what became of each: nothing missed, nothing counted twice."""
        return self.in_scope == sum(self.totals.values())

    @property
    def done(self) -> int:
        """How many have an outcome."""
        return sum(number for word, number in self.totals.items() if word in SETTLED)


def standing_of(work: Work, campaign: CampaignRow, *, flag_by: date | None = None) -> Counts:
    """Count where every item of a campaign stands."""
    said = {"agency": campaign.agency_id, "since": since(campaign)}
    scope = text(SCOPE).bindparams(bindparam("since", type_=UtcDateTime()))
    standing = text(STANDING).bindparams(
        bindparam("since", type_=UtcDateTime()), bindparam("referred", expanding=True)
    )
    referred = sorted(_referred(work, campaign.agency_id)) or [""]
    by_section: dict[str, Counter[CampaignStanding]] = {}
    late: list[tuple[str, str | None]] = []
    for row in work.session.execute(standing, {**said, "referred": referred}):
        word = CampaignStanding.stored(row.standing)
        by_section.setdefault(row.section, Counter())[word] += 1
        if word not in SETTLED and _is_late(work, row, flag_by):
            late.append((row.document, row.case_id))
    return Counts(
        in_scope=work.session.execute(scope, said).scalar_one(),
        by_section=by_section,
        late=tuple(sorted(late)),
    )


def since(campaign: CampaignRow) -> datetime:
    """Return the instant at which a campaign begins."""
    return datetime.combine(campaign.first_day, time.min, tzinfo=SHANGHAI)


def _is_late(work: Work, row: Any, flag_by: date | None) -> bool:  # noqa: ANN401  # a row
    if row.case_id is None:
        return flag_by is not None and work.today > flag_by
    due_on = row.due_on
    if isinstance(due_on, str):  # a text query knows no types on SQLite
        due_on = date.fromisoformat(due_on)
    return due_on is not None and due_on < work.today


def _referred(work: Work, agency_id: str) -> set[str]:
    """Return the stages of a referral, in every procedure by which a case of the agency runs."""
    query = select(col(CaseRow.procedure_digest)).where(
        col(CaseRow.agency_id) == agency_id, col(CaseRow.procedure) == PROCEDURE
    )
    return {
        step.target
        for digest in work.session.scalars(query.distinct())
        for step in procedure_of(work, digest).steps
        if Need.ADDRESSEE in step.needs
    }
