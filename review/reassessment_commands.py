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
