# ruff: noqa: PLC0415 - asking for help loads no framework
"""`xianshen calendar`: working days, the notices they come from, and due dates."""

from __future__ import annotations

from datetime import MAXYEAR, date
from pathlib import Path
from typing import TYPE_CHECKING

from review.cli.handing import text_of
from review.cli.kinds import Day, Whole
from review.cli.office import has_database, the_caller, the_office
from review.cli.printing import print_json, print_table, say
from review.cli.speech import (
    A_FILE,
    Group,
    WrongUseError,
    argument,
    as_json,
    by,
    command,
    option,
)
from review.commands import ImportHolidays

if TYPE_CHECKING:
    from workflows.calendar import Calendar, DayNote
    from workflows.deadline import Deadline

calendar = Group(
    "calendar",
    members={
        "show": "calendar:show",
        "due": "calendar:due",
        "import": "calendar:import_notice",
    },
    help="工作日历：放假调休、期限计算、导入通知。",
)


@command("show", help="列出有通知的年份；给出年份的，列出该年的放假和调休上班日。")
@argument("year", required=False, type=Whole(1950, MAXYEAR - 1), metavar="[年份]", help="四位年份")
@as_json
def show(*, year: int | None, as_json: bool) -> None:
    """Tell the years that are known, or the special days of one."""
    known = _known()
    if year is None:
        _tell_years(known, as_json=as_json)
        return
    found = known.year(year)
    days = known.table(year)
    if as_json:
        told = {"year": year, "source": found.source, "provisional": not found.announced}
        print_json(told | {"days": [_note(each) for each in days]})
        return
    say(f"{year} 年{'' if found.announced else '（暂定）'}，依据：{found.source}")
    print_table(("日期", "安排"), [(str(each.day), each.label) for each in days], none="没有。")


@command("due", help="计算期限：收到之日不计，次日起算工作日。尚无放假通知的年份为暂定。")
@option("--from", "start", required=True, type=Day(), help="起算日，如收到之日")
@option("--days", required=True, type=Whole(1, 1000), help="工作日数")
@option("--explain", is_flag=True, help="逐日列出怎样计算")
@as_json
def due(*, start: date, days: int, explain: bool, as_json: bool) -> None:
    """Count working days from a day."""
    from workflows.clock_events import Limit, Start
    from workflows.deadline import deadline

    try:
        found = deadline([Start(on=start)], Limit(days=days), _known(), today=start)
    except OverflowError:
        raise WrongUseError("日期超出可以计算的范围。") from None
    if as_json:
        print_json(_deadline(found, start=start, limit=days))
        return
    uncertain = "、".join(str(each) for each in found.provisional_years)
    say(f"{found.due_on}" + (f"（暂定：{uncertain} 年尚无放假通知）" if uncertain else ""))
    if explain:
        print_table(("日期", "计算"), [_row(each) for each in found.days], none="")


@command(
    "import",
    help=(
        "导入一年的放假通知（TOML 或 CSV），由管理本系统的机关办理；各机关在办件的期限随之重算。"
    ),
)
@argument("file", type=A_FILE, metavar="文件", help="通知，格式见文档")
@by
def import_notice(*, file: Path, login: str) -> None:
    """Import a year's notice."""
    with the_office() as office:
        notice = ImportHolidays(text=text_of(file), name=file.name)
        moved = office.do(notice, caller=the_caller(office, login))
    say(f"已导入。本机关期限有变动的在办件：{moved} 件。")


def _known() -> Calendar:
    """Return what is shipped, with the notices imported here if there is a database."""
    if has_database():
        from review.services.calendars import calendar_of

        with the_office() as office:
            return office.ask(calendar_of)
    from review.shipped import shipped
    from workflows.holidays import calendar_from

    folder = shipped("data/reference/holidays")
    return calendar_from(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.toml")))


def _tell_years(known: Calendar, *, as_json: bool) -> None:
    years = sorted(known.years.values(), key=lambda each: each.year)
    if as_json:
        print_json(
            [
                {"year": each.year, "source": each.source, "provisional": not each.announced}
                for each in years
            ]
        )
        return
    rows = [(str(each.year), "" if each.announced else "暂定", each.source) for each in years]
    print_table(("年份", "", "依据"), rows, none="没有。")


def _deadline(found: Deadline, *, start: date, limit: int) -> dict[str, object]:
    return {
        "from": start,
        "days": limit,
        "due_on": found.due_on,
        "provisional": found.is_provisional,
        "provisional_years": list(found.provisional_years),
        "explanation": [_note(each) for each in found.days],
    }


def _note(each: DayNote) -> dict[str, object]:
    return {
        "day": each.day,
        "kind": each.kind.value,
        "holiday": each.holiday,
        "count": each.count,
        "provisional": each.is_provisional,
    }


def _row(each: DayNote) -> tuple[str, str]:
    return str(each.day), each.label + ("（暂定）" if each.is_provisional else "")
