"""`request`: how requests for a paper were answered, one by one and from a table."""

from __future__ import annotations

import pytest

from review.domain.vocabulary import RequestResult

TERMS = ("--requester", "甲公司", "--date", "2026-01-05", "--result", "given", "--by", "zhou")


@pytest.fixture
def paper(xianshen, demo_office, tmp_path) -> str:
    """A paper that 李明 has handed in, by its 发文字号."""
    file = tmp_path / "复函.txt"
    file.write_text("关于补助测算口径的复函\n", encoding="utf-8")
    number = "云财〔2026〕1号"
    said = xianshen(
        *("receive", file, "--title", "一件复函", "--kind", "letter", "--section", "办公室"),
        *("--source", "own", "--number", number, "--by", "li"),
    )
    assert said.code == 0, said.err
    return number


def test_a_request_is_entered_once_and_corrected_with_a_reason(xianshen, paper):
    first = xianshen("request", "add", paper, "--number", "申1", *TERMS, "--json")
    again = xianshen("request", "add", paper, "--number", "申1", *TERMS, "--json")
    other = [*TERMS]
    other[5] = RequestResult.REFUSED.label
    refused = xianshen("request", "add", paper, "--number", "申1", *other)
    put_right = xianshen(
        *("request", "add", paper, "--number", "申1", *other, "--correction", "看错", "--json")
    )

    assert (first.code, first.told["outcome"]) == (0, "entered")
    assert (again.code, again.told["outcome"]) == (0, "unchanged")
    assert refused.code == 1
    assert put_right.told["outcome"] == "corrected"
    listed = xianshen("request", "list", paper, "--by", "zhou", "--json").told
    assert [(one["result"], one["is_current"]) for one in listed] == [
        ("given", False),
        ("refused", True),
    ]


def test_a_table_gives_a_line_of_outcome_for_each_and_may_be_given_again(xianshen, paper, tmp_path):
    table = tmp_path / "申请.csv"
    rows = (
        "公文,申请编号,申请人,答复日期,答复结果",
        f"{paper},申1,甲公司,2026/1/5,予以公开",
        f"{paper},申2,乙公司,2026年1月5日,given",
        f"{paper},申3,丙公司,不久前,予以公开",
        f"{paper},申4,丁公司,2026-01-05,给了",
        "没有这件,申5,戊公司,2026-01-05,予以公开",
    )
    table.write_bytes("\n".join(rows).encode("gbk"))

    first = xianshen("request", "import", table, "--by", "zhou", "--json")
    again = xianshen("request", "import", table, "--by", "zhou")

    assert first.code == 1
    assert [(one["line"], one["outcome"]) for one in first.told] == [
        (2, "entered"),
        (3, "entered"),
        (4, "refused"),
        (5, "refused"),
        (6, "refused"),
    ]
    assert again.out.count("已登记过，相同") == 2
    assert "有 3 行没有登记" in again.err


def test_a_table_without_its_columns_is_refused(xianshen, paper, tmp_path):
    table = tmp_path / "申请.csv"
    table.write_text("公文,申请编号\n", encoding="utf-8")

    said = xianshen("request", "import", table, "--by", "zhou")

    assert said.code == 1
    assert "缺少这些栏目：申请人、答复日期、答复结果" in said.err
