"""What people ask about looking again: facts from outside, and the yearly campaign."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from review.domain.vocabulary import RequestResult


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterRequest:
    """Enter on a paper how a request for it was answered (条例第四十四条).

    The same number again with the same facts changes nothing; other facts need a `correction`.
    """

    document: str
    number: str
    requester: str = field(repr=False)
    answered_on: date
    result: RequestResult
    correction: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCampaign:
    """Plan the campaign of a year: everything that is not public is looked at, nothing less."""

    year: int
    first_day: date | None = None
    last_day: date | None = None
    responsible: str = ""
    """By sign-in name; unsaid, who plans it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseCampaign:
    """Close the campaign of a year; refused while anything in its scope is still to be done."""

    year: int
    summary: str = field(default="", repr=False)
