"""Columns stand under each other, Chinese or not."""

from __future__ import annotations

from review.cli.layout import listed, plain, table, width_of, wrapped


def test_a_chinese_sign_takes_two_columns():
    assert width_of("先审ab") == 6


def test_columns_stand_under_each_other():
    lines = table(("名", "值"), [("先审", "1"), ("ab", "2")]).splitlines()

    assert [width_of(line.rpartition("  ")[0]) for line in lines] == [4, 4, 4]


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one():
    text = "一二三四五（六七八），九十。"

    for width in range(6, 30, 2):
        for line in wrapped(text, width=width).splitlines():
            assert line[0] not in "），。"
            assert line[-1] != "（"


def test_a_word_of_letters_is_not_broken():
    assert "receive --json" in wrapped("收文用 receive --json 一二三", width=22)


def test_a_wide_term_stands_above_its_explanation():
    assert listed([("--a-very-long-option-name", "说明")], width=40).splitlines() == [
        "  --a-very-long-option-name",
        " " * 17 + "说明",
    ]


def test_what_steers_a_terminal_is_shown():
    assert plain("a\x1b[31m\r\n\u202eb") == r"a\x1b[31m\r\n\u202eb"
