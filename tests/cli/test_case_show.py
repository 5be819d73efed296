"""What the terminal tells of a case: nobody decides blind, scripts get identifiers."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest

from tests.cli.conftest import NOTHING_FOUND, receive
from workflows.loading import shipped_procedures

MINUTES = "关于研究预算编制口径的会议纪要\n会上提出两种意见，未形成一致结论。\n"
WITHHELD = {
    "mode": "不予公开",
    "exemption": "过程性信息",
    "deliberative_kind": "讨论记录",
    "article": "第十六条第二款",
    "reasons": "记录的是两种尚未定案的编制口径，提前传出会误导编报",
}
MOMENT = re.compile(r"20\d\d-\d\d-\d\d \d\d:\d\d")


def given(**values: str) -> list[str]:
    return [word for key, value in values.items() for word in ("--set", f"{key}={value}")]


@pytest.fixture
def withheld(xianshen, demo_office, tmp_path) -> str:
    """A paper that 李明 proposes to withhold; 王芳 and 孙强 agree, 顾平 is to decide."""
    path = tmp_path / "纪要.txt"
    path.write_text(MINUTES, encoding="utf-8")
    received = xianshen(*receive(path)).told
    case = received["case"]
    received_at = xianshen("case", "show", case, "--json").told["trail"][0]["at"]
    until = a_month_after(received_at)
    words = given(**WITHHELD, reassess_on=until)
    assert xianshen("step", case, "propose", "--by", "li", *words).code == 0
    for login, action in (("wang", "verify"), ("sun", "pass_check")):
        if action == "pass_check":
            file = received["files"][0]["sha256"]
            assert xianshen("case", "open", case, file, "--by", login).code == 0
        words = given(checklist=NOTHING_FOUND) if action == "pass_check" else ()
        said = xianshen(
            *("step", case, action, "--by", login, "--opinion", f"{login}同意不公开"), *words
        )
        assert said.code == 0, said.err
    return str(case)


def a_month_after(instant: str) -> str:
    return (datetime.fromisoformat(instant) + timedelta(days=30)).date().isoformat()


def test_the_trail_is_told_in_identifiers_with_labels_beside_them(xianshen, withheld):
    trail = xianshen("case", "show", withheld, "--json").told["trail"]

    stages = shipped_procedures()["publication"].stages
    assert [(each["from"], each["to"]) for each in trail] == [
        (None, "attribution"),
        ("attribution", "section_review"),
        ("section_review", "check"),
        ("check", "approval"),
    ]
    assert [each["to_label"] for each in trail] == [stages[each["to"]].label for each in trail]
    assert trail[0]["from_label"] is None
    assert trail[-1]["from_label"] == "保密审查"
    assert [each["role"] for each in trail] == [
        *("drafter", "drafter", "section_head", "confidentiality_officer"),
    ]


def test_whoever_decides_reads_what_everybody_said(xianshen, withheld):
    told = xianshen("case", "show", withheld, "--by", "gu").out

    assert "审批；尚未公开；公开属性：核定不予公开" in told
    for line in (
        "拟定不予公开 李明（承办人）", "核定不予公开 王芳（科室负责人）",
        "核定不予公开 孙强（保密审查员）", "过程性信息；讨论记录；政府信息公开条例第十六条第二款",
        "记录的是两种尚未定案的编制口径", "保密审查 孙强（保密审查员）",
        "sun同意不公开",
    ):  # fmt: skip
        assert line in told, line
    history = told[told.index("经过：") :].splitlines()[1:]
    assert all(MOMENT.match(line.strip()) for line in history if "：" in line and "转入" in line)
    assert sum("转入" in line for line in history) == 4


def test_what_was_agreed_is_offered_first_and_the_rest_names_who_differs(xianshen, withheld):
    told = xianshen("case", "show", withheld, "--by", "gu").out

    offered = told[told.index("可办：") : told.index("不可办：")]
    actions = re.findall(r"^  ([a-z_]+) ", offered, re.MULTILINE)
    assert actions[0] == "decide_withheld"
    assert "decide_withheld 定为不予公开（在册）（与已有的意见一致）" in offered
    full = offered[offered.index("decide_in_full") :]
    assert "▲ 与已有意见不同：李明（承办人）拟定不予公开；王芳（科室负责人）核定不予公开" in full


def test_each_need_is_told_with_its_label_and_what_may_be_written(xianshen, withheld):
    told = xianshen("case", "show", withheld, "--by", "gu").out

    for line in (
        "须填 opinion（意见）：写在 --opinion 之后",
        "须填 exemption（不予公开理由）：法律、行政法规禁止公开（prohibited_by_law）、",
        "须填 article（条款）",
        "须填终止条件，三选一：reassess_on（评估日）；opens_on（到期公开日）；on_event（评估事件）和",
        "可填 deliberative_kind（过程性信息种类）：讨论记录（discussion_record）",
        "可填 work_secret_mark（工作秘密标记）：是（yes）、否（no）",
        "可填 subjects（涉及的个人或企业事项）：税费缴纳（taxes）",
    ):
        assert line in told, line


def test_who_proposes_is_told_what_each_mode_asks_for(xianshen, received):
    told = xianshen("case", "show", received["case"], "--by", "li").out

    assert "须填 mode（公开属性）：主动公开（proactive）、依申请公开（on_request）" in told
    assert "依申请公开的，填 on_request_reason（依申请公开理由）：" in told
    assert "不予公开的，填 exemption（不予公开理由）：" in told
    assert "公开属性：还没有人提出" in told


def test_open_findings_are_told_with_number_place_and_state(xianshen, received):
    told = xianshen("case", "show", received["case"]).out

    assert "疑点 1 项，未处置 1 项：" in told
    assert re.search(r"1 1-\w+ \[须确认\] .* 待处置", told)
    assert re.search(r"通知\.txt，第\d+段；person\.mobile", told)


def test_a_box_is_named_by_either_word(xianshen, received):
    for word in ("open", "在办"):
        listed = xianshen("case", "list", "--box", word, "--json").told
        assert [each["case"] for each in listed] == [received["case"]]
    wrong = xianshen("case", "list", "--box", "抽屉")
    assert wrong.code == 2
    assert (
        "待办（mine）、在办（open）、已办（done）、待答复（asked）、抄送（copied）、全部（all）"
        in wrong.err
    )


@pytest.mark.parametrize("word", ["mine", "已办", "asked", "抄送"])
def test_a_box_of_ones_own_is_somebodys(xianshen, received, word):
    """Without a name it would hold every case there is."""
    nobodys = xianshen("case", "list", "--box", word)

    assert nobodys.code == 2
    assert "须用 --by" in nobodys.err
    assert received["case"] not in nobodys.out


def test_places_are_said_in_the_words_of_the_office(xianshen, tmp_path):
    path = tmp_path / "通知.txt"
    path.write_text("第一行\n第二行\n联系电话：13812345678\n", encoding="utf-8")

    told = xianshen("check", path).out

    assert "person.mobile（第3段）" in told
    assert "paragraph" not in told
    assert "start" not in told


def test_what_was_found_at_receipt_is_told_at_once(xianshen, demo_office, tmp_path):
    path = tmp_path / "补助.txt"
    path.write_text("申报人身份证号：11010519491231002X，手机：13812345678。\n", encoding="utf-8")

    told = xianshen(*receive(path)[:-1]).out

    assert "检测有疑点：阻断 1 项，须确认 1 项。" in told
    assert "有阻断的疑点" in told
    assert "没有发现疑点" not in told


def test_a_file_nobody_read_is_told_first_and_never_as_clean(xianshen, demo_office, tmp_path):
    path = tmp_path / "坏.pdf"
    path.write_bytes(b"%PDF-1.7\nnothing of a PDF")

    said = xianshen(*receive(path)[:-1])

    assert said.code == 0
    assert "■ 没有经过检测：坏.pdf（" in said.out
    assert "本件被阻断，须由两人阅看签名" in said.out
    assert "没有发现疑点" not in said.out
    case = re.search(r"审查件 (\d{4}-\d{4})", said.out)[1]
    shown = xianshen("case", "show", case).out
    assert shown.index("■ 1 个文件没有经过检测") < shown.index("可办：")
    (line,) = xianshen("case", "list", "--json").told
    assert line["unread"] == 1
    assert "■ 1" in xianshen("case", "list").out


def test_a_clean_paper_is_told_as_unsuspicious_and_no_more(xianshen, demo_office, tmp_path):
    path = tmp_path / "通知.txt"
    path.write_text("关于报送台账的通知\n请按时报送。\n", encoding="utf-8")

    told = xianshen(*receive(path)[:-1]).out

    assert "未见疑点不等于可以公开" in told


def test_a_co_signer_reads_which_disposal_is_signed_and_signs_no_other(
    xianshen, demo_office, received
):
    """Who saw the first does not sign the second."""
    case = received["case"]
    (finding,) = xianshen("case", "show", case, "--json").told["findings"]
    mine = ("dispose", case, finding["id"], "--as", "lawful", "--by", "zhou", "--reason")
    xianshen(*mine, "值班电话，依法应当公开")
    xianshen(*mine, "值班电话，另有依据")

    (told,) = xianshen("case", "show", case, "--json").told["findings"]
    shown = xianshen("case", "show", case).out
    stale = xianshen("cosign", case, finding["id"], "--disposal", "1", "--by", "sun")

    assert told["disposal"]["number"] == 2
    assert "第 2 次处置" in shown
    assert stale.code == 1
    assert "处置已被更改" in stale.err
