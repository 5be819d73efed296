"""What a round on a day would look at and come to: nothing is written, and no more is promised."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlmodel import col

from review.commands import Caller
from review.domain.vocabulary import ReassessmentOutcome
from review.services.agency_rules import ruleset_of
from review.services.due import due_after
from review.services.reassessing import Judged, judge, reassessed_version, window_until
from review.services.reassessment_facts import used_so_far
from review.services.rescreening import kept_of, screened
from review.services.work import Work
from review.storage.rows import AgencyRow

BATCH = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewLine:
    """One paper that a run would look at, and what it would come to."""

    document_id: str
    title: str
    because: tuple[str, ...]
    proposed: ReassessmentOutcome
    would_hold: bool
    conditions: tuple[tuple[str, str, bool], ...]
    never: tuple[str, ...]


def preview(work: Work, *, on: date, agency_id: str) -> tuple[PreviewLine, ...]:
    """Say what a run on a day would look at and come to; nothing is written."""
    lines: list[PreviewLine] = []
    promised: Counter[str] = Counter()
    cursor: str | None = ""
    while cursor is not None:
        due, cursor = due_after(work, agency_id=agency_id, on=on, after=cursor, size=BATCH)
        for one in due:
            version = reassessed_version(work, one.document, case=None)
            kept = kept_of(work.session, one.document, version.id)
            rules = ruleset_of(work, agency_id)
            reports = screened(work.means, kept, ruleset=rules)
            judged = judge(work, one.document, case=None, reports=reports, on=on)
            would_hold = _would_hold(work, judged, on=on, promised=promised)
            because = tuple(trigger.label for trigger in one.because)
            lines.append(_line(judged, because, would_hold=would_hold))
    return tuple(lines)


def previewed(work: Work, *, on: date | None, caller: Caller | None) -> tuple[PreviewLine, ...]:
    """Say what a run would look at, for the caller's agency or for all."""
    everybody = select(col(AgencyRow.id)).order_by(col(AgencyRow.code))
    agencies = [caller.agency_id] if caller else list(work.session.execute(everybody).scalars())
    day = on or work.today
    return tuple(line for each in agencies for line in preview(work, on=day, agency_id=each))


def _would_hold(work: Work, judged: Judged, *, on: date, promised: Counter[str]) -> bool:
    """Promise no more than a run would do: within the period of the authorisation and its cap."""
    authorisation = judged.authorisation
    if authorisation is None or not judged.is_covered:
        return False
    if window_until(work, authorisation, begins=max(on, work.today)) is None:
        return False
    used = used_so_far(work, authorisation.id, besides="") + promised[authorisation.id]
    if used >= authorisation.cap:
        return False
    promised[authorisation.id] += 1
    return True


def _line(judged: Judged, because: tuple[str, ...], *, would_hold: bool) -> PreviewLine:
    assessment = judged.assessment
    return PreviewLine(
        document_id=judged.document.id,
        title=judged.document.title,
        because=because,
        proposed=judged.proposed,
        would_hold=would_hold,
        conditions=tuple((one.text, one.fact, one.holds) for one in assessment.conditions),
        never=tuple(bar.label for bar in assessment.never),
    )
