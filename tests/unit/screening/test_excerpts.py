"""An excerpt lets a reviewer know the thing again and gives no one else anything."""

from __future__ import annotations

from review.screening.excerpts import LONGEST, around, covered, masked, short
from review.screening.fold import FoldTable, fold


def test_numbers_are_masked_as_published_notices_mask_them():
    assert covered("350102199001011123", shows=(2, 3)) == "35*************123"
    assert covered("13812341234", shows=(3, 4)) == "138****1234"
    assert covered("6222 0212 3456 7890 128", shows=(4, 4)) == "6222***********0128"


def test_a_value_too_short_to_be_covered_in_part_is_shown_only_where_that_is_meant():
    assert covered("低保户", shows=(12, 0)) == "低保户"
    assert covered("张三", shows=(1, 0)) == "张*"
    assert covered("13812341234", shows=(0, 0)) == "*" * 11


def test_a_context_never_shows_a_whole_number():
    text = "张三110105194912310021的材料属内部资料13812345678"
    at = text.index("内部资料")

    shown = around(fold(text, table=FoldTable({})), start=at, end=at + 4)

    assert "内部资料" in shown
    assert "13812345678" not in shown
    assert "110105194912310021" not in shown
    assert len(shown) <= LONGEST


def test_characters_that_turn_the_line_round_are_not_shown():
    assert masked("机\u202e密\x00\u200b★\n10年") == "机密★ 10年"


def test_a_long_text_is_cut():
    assert len(short("字" * 100)) == LONGEST
