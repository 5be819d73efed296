"""`xianshen beside`: what is done about a case beside its procedure."""

from __future__ import annotations

from review.cli.kinds import Whole, Word
from review.cli.office import the_caller, the_office
from review.cli.printing import print_json, say
from review.cli.speech import argument, as_json, by, command, option
from review.domain.vocabulary import SideAnswer, SideVerb
from review.side_commands import ActBeside


@command(
    "beside",
    help=(
        "流程以外的事，不改变环节、期限，也不扩大谁能看、谁能办：\n"
        "抄送：供阅知，用 --to 写明给谁，可多次；阅知：用 --of 写明哪一项抄送。\n"
        "催办：等结果的人提醒办理人，一天一次。\n"
        "转办：用 --to 写明转给谁、--reason 写明理由；转给自己即收回。\n"
        "加签、会签、委派：用 --to 写明请谁、--reason 写明请办什么；"
        "会签可用 --needed 写明须几人同意。\n"
        "答复：用 --of 写明哪一项、--answer 写明怎样答复、--reason 写意见；"
        "收回：用 --of 写明哪一项。\n"
        "各项的编号见 xianshen case show --json 的 beside。不能办的，退出码 1，并说明原因。"
    ),
)
@argument("reference", metavar="编号", help="审查件编号，如 2026-0001")
@argument("verb", type=Word(SideVerb), metavar="事项", help="事项的标识或名称")
@by
@option("--to", multiple=True, metavar="用户", help="给谁，可多次")
@option("--reason", "words", default="", help="理由或者意见")
@option("--needed", type=Whole(1, 1000), help="会签须几人同意；不写的，须全部同意")
@option("--answer", type=Word(SideAnswer), help="怎样答复")
@option("--of", type=Whole(1, 100_000_000), help="答复哪一项")
@option("--rev", type=Whole(1, 100_000_000), help="只在本件仍是这一次序时办理")
@as_json
def beside(  # noqa: PLR0913 - one for each option
    *,
    reference: str,
    verb: SideVerb,
    login: str,
    to: tuple[str, ...],
    words: str,
    needed: int | None,
    answer: SideAnswer | None,
    of: int | None,
    rev: int | None,
    as_json: bool,
) -> None:
    """Do one thing beside the procedure as this person."""
    asked = ActBeside(
        case=reference,
        verb=verb,
        to=to,
        words=words,
        needed=needed,
        answer=answer,
        of=of,
        expected_rev=rev,
    )
    with the_office() as office:
        number = office.do(asked, caller=the_caller(office, login))
    if as_json:
        print_json({"case": reference, "verb": verb.value, "number": number})
    else:
        say(f"已{verb.label}，记为本件流程以外的第 {number} 项。")
