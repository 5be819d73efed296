# ruff: noqa: PLC0415 - asking for help loads no framework
"""`xianshen dispose`, `cosign` and `read-by-people`: the ways out of a finding."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from review.cli.handing import text_of
from review.cli.kinds import Whole, Word
from review.cli.office import the_caller, the_office
from review.cli.printing import say
from review.cli.speech import A_FILE, argument, by, command, option
from review.commands import Cosign, Dispose, ReadByPeople
from review.domain.errors import NoSuchFinding
from review.domain.vocabulary import DisposalKind

if TYPE_CHECKING:
    from review.bootstrap import Office
    from review.commands import Caller

READERS = 2
the_case = argument("reference", metavar="编号", help="审查件编号，如 2026-0001")
the_finding = argument("finding", metavar="疑点", help="疑点编号，见 xianshen case show")


@command("dispose", help="处置一个疑点。阻断的疑点还须另一人用 xianshen cosign 复签。")
@the_case
@the_finding
@option("--as", "kind", required=True, type=Word(DisposalKind), help="怎样处置")
@option("--reason", required=True, help="理由，用自己的话写")
@option("--article", help="依据的条款，阻断的疑点必填")
@by
def dispose(  # noqa: PLR0913 - one for each option
    *,
    reference: str,
    finding: str,
    kind: DisposalKind,
    reason: str,
    article: str | None,
    login: str,
) -> None:
    """Dispose of one finding."""
    disposal = Dispose(case=reference, finding=finding, kind=kind, reason=reason, article=article)
    with the_office() as office:
        office.do(disposal, caller=the_caller(office, login))
    say("已处置。")


@command(
    "cosign",
    help=(
        "复签他人对阻断疑点的处置。\n"
        "--disposal 写看到的是第几次处置；处置已被更改的，不予复签。不写的，显示现在的处置并复签。"
    ),
)
@the_case
@the_finding
@option("--disposal", type=Whole(1, 10_000), help="看到的是第几次处置，见 xianshen case show")
@by
def cosign(*, reference: str, finding: str, disposal: int | None, login: str) -> None:
    """Sign under another's disposal."""
    with the_office() as office:
        caller = the_caller(office, login)
        number = disposal or _shown(office, caller, reference=reference, finding=finding)
        office.do(Cosign(case=reference, finding=finding, disposal=number), caller=caller)
    say("已复签。")


def _shown(office: Office, caller: Caller, *, reference: str, finding: str) -> int:
    """Say which disposal is about to be signed, and return its number."""
    from review.services.case_pictures import case_view

    view = office.ask(case_view, reference, caller=caller)
    shown = next((one.disposal for one in view.findings if one.id == finding), None)
    if shown is None:
        raise NoSuchFinding(finding=finding)
    say(f"第 {shown.number} 次处置，{shown.by}：{shown.kind_label}，{shown.reason}")
    return shown.number


@command(
    "read-by-people",
    help=(
        "登记一人对机器无法检测的文件的阅看；须有两人各办一次。\n"
        "检查清单先用 xianshen checklist -o 文件 取空白的，填好后交来；\n"
        "每行一项：项目=是、否 或 不能确定，可在其后加“；说明”。"
    ),
)
@the_case
@argument("file", metavar="文件", help="文件在本件中的名称或 SHA-256")
@option("--checklist", required=True, type=A_FILE, metavar="文件", help="填好的检查清单")
@by
def read_by_people(*, reference: str, file: str, checklist: Path, login: str) -> None:
    """Enter one person's reading."""
    reading = ReadByPeople(case=reference, file=file, checklist=text_of(checklist))
    with the_office() as office:
        readers = office.do(reading, caller=the_caller(office, login))
    say(f"已登记，共 {readers} 人阅看。" + ("还须另一人阅看。" if readers < READERS else ""))
