"""One year of holidays and worked weekends: by its notice or, until then, by the law alone.

NoticeMalformed           the year cannot be as told; `faults` says in Chinese what is wrong
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date
from functools import lru_cache
from types import MappingProxyType

from workflows.words import Term

SATURDAY = 5
_LONGEST_ECHO = 60  # a wrong file is answered, not repeated


class DayChange(Term):
    """What a notice makes of a day."""

    OFF = "off", "放假"
    WORK = "work", "上班"


class StatutoryDay(Term):
    """Holidays on fixed dates of the solar calendar, and the source for a year without a notice."""

    NEW_YEAR = "new_year", "元旦"
    LABOUR_DAY = "labour_day", "劳动节"
    NATIONAL_DAY = "national_day", "国庆节"
    LAW = "law", "《全国年节及纪念日放假办法》"


class NoticeFault(Term):
    """What can be wrong with a notice; the label takes the place or the value."""

    FORM_UNKNOWN = "form_unknown", "放假安排须是 .toml 或 .csv 文件，收到的是“{}”"
    UNREADABLE = "unreadable", "第 {} 行读不懂，请检查日期是否存在、引号和括号是否成对"
    FIELD_MISSING = "field_missing", "缺少“{}”"
    FIELD_UNKNOWN = "field_unknown", "不认识的项目“{}”，请检查拼写"
    FIELD_MALFORMED = "field_malformed", "“{}”的写法不对"
    ROWS_DISAGREE = "rows_disagree", "各行的年份或来源不一致：“{}”"
    NO_SUCH_YEAR = "no_such_year", "“{}”不是年份"
    NO_SUCH_DATE = "no_such_date", "“{}”不是存在的日期，应写作 2022-10-01 这样"
    KIND_UNKNOWN = "kind_unknown", "“{}”不是 off（放假）或 work（上班）"
    WRONG_YEAR = "wrong_year", "{} 不在这一年内；跨年的日子请写入它所在年份的文件"
    DUPLICATE = "duplicate", "{} 列了不止一次"
    BOTH = "both", "{} 既列为放假又列为上班"
    ALREADY_WORKING = "already_working", "{} 本来就是工作日，不应列为上班"
    STATUTORY_MISSING = "statutory_missing", "{} 是法定节日，通知中却没有放假"
    YEAR_TWICE = "year_twice", "{} 年有不止一份文件"

    def at(self, place: object) -> str:
        """Return the sentence that a person reads."""
        return self.label.format(str(place)[:_LONGEST_ECHO])


class NoticeMalformed(ValueError):  # noqa: N818 - named as ProcedureMalformed is: an answer to the one who imports
    """The notice cannot be taken over; nothing of it is."""

    def __init__(self, faults: Iterable[str]) -> None:
        """Keep every fault, so that one correction mends them all."""
        self.faults = tuple(faults)
        super().__init__("；".join(self.faults))


# 全国年节及纪念日放假办法 art. 2; 2 May since the revision in force from 2025.
_FIXED = (
    (1, 1, StatutoryDay.NEW_YEAR, MINYEAR),
    (5, 1, StatutoryDay.LABOUR_DAY, MINYEAR),
    (5, 2, StatutoryDay.LABOUR_DAY, 2025),
    (10, 1, StatutoryDay.NATIONAL_DAY, MINYEAR),
    (10, 2, StatutoryDay.NATIONAL_DAY, MINYEAR),
    (10, 3, StatutoryDay.NATIONAL_DAY, MINYEAR),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialDay:
    """A day that a notice names: off, or a weekend day worked in exchange."""

    day: date
    change: DayChange
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayYear:
    """The special days of one year, and where they are known from."""

    year: int
    source: str
    announced: bool
    days: tuple[SpecialDay, ...]
    checked_against: tuple[str, ...] = ()
    """Public data sets that agree with it day by day."""
    special: Mapping[date, SpecialDay] = field(init=False, repr=False, compare=False)
    working: tuple[int, ...] = field(init=False, repr=False, compare=False)
    """The ordinals of its working days, in order: sums of working days are searches in it."""

    def __post_init__(self) -> None:
        """Refuse a year that cannot be, and lay out its working days."""
        if faults := tuple(self._faults()):
            raise NoticeMalformed(faults)
        special = {each.day: each for each in self.days}
        object.__setattr__(self, "special", MappingProxyType(special))
        object.__setattr__(self, "working", tuple(_working_ordinals(self.year, special=special)))

    def _faults(self) -> Iterator[str]:
        changes = {(each.day, each.change) for each in self.days}
        told = Counter((each.day, each.change) for each in self.days)
        yield from (NoticeFault.DUPLICATE.at(day) for (day, _), times in told.items() if times > 1)
        kinds = Counter(day for day, _ in changes)
        yield from (NoticeFault.BOTH.at(day) for day, times in kinds.items() if times > 1)
        for each in self.days:
            if each.day.year != self.year:
                yield NoticeFault.WRONG_YEAR.at(each.day)
            if each.change is DayChange.WORK and each.day.weekday() < SATURDAY:
                yield NoticeFault.ALREADY_WORKING.at(each.day)
        if self.announced:
            yield from self._statutory_days_missing()

    def _statutory_days_missing(self) -> Iterator[str]:
        """A notice cut short must not make a whole year count as announced."""
        off = {each.day for each in self.days if each.change is DayChange.OFF}
        for each in fixed_days(self.year):
            if each.day.weekday() < SATURDAY and each.day not in off:
                yield NoticeFault.STATUTORY_MISSING.at(each.day)


def fixed_days(year: int) -> tuple[SpecialDay, ...]:
    """Return the statutory holidays whose dates need no almanac and no notice."""
    return tuple(
        SpecialDay(day=date(year, month, day), change=DayChange.OFF, name=name.label)
        for month, day, name, since in _FIXED
        if year >= since
    )


@lru_cache(maxsize=32)
def statutory_year(year: int) -> HolidayYear:
    """Return the stand-in for a year nothing is known of: weekends and the fixed statutory days."""
    if not MINYEAR <= year <= MAXYEAR:
        raise OverflowError(year)
    return HolidayYear(
        year=year, source=StatutoryDay.LAW.label, announced=False, days=fixed_days(year)
    )


def _working_ordinals(year: int, *, special: Mapping[date, SpecialDay]) -> Iterator[int]:
    for ordinal in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1):
        day = date.fromordinal(ordinal)
        named = special.get(day)
        if named.change is DayChange.WORK if named else day.weekday() < SATURDAY:
            yield ordinal
