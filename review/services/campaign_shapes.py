"""The shapes in which a campaign is shown: its plan, its bar, its sections, what is late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from review.domain.vocabulary import CampaignStanding


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """How far a campaign has come, in four parts that make up the whole."""

    done: int
    in_window: int
    waiting: int
    needs_person: int

    @property
    def whole(self) -> int:
        """All of them."""
        return self.done + self.in_window + self.waiting + self.needs_person


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionLine:
    """How far one section has come, and who heads it."""

    name: str
    heads: tuple[str, ...]
    bar: Bar
    late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDay:
    """One day of the plan, and whether it has passed with something left to do by it."""

    what: str
    on: date
    is_past: bool
    is_soon: bool
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LateLine:
    """One item that is past its day; without a case it was never flagged."""

    document_id: str
    title: str
    section: str
    case: str
    due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingView:
    """How a campaign was closed."""

    in_scope: int
    outcomes: tuple[tuple[CampaignStanding, int], ...]
    summary: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignView:
    """One campaign as it stands."""

    year: int
    first_day: date
    last_day: date
    responsible: str
    planned_by: str
    planned_at: datetime
    days: tuple[PlanDay, ...]
    in_scope: int
    totals: tuple[tuple[CampaignStanding, int], ...]
    bar: Bar
    sections: tuple[SectionLine, ...]
    late: tuple[LateLine, ...]
    is_balanced: bool
    scope_query: str
    standing_query: str
    closing: ClosingView | None
