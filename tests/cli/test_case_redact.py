"""`xianshen case redact`: the copy with cuts comes in as the next version."""

from __future__ import annotations

import pytest


@pytest.fixture
def case(received) -> str:
    return str(received["case"])


def test_what_is_personal_is_cut_and_the_copy_is_the_next_version(xianshen, case):
    said = xianshen("case", "redact", case, "--all-personal", "--by", "li")
    left = xianshen("case", "show", case, "--json").told

    assert said.code == 0, said.err
    assert "删减稿由系统制作：第1个文件删去 1 处" in said.out
    assert "已作为第 2 稿提交" in said.out
    assert "未处置的疑点 0 项" in said.out
    assert (left["version"], left["findings"]) == (2, [])


def test_scripts_are_told_where_it_is_now(xianshen, case):
    (phone,) = xianshen("case", "show", case, "--json").told["findings"]

    told = xianshen("case", "redact", case, "--findings", phone["id"], "--by", "li", "--json").told

    assert told == {"case": case, "stage": "returned", "rev": 2, "version": 2, "open": 0}


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("没有写明要删去哪些疑点", ()),
        ("没有编号为“1-0”的疑点", ("--findings", "1-0")),
    ],
)
def test_a_refusal_leaves_the_paper_as_it_was(xianshen, case, said, asked):
    refused = xianshen("case", "redact", case, *asked, "--by", "li")

    assert refused.code == 1
    assert said in refused.err
    assert xianshen("case", "show", case, "--json").told["version"] == 1
