"""The time on the office's wall: instants are kept in UTC and read in Shanghai."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def day_in_office(at: datetime) -> date:
    """Return the day it was in the office at an instant."""
    return at.astimezone(SHANGHAI).date()


def minute_in_office(at: datetime) -> str:
    """Return an instant to the minute, as the office reads it: 2026-01-05 10:00."""
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
