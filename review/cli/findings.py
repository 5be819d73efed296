"""`xianshen dispose`, `cosign` and `read-by-people`: the ways out of a finding."""

from __future__ import annotations

from pathlib import Path

from review.cli.handing import text_of
from review.cli.kinds import Word
from review.cli.office import the_caller, the_office
from review.cli.printing import say
from review.cli.speech import A_FILE, argument, by, command, option
from review.commands import Cosign, Dispose, ReadByPeople
from review.domain.vocabulary import DisposalKind

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


@command("cosign", help="复签他人对阻断疑点的处置。")
@the_case
@the_finding
@by
def cosign(*, reference: str, finding: str, login: str) -> None:
    """Sign under another's disposal."""
    with the_office() as office:
        office.do(Cosign(case=reference, finding=finding), caller=the_caller(office, login))
    say("已复签。")


@command(
    "read-by-people",
    help=(
        "登记一人对机器无法检测的文件的阅看；须有两人各办一次。\n"
        "检查清单是 UTF-8 文本，每行一项：项目=是、否 或 不能确定，可在其后加“；说明”。"
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
