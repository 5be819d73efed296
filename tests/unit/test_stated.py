"""What a paper says of itself on its face, as the office prints it and as people type it."""

from __future__ import annotations

from datetime import date

import pytest

from review.domain.stated import NOTHING, stated_in
from review.domain.vocabulary import DocumentKind

PRINTED = (
    "云溪区财政局文件",
    "云财〔2026〕12号　　　　签发人：顾平",
    "云溪区财政局关于印发《云溪区区级预算",
    "绩效管理办法（试行）》的通知",
    "区级各预算单位：",
    "现将《云溪区区级预算绩效管理办法（试行）》印发给你们，请遵照执行。",
    "附件：1. 自评表",
    "　　　　　　　　云溪区财政局",
    "　　　　　　　　2026年11月9日",
    "（此件公开发布）",
    "云溪区财政局办公室　　2026年11月10日印发",
)


def test_a_printed_paper_says_all_of_it():
    said = stated_in(PRINTED)

    assert said.number == "云财〔2026〕12号"
    assert said.title == "云溪区财政局关于印发《云溪区区级预算绩效管理办法（试行）》的通知"
    assert said.kind is DocumentKind.NOTICE
    assert said.dated == date(2026, 11, 9)
    assert said.addressees == "区级各预算单位"


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("云财〔2026〕12号", "云财〔2026〕12号"),
        ("云财[2026]12号", "云财〔2026〕12号"),
        ("云 财（２０２６）１２号", "云财〔2026〕12号"),
        ("云财﹝2026﹞第3号", "云财〔2026〕3号"),
        ("根据云财〔2026〕12号文件精神", ""),
        ("云财〔1026〕12号", ""),
    ],
)
def test_the_number_stands_by_itself(line, number):
    assert stated_in(["云溪区财政局文件", line, "关于报送预算的通知"]).number == number


@pytest.mark.parametrize(
    ("lines", "title", "kind"),
    [
        (["关于报送预算的通知", "各科室："], "关于报送预算的通知", DocumentKind.NOTICE),
        (["关 于 报 送", "预 算 的 通 知"], "关于报送预算的通知", DocumentKind.NOTICE),
        (["云溪区财政局关于补助口径的复函"], "云溪区财政局关于补助口径的复函", DocumentKind.LETTER),
        (["关于征求意见的函"], "关于征求意见的函", DocumentKind.LETTER),
        (["局长办公会会议纪要"], "局长办公会会议纪要", DocumentKind.MINUTES),
        (["2026年度部门预算公开表", "单位：万元"], "2026年度部门预算公开表", None),
        (["会议于九点开始。", "出席人员如下。"], "", None),
        ([], "", None),
    ],
)
def test_a_title_ends_with_its_kind_and_a_table_with_neither(lines, title, kind):
    said = stated_in(lines)

    assert (said.title, said.kind) == (title, kind)


@pytest.mark.parametrize(
    ("line", "dated"),
    [
        ("2026年1月5日", date(2026, 1, 5)),
        ("二〇二六年十一月二十三日", date(2026, 11, 23)),
        ("二○二六年一月十日", date(2026, 1, 10)),
        ("二零二六年十二月三十一日", date(2026, 12, 31)),
        ("２０２６年１月５日", date(2026, 1, 5)),
        ("2026年2月30日", None),
        ("2026年1月5日印发", None),
        ("请于2026年1月5日前报送", None),
    ],
)
def test_the_date_is_a_line_of_its_own(line, dated):
    assert stated_in(["关于报送预算的通知", "各科室：", "请报送。", line]).dated == dated


def test_of_nothing_nothing_is_said():
    assert stated_in(["", "　　", "\u200b"]) == NOTHING


def test_a_long_body_is_not_searched_for_a_title():
    lines = [f"第{number}条 内容如下。" for number in range(60)]

    assert stated_in([*lines, "关于附带事项的通知"]).title == ""
