"""What people are told when something will not do: what is wrong, and what to do next."""

from __future__ import annotations

import pytest

from review.cli import root
from tests.cli.conftest import receive

TODAY = ("--title", "另一件", "--kind", "通知", "--source", "own", "--by", "li")


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "另一件.txt"
    path.write_text("关于召开春季安全生产会议的通知\n\n各科室：\n请按时到会。\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("day", ["2199-01-01", "1949-09-30", "1023-05-06"])
def test_a_paper_of_a_day_that_cannot_be_is_refused(xianshen, demo_office, paper, day):
    said = xianshen("receive", paper, *TODAY, "--section", "办公室", "--dated", day)

    assert said.code == 1
    assert "成文日期须在1949-10-01至" in said.err
    assert f"现为{day}" in said.err
    assert xianshen("case", "list", "--json").told == []


def test_a_paper_pasted_into_its_title_is_called_too_long(xianshen, demo_office, paper):
    long = ("--title", "长" * 301, *TODAY[2:])

    said = xianshen("receive", paper, *long, "--section", "办公室")

    assert said.code == 1
    assert "标题太长：最多300个字，现有301个。" in said.err


def test_an_empty_file_is_called_empty(xianshen, demo_office, tmp_path):
    empty = tmp_path / "空.txt"
    empty.touch()

    said = xianshen("receive", empty, *TODAY, "--section", "办公室")

    assert said.code == 1
    assert "文件是空的，没有收下：“空.txt”" in said.err


def test_a_duplicate_is_named_by_its_case_and_title(xianshen, received, notice):
    said = xianshen(*receive(notice))

    assert said.code == 1
    assert f"审查件 {received['case']}，《关于开展春季义务植树活动的通知》" in said.err
    assert received["document"] not in said.err


def test_what_may_be_chosen_is_listed(xianshen, received, paper):
    no_section = xianshen("receive", paper, *TODAY, "--section", "人事科")
    no_genre = xianshen(
        *("receive", paper, "--title", "表", "--kind", "非公文类", "--source", "own"),
        *("--section", "办公室", "--by", "li"),
    )
    genre = xianshen("receive", paper, *TODAY, "--section", "办公室", "--genre", "名单目录")
    no_kind = xianshen("receive", paper, "--kind", "便条")
    no_step = xianshen("step", received["case"], "公布", "--by", "li")

    assert "没有科室“人事科”" in no_section.err
    assert "本机关的科室：办公室。" in no_section.err
    assert "可填：预决算表、公示公告、名单目录" in no_genre.err
    assert "是公文的，不写体裁" in genre.err
    assert "通知（notice）" in no_kind.err
    assert "没有“公布”这一步；有的是：" in no_step.err


def test_an_end_that_is_missing_names_the_fields(xianshen, received):
    said = xianshen(
        *("step", received["case"], "propose", "--by", "li", "--set", "mode=依申请公开"),
        *("--set", "on_request_reason=只涉及特定人"),
    )

    assert said.code == 1
    for name in ("终止条件", "到期公开日", "评估日", "评估事件", "最迟评估日"):
        assert f"“{name}”" in said.err


def test_a_record_has_a_folder_to_lie_in(xianshen, received, tmp_path):
    lost = tmp_path / "没有" / "表.pdf"

    said = xianshen("record", received["case"], "--format", "pdf", "-o", lost)

    assert said.code == 2
    assert f"文件夹“{lost.parent}”不存在" in said.err


def test_a_record_that_cannot_be_written_says_why_in_chinese(xianshen, received, tmp_path):
    said = xianshen("record", received["case"], "--format", "json", "-o", tmp_path)

    assert said.code == 2
    assert "写不了（这是一个文件夹）" in said.err


def test_nothing_to_send_again_is_said(xianshen, demo_office):
    every, one = (xianshen("publish", "retry", *key, "--by", "chen") for key in ((), ("x",)))

    assert (every.code, one.code) == (0, 1)
    assert "没有需要重发的" in every.out
    assert "没有编号为“x”" in one.err


def test_a_broken_procedure_is_refused_with_its_line(xianshen, tmp_path):
    broken = tmp_path / "流程.toml"
    broken.write_text('name = "x"\nlabel = "某\n', encoding="utf-8")

    said = xianshen("procedure", "prove", broken)

    assert said.code == 1
    assert "第2行：不是有效的 TOML 文件" in said.err
    assert "Illegal" not in said.err


def test_no_fault_shows_what_python_calls_it(xianshen, demo_office, monkeypatch):
    def fault(*_: object, **__: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(root.root, "main", fault)
    said = xianshen("case", "list")

    assert said.code == 1
    assert "出了意外，未能办理" in said.err
    assert "事故号" in said.err
    assert "Error" not in said.err


def test_a_server_that_is_down_is_told_as_such(xianshen, data_dir, monkeypatch):
    data_dir.mkdir()
    url = "postgresql+psycopg://nobody@127.0.0.1:9/none"
    monkeypatch.setenv("XIANSHEN_DATABASE_URL", url)

    for asked in (("case", "list"), ("doctor",), ("publish", "status")):
        said = xianshen(*asked)

        assert said.code == 1
        assert "数据库没有应答" in said.err
        assert "XIANSHEN_DATABASE_URL" in said.err
        assert "Traceback" not in said.err


def test_a_certificate_that_is_none_is_refused_before_anything_is_promised(
    xianshen, demo_office, tmp_path
):
    certificate, key = tmp_path / "证书.pem", tmp_path / "私钥.pem"
    for file in (certificate, key):
        file.write_text("这不是证书", encoding="utf-8")

    said = xianshen("serve", "--port", "8443", "--certificate", certificate, "--key", key)

    assert said.code == 1
    assert "证书或者私钥用不了" in said.err
    assert "已启动" not in said.out


def test_what_is_usual_for_a_paper_is_told_with_its_rule_and_not_filled_in(
    xianshen, demo_office, paper
):
    words = ("--title", "关于增加编制的请示", "--kind", "请示", "--source", "own", "--by", "li")

    said = xianshen("receive", paper, *words, "--section", "办公室")

    assert said.code == 0, said.err
    assert "公开属性提示：一般为不予公开、过程性信息、请示报告" in said.out
    assert "规则 request_or_report" in said.out
    assert "系统不代填" in said.out
    (case,) = xianshen("case", "list", "--json").told
    shown = xianshen("case", "show", case["case"], "--json").told
    assert shown["mode"] is None


def test_a_preview_tells_the_latest_days_of_the_campaign(xianshen, demo_office):
    """2027-03-31 is a Wednesday: one day to publish, five to assess, five to flag."""
    said = xianshen("reassess", "preview", "--on", "2027-01-05")
    late = xianshen("reassess", "preview", "--on", "2027-03-31")

    assert said.code == late.code == 0
    assert "2027年度评估：" in said.out
    assert "最迟 2027-03-31 公开" in said.out
    assert "最迟 2027-03-30 进入观察期" in said.out
    assert "来不及在期限前办完" not in said.err
    assert "来不及在期限前办完" in late.err


def test_who_may_not_is_told_who_may(xianshen, demo_office, paper):
    """Offices in the order of the vocabulary, as an office would name them."""
    said = [
        xianshen("receive", paper, *TODAY[:-1], "wang", "--section", "办公室"),
        xianshen("user", "grant", "li", "发布员", "--by", "li"),
        xianshen("user", "confirm", "li", "发布员", "--by", "li"),
    ]

    assert [one.code for one in said] == [1, 1, 1]
    assert [one.err.splitlines()[1] for one in said] == [
        "请由承办人办理。",
        "请由安全保密管理员办理。",
        "请由分管领导、安全审计员办理。",
    ]


def test_an_empty_box_says_where_the_rest_lies(xianshen, demo_office):
    assert xianshen("case", "list").out == "没有在办的审查件；已经了结的用 --box all 查看。\n"
    assert xianshen("case", "list", "--box", "全部").out == "没有审查件。\n"
    assert xianshen("case", "list", "--box", "待办", "--by", "li").out == "没有待办的审查件。\n"
