"""docs/campaigns.md tells of real runs: what the tests record is what stands there."""

from __future__ import annotations

import pytest

from tests.campaigns import BEGIN, END, PAGE, WORDS, block_of, inserted, outcomes_of

REPORT = """<testsuites><testsuite>
<testcase name="test_walks[0]"><properties><property name="seed" value="7"/>
<property name="counted:序列" value="40"/></properties></testcase>
<testcase name="test_walks[1]"><properties><property name="seed" value="7"/>
<property name="counted:序列" value="2"/></properties><failure message="x"/></testcase>
<testcase name="test_that_counts_nothing"/>
</testsuite></testsuites>"""


def test_parts_of_a_test_are_added_up_and_its_failures_told():
    (walks,) = outcomes_of(REPORT)

    assert (walks.name, walks.seeds, dict(walks.counted)) == ("test_walks", ("7",), {"序列": 42})
    assert walks.failed == 1


def test_a_block_names_commit_command_counts_seeds_and_outcome():
    block = block_of(
        "crash",
        "pytest -m crash",
        tuple(outcomes_of(REPORT)),
        commit="0123",
        seconds=3600,
        ended=1,
    )

    assert (
        "提交 `0123`，`make crash` 执行 `pytest -m crash`，用时 60 分钟，pytest 以 1 退出。"
        in block
    )
    assert "| `test_walks` | 序列 42 | 7 | 1 处失败 |" in block


def test_a_new_block_takes_the_place_of_the_old_one():
    page = PAGE.read_text(encoding="utf-8")

    once = inserted(page, "crash", "旧的一段")
    twice = inserted(once, "crash", "新的一段")

    assert "旧的一段" not in twice
    assert "新的一段" in twice
    assert inserted(twice, "crash", "旧的一段") == once


@pytest.mark.parametrize("name", WORDS)
def test_the_page_has_a_place_for_each_campaign_and_a_run_in_it(name):
    page = PAGE.read_text(encoding="utf-8")
    block = page.partition(BEGIN.format(name=name))[2].partition(END.format(name=name))[0]

    assert "提交 `" in block
    assert "通过" in block
