"""When a notice may go by mail, and what stands in it: numbers of cases, never words of a paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from review.domain.account_refusals import AddressUnfit
from workflows.calendar import Calendar

OPENS, CLOSES = time(8, 30), time(17, 30)
"""Outside these hours, and on days off, nobody is disturbed."""
LONGEST_ADDRESS = 254
NOT_IN_ONE = frozenset(' ,;:<>()"\\[]')
"""With these an address would be two, or something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailLine:
    """One case as a notice tells of it."""

    number: str
    stage: str
    due_on: date | None
    is_overdue: bool
    reminders: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What one person is told: how many cases wait, and the most pressing of them by number."""

    waiting: int
    soon: int
    overdue: int
    lines: Sequence[MailLine]


def is_quiet(now: datetime, calendar: Calendar) -> bool:
    """Say whether nobody is to be disturbed at this instant of the office's clock."""
    return not (calendar.is_working_day(now.date()) and OPENS <= now.time() < CLOSES)


def refuse_address(address: str) -> None:
    """Refuse what is no address of one mailbox: nothing of it may become another header."""
    name, sign, host = address.rpartition("@")
    is_plain = address.isascii() and address.isprintable() and not set(address) & NOT_IN_ONE
    if not (sign and name and "." in host and is_plain and len(address) <= LONGEST_ADDRESS):
        raise AddressUnfit
