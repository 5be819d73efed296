"""One thing that happened to a paper, with its source and its place in the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from review.domain.vocabulary import Trigger


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One thing that happened: what, by which source, on which day; entered by whom, or derived."""

    trigger: Trigger
    reference: str
    happened_on: date
    seq: int
    """Its number in the ledger; 0 where only its day tells when it was known."""
    entered_by: str | None = None
    entered_at: datetime | None = None
