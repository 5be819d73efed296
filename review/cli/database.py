# ruff: noqa: PLC0415 - asking for help loads no framework
"""`xianshen db` and `xianshen doctor`: the schema, and whether live data keeps its invariants."""

from __future__ import annotations

from review.cli.office import the_office
from review.cli.printing import patience, print_json, print_table, say, warn
from review.cli.speech import Group, WrongUseError, as_json, command

db = Group("db", members={"upgrade": "database:upgrade"}, help="数据库。")


@command(
    "upgrade",
    help=(
        "把数据库升级到本版本；没有数据库的，建立一个。由数据库的属主运行。\n"
        "关口（触发器）有缺失或停用的，补齐并逐一列出；"
        "设了 XIANSHEN_RUNTIME_ROLE 的，授予运行账号所需的权限。"
    ),
)
def upgrade() -> None:
    """Bring the schema up to date, put back what guards are absent, and let the role work."""
    from review.storage.posts import put_back
    from review.storage.runtime_role import RoleMissing, let_work

    with the_office(may_create=True, is_guarded=False) as office:
        place = office.settings.data_dir
        absent = put_back(office.database)
        try:
            role = let_work(office.database, office.settings.runtime_role)
        except RoleMissing as missing:
            raise WrongUseError(f"数据库里没有运行账号“{missing}”，请先建立它。") from None
    for name in absent:
        warn(f"已补齐关口 {name}：原来缺失、被改或被停用，请查明原因。")
    if role:
        say(f"已向 {role} 授予运行所需的权限。")
    say(f"数据库已是本版本的结构，数据目录：{place}")


@command(
    "doctor",
    help=(
        "在现有数据上检查不变式；有不符的，退出码 1；提示不算不符。\n"
        "账号设置方式的各项规定、这台机器能不能识别扫描件和图片上的文字，也一并说明。"
    ),
)
@as_json
def doctor(*, as_json: bool) -> int:
    """Examine the invariants on live data."""
    from review.services.account_rules import account_sets
    from review.services.directory_check import wanting
    from review.services.doctor import examine, exposed, lacking

    patience("正在检查……")
    with the_office(is_guarded=False) as office:
        lacks = tuple(lacking())
        directory = office.settings.directory
        fails = tuple(wanting(directory))
        complaints = (*office.ask(examine), *office.ask(exposed), *lacks, *fails)
        sets = office.ask(account_sets)
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
        for each in sets:
            say(f"账号设置方式（{each.agency}）：{each.label}")
            print_table(("项目", "规定"), each.lines, none="")
        if not lacks:
            say("扫描件和图片上的文字可以识别。")
        if directory and not fails:
            say("单位目录按设置可以询问。")
    return 0 if all(each.is_note for each in complaints) else 1
