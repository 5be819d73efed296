"""Where every item of a campaign stands: counted by one query, proven by a second, of its scope.

The scope is everything of the agency that is not public, historic papers that were never
attributed, and everything that was looked at in the campaign: so what arrives later is in it, and
what was converted is not lost from it. What is public and was not looked at is never read: the
first part is found by what is not public, the second by the cases.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import Date, String, Subquery, TextClause, bindparam, column, select, text
from sqlmodel import col

from review.domain.vocabulary import SETTLED, CampaignStanding, Need
from review.services.cases import procedure_of
from review.services.work import SHANGHAI, Work
from review.storage.columns import UtcDateTime
from review.storage.rows import CampaignRow, DefinitionRow

PROCEDURE = "reassessment"
_CASE = """(SELECT x.id FROM review_case AS x WHERE x.document_id = s.id
        AND x.procedure = 'reassessment' AND (x.closed_at IS NULL OR x.closed_at >= :since)
        ORDER BY x.year DESC, x.serial DESC LIMIT 1)"""
_KEPT = """d.agency_id = :agency AND d.availability <> 'public'
        AND NOT d.is_party_paper AND d.intercepted_at IS NULL
        AND (d.mode IN ('withheld', 'on_request')
             OR (d.mode IS NULL AND (d.reassess_on IS NOT NULL OR d.is_historic)))"""
_LOOKED_AT = """review_case AS y JOIN document AS d ON d.id = y.document_id
        WHERE y.agency_id = :agency AND (y.closed_at IS NULL OR y.closed_at >= :since)
        AND (y.procedure = 'reassessment' OR d.is_historic)"""
_SETTLED = ", ".join(f"'{word}'" for word in SETTLED)

SCOPE = f"""SELECT (SELECT count(*) FROM document AS d WHERE {_KEPT})
    + (SELECT count(DISTINCT d.id) FROM {_LOOKED_AT} AND NOT ({_KEPT}))"""  # noqa: S608  # constants
_SCOPE = f"""SELECT d.id, d.section_id, d.intercepted_at FROM document AS d WHERE {_KEPT}
    UNION SELECT d.id, d.section_id, d.intercepted_at FROM {_LOOKED_AT}"""  # noqa: S608  # constants
STANDING = f"""SELECT s.id AS document, s.section_id AS section, c.id AS case_id,
    CASE
        WHEN s.intercepted_at IS NOT NULL THEN 'intercepted'
        WHEN c.id IS NULL AND EXISTS (SELECT 1 FROM review_case AS z WHERE z.document_id = s.id
            AND z.closed_at >= :since) THEN 'decided'
        WHEN c.id IS NULL AND EXISTS (SELECT 1 FROM review_case AS z WHERE z.document_id = s.id
            AND z.closed_at IS NULL) THEN 'needs_person'
        WHEN c.id IS NULL THEN 'unflagged'
        WHEN c.closed_at IS NULL AND c.hold_until IS NOT NULL THEN 'in_window'
        WHEN c.closed_at IS NULL AND c.assessment IS NULL THEN 'waiting'
        WHEN c.closed_at IS NULL AND c.stage IN :referred THEN 'referred_up'
        WHEN c.closed_at IS NULL THEN 'needs_person'
        WHEN c.outcome IN ('in_full', 'proactive') THEN 'proactive'
        WHEN c.outcome IN ('kept', 'on_request', 'in_part') THEN c.outcome
        ELSE 'unclear'
    END AS standing, CASE WHEN c.id IS NULL THEN :flag_by ELSE c.stage_due_on END AS due_on
    FROM ({_SCOPE}) AS s LEFT JOIN review_case AS c ON c.id = {_CASE}"""  # noqa: S608  # constants
_IS_LATE = f"w.standing NOT IN ({_SETTLED}) AND w.due_on < :today"
COUNTED = f"""SELECT w.section, w.standing, count(*) AS number,
    sum(CASE WHEN {_IS_LATE} THEN 1 ELSE 0 END) AS late
    FROM ({STANDING}) AS w GROUP BY w.section, w.standing"""  # noqa: S608  # constants
LATE = f"SELECT w.document, w.case_id FROM ({STANDING}) AS w WHERE {_IS_LATE}"  # noqa: S608  # constants


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many items stand where: in all, and by section; and how many the scope has."""

    in_scope: int
    by_section: Mapping[str, Mapping[CampaignStanding, int]]
    late: Mapping[str, int]
    """By section, how many have a case, or should have been flagged, whose day has passed."""

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
    scope = text(SCOPE).bindparams(
        bindparam("agency", campaign.agency_id),
        bindparam("since", since(campaign), type_=UtcDateTime()),
    )
    by_section: dict[str, Counter[CampaignStanding]] = {}
    late: Counter[str] = Counter()
    for row in work.session.execute(_asked(work, COUNTED, campaign, flag_by)):
        by_section.setdefault(row.section, Counter())[CampaignStanding.stored(row.standing)] = (
            row.number
        )
        late[row.section] += row.late
    return Counts(
        in_scope=work.session.execute(scope).scalar_one(), by_section=by_section, late=late
    )


def late_of(work: Work, campaign: CampaignRow, *, flag_by: date | None) -> Subquery:
    """Return the items of a campaign whose day has passed, with their cases, to be joined."""
    asked = _asked(work, LATE, campaign, flag_by)
    return asked.columns(column("document", String), column("case_id", String)).subquery()


def since(campaign: CampaignRow) -> datetime:
    """Return the instant at which a campaign begins."""
    return datetime.combine(campaign.first_day, time.min, tzinfo=SHANGHAI)


def _asked(work: Work, query: str, campaign: CampaignRow, flag_by: date | None) -> TextClause:
    """Return a question about a campaign, with all that it asks for."""
    return text(query).bindparams(
        bindparam("agency", campaign.agency_id),
        bindparam("since", since(campaign), type_=UtcDateTime()),
        bindparam("referred", sorted(_referred(work)) or [""], expanding=True),
        bindparam("flag_by", flag_by, type_=Date()),
        bindparam("today", work.today, type_=Date()),
    )


def _referred(work: Work) -> set[str]:
    """Return the stages of a referral, in every procedure that ever was one of reassessment."""
    query = select(col(DefinitionRow.digest)).where(col(DefinitionRow.name) == PROCEDURE)
    return {
        step.target
        for digest in work.session.scalars(query)
        for step in procedure_of(work, digest).steps
        if Need.ADDRESSEE in step.needs
    }
