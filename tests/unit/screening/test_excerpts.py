"""An excerpt lets a reviewer know the thing again and gives no one else anything."""

from __future__ import annotations

from review.screening.excerpts import LONGEST, around, masked, masked_number, short
from review.screening.fold import FoldTable, fold
from review.screening.ruleset import NumberForm


def test_numbers_are_masked_as_published_notices_mask_them():
    assert masked_number("350102199001011123", form=NumberForm.RESIDENT_ID_18) == (
        "35*************123"
    )
    assert masked_number("13812341234", form=NumberForm.MOBILE) == "138****1234"
    assert masked_number("6222021234567890128", form=NumberForm.BANK_CARD) == (
        "6222***********0128"
    )


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
