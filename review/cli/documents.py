"""`xianshen take-down`, `reopen` and `trigger`: what befalls a paper after its case."""

from __future__ import annotations

from datetime import date

from review.cli.kinds import Day, Word
from review.cli.office import the_caller, the_office
from review.cli.printing import print_json, say
from review.cli.speech import argument, as_json, by, command, option
from review.commands import OpenCase, RecordTrigger, TakeDown
from review.domain.vocabulary import ENTERED, Trigger

DERIVED = tuple(trigger for trigger in Trigger if trigger not in ENTERED)
the_document = argument("document", metavar="公文", help="公文的编号或发文字号")


@command(
    "take-down",
    help=(
        "立即撤下已公开的公文；须另一人在一个工作日内确认。\n"
        "撤下后要再公开，须另行立案审查（xianshen reopen）。"
    ),
)
@the_document
@option("--reason", required=True, help="撤下的理由")
@option("--suspected-leak", is_flag=True, help="疑似泄密，二十四小时内须报告")
@by
@as_json
def take_down(
    *, document: str, reason: str, suspected_leak: bool, login: str, as_json: bool
) -> None:
    """Withdraw a public paper at once."""
    asked = TakeDown(document=document, reason=reason, is_suspected_leak=suspected_leak)
    with the_office() as office:
        stepped = office.do(asked, caller=the_caller(office, login))
    if as_json:
        print_json({"case": stepped.case, "stage": stepped.stage, "rev": stepped.rev})
    else:
        say(f"已撤下，撤下件 {stepped.case}，现在“{stepped.stage_label}”，须另一人确认。")


@command("reopen", help="对已在册、已撤下或有改动的公文另行立案，重新审查。")
@the_document
@option("--procedure", help="审查流程的名称，限于本机关开放的，见 xianshen procedure list")
@by
@as_json
def reopen(*, document: str, procedure: str | None, login: str, as_json: bool) -> None:
    """Open a new review of a paper that is here already."""
    asked = OpenCase(document=document, procedure=procedure)
    with the_office() as office:
        stepped = office.do(asked, caller=the_caller(office, login))
    if as_json:
        print_json({"case": stepped.case, "stage": stepped.stage, "rev": stepped.rev})
    else:
        say(f"已立案 {stepped.case}，现在“{stepped.stage_label}”。")


@command(
    "trigger",
    help=(
        "登记使公文须重新评估的事件，如答复已公开、第三方已同意、公民建议、已解密、文件已废止。\n"
        "登记答复件的，--reference 写答复件的发文字号，它在本机关公开后即到期评估。\n"
        "申请人数、到期、第三方逾期、规则变更由系统推算，不由人登记。"
    ),
)
@the_document
@option("--event", required=True, type=Word(Trigger, without=DERIVED), help="事件")
@option("--reference", required=True, help="依据的文号或编号")
@option("--date", "happened_on", required=True, type=Day(), help="事件的日期")
@by
def trigger(
    *, document: str, event: Trigger, reference: str, happened_on: date, login: str
) -> None:
    """Enter an event that brings a paper up for reassessment."""
    asked = RecordTrigger(
        document=document, trigger=event, reference=reference, happened_on=happened_on
    )
    with the_office() as office:
        office.do(asked, caller=the_caller(office, login))
    say("已登记，下次评估时处理。")
