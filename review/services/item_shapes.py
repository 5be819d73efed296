"""The shapes in which a paper of the register is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from review.domain.vocabulary import RequestResult, Trigger
from review.services.views import ConditionView


@dataclass(frozen=True, slots=True, kw_only=True)
class OccurrenceView:
    """One thing that happened to a paper, with its source and who says so."""

    trigger: Trigger
    reference: str
    happened_on: date
    by: str
    entered_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestView:
    """One entry about a request; of a number that was corrected only the last counts."""

    number: str
    answered_on: date
    result: RequestResult
    result_label: str
    revision: int
    is_current: bool
    correction: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PastCase:
    """One review of the paper: when, why it was opened, and where it stands."""

    number: str
    procedure: str
    stage: str
    opened_on: datetime
    because: tuple[str, ...]
    closed_on: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """One paper with its ground, its end, what happened, and what the rules say today."""

    id: str
    title: str
    number: str | None
    kind: str
    section: str
    dated: date | None
    mode: str
    availability: str
    is_public: bool
    grounds: str
    ends: str
    reassess_on: date | None
    decided_in: str
    because: tuple[str, ...]
    """Why it is due today and has no case yet."""
    occurrences: tuple[OccurrenceView, ...]
    requests: tuple[RequestView, ...]
    requesters_given_to: int
    cases: tuple[PastCase, ...]
    proposed: str
    ground: str
    never: tuple[str, ...]
    conditions: tuple[ConditionView, ...]
