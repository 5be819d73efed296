"""Working days as the State Council's notices set them, worked weekends included."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from workflows.holiday_year import SATURDAY, DayChange, HolidayYear, statutory_year
from workflows.words import Term

# The notice of a year may reach back into December: it did to the 29th for 2008 and for 2019.
_NEXT_NOTICE_REACHES = (12, 29)


class DayKind(Term):
    """What a day is to a deadline; the label follows the holiday's name or precedes the count."""

    WORKING = "working", "工作日"
    WORKED_WEEKEND = "worked_weekend", "调休上班"
    WEEKEND = "weekend", "周末"
    HOLIDAY = "holiday", "放假"
    PAUSED = "paused", "暂停"
    START = "start", "起算日，次日起计"

    @property
    def is_worked(self) -> bool:
        """The office is open."""
        return self in (DayKind.WORKING, DayKind.WORKED_WEEKEND)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayNote:
    """One line of an explanation: what a day was and, if it counted, as which."""

    day: date
    kind: DayKind
    holiday: str = ""
    count: int | None = None
    is_provisional: bool = False

    @property
    def label(self) -> str:
        """Return what a person reads beside the date."""
        plain = self.holiday + self.kind.label if self.kind is DayKind.HOLIDAY else self.kind.label
        if self.count is None:
            return plain
        return ("" if self.kind is DayKind.WORKING else plain) + f"计第{self.count}日"


@dataclass(frozen=True, slots=True)
class Calendar:
    """The years that are known; every other one is provisional, by weekends and statutory days."""

    years: Mapping[int, HolidayYear]

    def __post_init__(self) -> None:
        """Keep an own copy: a calendar is a value."""
        object.__setattr__(self, "years", MappingProxyType(dict(self.years)))

    def with_year(self, year: HolidayYear) -> Calendar:
        """Return the calendar in which a notice has replaced what was known of its year."""
        return Calendar({**self.years, year.year: year})

    def year(self, number: int) -> HolidayYear:
        """Return a year, known or provisional; OverflowError beyond the years of `date`."""
        return self.years.get(number) or statutory_year(number)

    def is_working_day(self, day: date) -> bool:
        """Say whether the office works on a day."""
        named = self.year(day.year).special.get(day)
        return named.change is DayChange.WORK if named else day.weekday() < SATURDAY

    def is_provisional(self, day: date, *, until: date | None = None) -> bool:
        """Say whether a notice still to come may change a day, or any day of a span."""
        return bool(self.unannounced_years(day, until=until or day))

    def unannounced_years(self, first: date, *, until: date) -> tuple[int, ...]:
        """Return the years whose notice is still to come and may change a day of the span."""
        reaches_back = (until.month, until.day) >= _NEXT_NOTICE_REACHES
        numbers = range(first.year, until.year + 1 + reaches_back)
        return tuple(number for number in numbers if not self._is_announced(number))

    def add_working_days(self, day: date, days: int) -> date:
        """Return the `days`-th working day after `day`; counting starts the next day."""
        if days < 1:
            return _unmoved(day, days)
        year, working = day.year, self.year(day.year).working
        position = bisect_right(working, day.toordinal()) + days - 1
        while position >= len(working):
            position -= len(working)
            year += 1
            working = self.year(year).working
        return date.fromordinal(working[position])

    def subtract_working_days(self, day: date, days: int) -> date:
        """Return the `days`-th working day before `day`; counting starts the day before."""
        if days < 1:
            return _unmoved(day, days)
        year, working = day.year, self.year(day.year).working
        position = bisect_left(working, day.toordinal()) - days
        while position < 0:
            year -= 1
            working = self.year(year).working
            position += len(working)
        return date.fromordinal(working[position])

    def last_working_day(self, *, not_after: date) -> date:
        """Return the last day on which work can still be done in time."""
        return (
            not_after
            if self.is_working_day(not_after)
            else self.subtract_working_days(not_after, 1)
        )

    def working_days_between(self, first: date, last: date) -> int:
        """Return how many working days lie in (first, last]; negative when `last` comes before."""
        if last < first:
            return -self.working_days_between(last, first)
        years = sum(len(self.year(number).working) for number in range(first.year, last.year))
        return years + self._position(last) - self._position(first)

    def explain(self, day: date) -> DayNote:
        """Say what a day is, and whether that is certain."""
        named = self.year(day.year).special.get(day)
        if named is None:
            kind = DayKind.WORKING if day.weekday() < SATURDAY else DayKind.WEEKEND
        else:
            kind = DayKind.HOLIDAY if named.change is DayChange.OFF else DayKind.WORKED_WEEKEND
        return DayNote(
            day=day,
            kind=kind,
            holiday=named.name if named else "",
            is_provisional=self.is_provisional(day),
        )

    def table(self, year: int) -> tuple[DayNote, ...]:
        """Return the special days of a year in their order, for a page or the command line."""
        return tuple(self.explain(day) for day in sorted(self.year(year).special))

    def _position(self, day: date) -> int:
        return bisect_right(self.year(day.year).working, day.toordinal())

    def _is_announced(self, number: int) -> bool:
        known = self.years.get(number)
        return known is not None and known.announced


def _unmoved(day: date, days: int) -> date:
    if days < 0:
        raise ValueError(days)
    return day
