# ruff: noqa: PLC0415 - asking for help loads no framework
"""`xianshen db` and `xianshen doctor`: the schema, and whether live data keeps its invariants."""

from __future__ import annotations

from review.cli.office import the_office
from review.cli.printing import patience, print_json, print_table, say
from review.cli.speech import Group, as_json, command

db = Group("db", members={"upgrade": "database:upgrade"}, help="数据库。")


@command("upgrade", help="把数据库升级到本版本；没有数据库的，建立一个。")
def upgrade() -> None:
    """Bring the schema up to date."""
    with the_office() as office:
        place = office.settings.data_dir
    say(f"数据库已是本版本的结构，数据目录：{place}")


@command(
    "doctor",
    help=(
        "在现有数据上检查不变式；有不符的，退出码 1；提示不算不符。\n"
        "这台机器能不能识别扫描件和图片上的文字，也一并说明。"
    ),
)
@as_json
def doctor(*, as_json: bool) -> int:
    """Examine the invariants on live data."""
    from review.services.doctor import examine, lacking

    patience("正在检查……")
    with the_office() as office:
        complaints = (*office.ask(examine), *lacking())
    if as_json:
        print_json(
            [
                {
                    "invariant": each.invariant,
                    "subject": each.subject,
                    "message": each.message,
                    "is_note": each.is_note,
                }
                for each in complaints
            ]
        )
    else:
        rows = [
            ("提示" if each.is_note else "不符", each.invariant, each.subject, each.message)
            for each in complaints
        ]
        print_table(("", "不变式", "对象", "情况"), rows, none="检查完毕，没有发现不符。")
        if not any(lacking()):
            say("扫描件和图片上的文字可以识别。")
    return 0 if all(each.is_note for each in complaints) else 1
