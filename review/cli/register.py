# ruff: noqa: PLC0415 - asking for help loads no framework
"""`xianshen register`: what is kept from the public, as a table for the office."""

from __future__ import annotations

from dataclasses import asdict
from typing import IO, TYPE_CHECKING

from review.cli.kinds import Choice, Day, Whole, Word
from review.cli.office import the_office, who
from review.cli.printing import print_json, print_table
from review.cli.saving import place_for, refuse_bare_place, saved_at
from review.cli.speech import A_PATH, WrongUseError, as_json, command, option
from review.domain.vocabulary import DisclosureMode, Exemption, OnRequestReason

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from review.commands import Caller
    from review.records.register_sheet import RegisterLine
    from review.services.kept_back import Sought
    from review.services.work import Work

NAME = "不公开信息台账"
GROUNDS = tuple(word for kind in (Exemption, OnRequestReason) for word in kind)


@command(
    "register",
    help=(
        "不公开信息台账：不予公开、依申请公开的每一件，理由、条款、终止条件、已满几个月、下次评估日。\n"
        "不写 --format 的，列在屏幕上；写了的，存为当前文件夹里的“不公开信息台账.格式”，"
        "或者 -o 指定的地方，-o - 输出到标准输出。表格里没有公式。"
    ),
)
@option("--format", "form", type=Choice("xlsx", "csv"), help="格式")
@option("-o", "--output", type=A_PATH, metavar="路径", help="存到哪里")
@option("--mode", type=Word(DisclosureMode), help="只列这种公开属性的")
@option("--ground", help="只列这种理由的，如 过程性信息、只涉及特定人")
@option("--section", help="只列这个科室的")
@option("--due-by", type=Day(), help="只列这一天以前须评估的")
@option("--years", type=Whole(1, 99), help="只列不公开已满几年的")
@option("--query", default="", help="标题、文号、自述理由中的词，空格分开")
@option("--by", "login", metavar="用户", help="以谁的身份查看")
@as_json
def register(  # noqa: PLR0913 - each is an option
    *,
    form: str | None,
    output: Path | None,
    mode: DisclosureMode | None,
    ground: str | None,
    section: str | None,
    due_by: date | None,
    years: int | None,
    query: str,
    login: str | None,
    as_json: bool,
) -> None:
    """List or write the register."""
    from review.domain.searching import plain, words_in
    from review.services.kept_back import Sought

    refuse_bare_place(output, form)
    sought = Sought(
        words=words_in(plain(query)),
        mode=mode,
        ground=_ground(ground),
        section=section,
        due_by=due_by,
        years=years or 0,
    )
    if form is None:
        _list(sought, login, as_json=as_json)
    else:
        _write(sought, login, form=form, path=place_for(output, usual=f"{NAME}.{form}"))


def _list(sought: Sought, login: str | None, *, as_json: bool) -> None:
    from review.services.register import register_lines

    def asked(work: Work, caller: Caller | None) -> list[RegisterLine]:
        return list(register_lines(work, sought=sought, caller=caller))

    with the_office() as office:
        lines = office.ask(asked, who(office, login))
    if as_json:
        print_json([asdict(line) for line in lines])
        return
    rows = [
        (
            str(line.reassess_on or ""),
            "已到期" if line.is_overdue else "",
            line.mode,
            line.ground,
            str(line.months),
            line.section,
            line.title,
        )
        for line in lines
    ]
    heads = ("下次评估", "", "属性", "理由", "已满月", "科室", "标题")
    print_table(heads, rows, none="台账里没有这样的公文。")


def _write(sought: Sought, login: str | None, *, form: str, path: Path) -> None:
    with the_office() as office:
        caller = who(office, login)
        with saved_at(path) as out:
            office.ask(_written, out=out, sought=sought, form=form, caller=caller)


def _written(
    work: Work, *, out: IO[bytes], sought: Sought, form: str, caller: Caller | None
) -> None:
    from review.records.register_sheet import register_csv, write_register
    from review.services.register import register_lines

    lines = register_lines(work, sought=sought, caller=caller)
    if form == "xlsx":
        write_register(out, lines)
        return
    for piece in register_csv(lines):
        out.write(piece)


def _ground(said: str | None) -> Exemption | OnRequestReason | None:
    if said is None:
        return None
    for word in GROUNDS:
        if said in (word.value, word.label):
            return word
    allowed = "、".join(word.label for word in GROUNDS)
    raise WrongUseError(f"“{said}”不是可选的理由。可填：{allowed}。")
