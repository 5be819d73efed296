"""What can happen to a deadline, and how long the law gives.

EventsMalformed           the events cannot have happened in this order
LimitMalformed            a limit or an extension that nobody can grant
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from workflows.words import Term

_LONGEST = 1000  # no limit of this law comes near; a slip of the keyboard must not count for years


class Unit(Term):
    """In what a limit is counted; calendar days run through holidays, and end on the very day."""

    WORKING = "working", "工作日"
    CALENDAR = "calendar", "日"


class EventKind(Term):
    """What can happen to a deadline."""

    START = "start", "开始计时"
    PAUSE = "pause", "暂停计时"
    RESUME = "resume", "恢复计时"
    RESTART = "restart", "重新计时"
    EXTEND = "extend", "延长期限"


class EventFault(Term):
    """Why events cannot be folded; the label takes the day and the event."""

    NOTHING_HAPPENED = "nothing_happened", "还没有开始计时"
    NOT_STARTED = "not_started", "{}“{}”之前没有开始计时"
    STARTED_TWICE = "started_twice", "{}“{}”：已经开始计时，重新起算请用“重新计时”"
    NOT_PAUSED = "not_paused", "{}“{}”之前没有暂停计时"
    PAUSED_TWICE = "paused_twice", "{}“{}”：已经暂停"
    BACK_IN_TIME = "back_in_time", "{}“{}”早于前一事项的日期"


class LimitFault(Term):
    """Why a number of days cannot be granted."""

    OUT_OF_RANGE = "out_of_range", "天数应在 1 到 {} 之间"
    APPROVER_MISSING = "approver_missing", "延长期限须有批准人"


class LimitMalformed(ValueError):  # noqa: N818 - named as ProcedureMalformed is
    """A limit or an extension that nobody can grant."""

    def __init__(self, fault: LimitFault) -> None:
        """Name what is wrong with it."""
        super().__init__(fault.label.format(_LONGEST))
        self.fault = fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How long the law gives."""

    days: int
    unit: Unit = Unit.WORKING

    def __post_init__(self) -> None:
        """Refuse what no law gives."""
        _refuse_out_of_range(self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """The clock starts: a paper is received, made or signed."""

    kind: ClassVar[EventKind] = EventKind.START
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """The clock stops: a third party or a co-maker is asked (条例 32, 34)."""

    kind: ClassVar[EventKind] = EventKind.PAUSE
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume:
    """The clock goes on where it stopped."""

    kind: ClassVar[EventKind] = EventKind.RESUME
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Restart:
    """The clock starts anew: a corrected application is received (条例 30)."""

    kind: ClassVar[EventKind] = EventKind.RESTART
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Extend:
    """More days are granted (条例 33); whether in time is for the procedure to say."""

    kind: ClassVar[EventKind] = EventKind.EXTEND
    on: date
    days: int
    approver: str

    def __post_init__(self) -> None:
        """Refuse an extension that nobody approved."""
        _refuse_out_of_range(self.days)
        if not self.approver.strip():
            raise LimitMalformed(LimitFault.APPROVER_MISSING)


Event = Start | Pause | Resume | Restart | Extend


class EventsMalformed(ValueError):  # noqa: N818 - named as ProcedureMalformed is
    """The events cannot have happened in this order."""

    def __init__(self, fault: EventFault, *, event: Event | None = None) -> None:
        """Name the event that does not fit, if there is one at all."""
        place = () if event is None else (event.on, event.kind.label)
        super().__init__(fault.label.format(*place))
        self.fault, self.event = fault, event


def _refuse_out_of_range(days: int) -> None:
    if not 1 <= days <= _LONGEST:
        raise LimitMalformed(LimitFault.OUT_OF_RANGE)
