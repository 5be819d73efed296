"""docs/campaigns.md tells of real runs: what the tests record is what stands there."""

from __future__ import annotations

import pytest

from tests.campaigns import (
    BEGIN,
    END,
    PAGE,
    WORDS,
    added,
    block_of,
    first_lap,
    head_of,
    inserted,
    laps_of,
    outcomes_of,
    told_before,
)
from tests.scans.__main__ import told
from tests.scans.judged import Outcome
from tests.scans.wear import Wear

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


def test_laps_share_what_is_counted_and_no_seed_is_walked_twice():
    asked = ("-n", "2", "--pure-sequences", "25", "--service-sequences", "9", "--laps", "2")

    first, second = laps_of(asked)

    shares = {
        "--pure-sequences": 13,
        "--service-sequences": 5,
        "--postgres-sequences": 0,
        "--stories": 0,
    }
    seeds = {"--pure-seed": 20260331, "--service-seed": 20260331}
    assert first == ("-n", "2", *(str(one) for pair in (shares | seeds).items() for one in pair))
    assert second[second.index("--pure-seed") + 1] == "20260344"
    assert second[second.index("--service-seed") + 1] == "20261331"
    assert second[second.index("--pure-sequences") + 1] == "12"


def test_a_run_without_laps_is_asked_for_as_it_was_said():
    assert list(laps_of(("-n", "2", "--fuzz-rounds", "40"))) == [("-n", "2", "--fuzz-rounds", "40")]


def test_what_laps_did_is_added_up_test_by_test():
    (walks,) = added(outcomes_of(REPORT), outcomes_of(REPORT.replace('"7"', '"8"')))

    assert (walks.seeds, dict(walks.counted), walks.failed) == (("7", "8"), {"序列": 84}, 2)


def test_a_block_names_commit_command_counts_seeds_and_outcome():
    head = head_of("crash", "pytest -m crash", commit="0123", seconds=3600, ended=1)

    block = block_of((head,), outcomes_of(REPORT))

    assert (
        "提交 `0123`，`make crash` 执行 `pytest -m crash`，用时 60 分钟，pytest 以 1 退出。"
        in block
    )
    assert "| `test_walks` | 序列 42 | 7 | 1 处失败 |" in block


def test_a_campaign_that_was_ended_is_gone_on_with_from_what_the_page_tells():
    head = head_of("crash", "pytest -m crash", commit="0123", seconds=3600, ended=0)
    (walks,) = outcomes_of(REPORT)
    page = inserted(PAGE.read_text(encoding="utf-8"), "crash", block_of((head,), (walks,)))

    assert told_before(page, "crash") == ((head,), (walks,))
    assert first_lap(("-n", "2", "--from-lap", "8")) == (8, ("-n", "2"))


@pytest.mark.parametrize("name", WORDS)
def test_every_block_of_the_page_can_be_read(name):
    heads, outcomes = told_before(PAGE.read_text(encoding="utf-8"), name)

    assert heads
    assert outcomes
    assert all(one.counted for one in outcomes)


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


def scanned(text, *, is_sure):
    return Outcome(
        value="机密★10年",
        rules=frozenset({"marking.classification"}),
        wear=Wear(dpi=200, angle=2.0),
        findings=(),
        text=text,
        is_sure=is_sure,
        seconds=2.0,
    )


def test_a_scan_that_ended_clear_is_named_and_its_run_does_not_pass():
    unsure, clear = scanned("机密", is_sure=False), scanned("", is_sure=True)

    lines = "\n".join(told([("mark", unsure)], [("mark", clear)], []))

    assert "| 200 dpi | 2 | 0% | 0% | 50% | 1 |" in lines
    assert "- 误为未见疑点：mark 机密★10年" in lines
    assert "有埋设的 2 页，误为未见疑点 1 页：不合格。" in lines


def test_scans_of_which_none_ended_clear_pass():
    lines = "\n".join(told([("mark", scanned("", is_sure=False))], [], []))

    assert "有埋设的 1 页，误为未见疑点 0 页：通过。" in lines


def test_the_page_has_a_place_for_what_make_ocr_finds():
    assert "新的一段" in inserted(PAGE.read_text(encoding="utf-8"), "ocr", "新的一段")
    assert PAGE.read_text(encoding="utf-8").count(BEGIN.format(name="ocr")) == 1
