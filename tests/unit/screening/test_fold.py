"""However a word is written, it is found, and the finding points at what was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.screening.fold import FoldTable, fold, fold_table
from review.screening.rules import active_ruleset

TABLE = FoldTable({"機": "机", "絕": "绝", "☆": "★", "—": "-"})


@pytest.mark.parametrize(
    "written",
    [
        "机密★10年",
        "机 密 ★ 10 年",
        "机　密★１０年",
        "機密☆10年",
        "机\u200b密\ufeff★\u200d10年",
        "机\ufe0f密★\u206010年",
        "机密★\u00ad10年",
        "机密★\u3164⑩年".replace("⑩", "10"),
        "机\n密★10\r\n年",
    ],
    ids=[
        "plain", "spaced", "full width", "traditional", "zero width", "variation selector",
        "soft hyphen", "filler", "over lines",
    ],
)  # fmt: skip
def test_one_mark_folds_to_one_form_however_it_is_written(written):
    assert fold(written, table=TABLE).joined == "机密★10年"


def test_a_finding_points_at_the_characters_as_they_were_written():
    text = "前言\r\n份号　机\u200b 密★ⅲ年 后记"
    folded = fold(text, table=TABLE)
    start = folded.joined.index("机密★iii年")

    begin, end = folded.span(start, start + len("机密★iii年"))

    assert text[begin:end] == "机\u200b 密★ⅲ年"
    assert folded.line_at(start) == 1


@given(st.text(alphabet="机密★ \n\r\u200b１a㈠ﬁ年", max_size=40))
def test_every_folded_character_leads_back_to_one_that_folds_to_it(text):
    folded = fold(text, table=TABLE)

    for index, char in enumerate(folded.joined):
        begin, end = folded.span(index, index + 1)
        assert 0 <= begin < end <= len(text)
        assert char in text[begin:end].translate(TABLE)


def test_every_offset_is_right_wherever_a_long_text_is_cut():
    """It is folded in pieces of some 262,000 characters."""
    text = ("公 开\u200b㈠\n" * 60_000) + "机 密"
    folded = fold(text, table=TABLE)
    start = folded.joined.rindex("机密")

    assert folded.joined == "公开(一)" * 60_000 + "机密"
    assert text[slice(*folded.span(start, start + 2))] == "机 密"
    for index in (0, 5, 131_071, 262_143, 262_144, 262_145, start):
        assert folded.index_of(folded.span(index, index + 1)[0]) <= index
        assert folded.joined[index] in text[slice(*folded.span(index, index + 1))].translate(TABLE)
    assert folded.line_at(start) == 60_000


def test_a_line_is_shown_without_its_end_however_that_is_written():
    folded = fold("甲 乙\r\n丙\r丁\u2028戊\n\n己", table=TABLE)

    assert [folded.shown(number) for number in range(6)] == ["甲乙", "丙", "丁", "戊", "", "己"]


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("國務院辦公廳關於做好財政資金監督檢查", "国务院办公厅关于做好财政资金监督检查"),
        ("該項目屬內部資料，請勿對外傳閱", "该项目属内部资料,请勿对外传阅"),
        ("銀行賬戶、聯繫電話、戶籍地址、殘疾證", "银行账户、联系电话、户籍地址、残疾证"),
        ("発令・検査・絶対・黒色・歩行", "发令·检查·绝对·黑色·步行"),
        ("⼯程⻓期⻅⾯", "工程长期见面"),
        ("\uf9e9程\ufa1c和\U0002f800", "里程靖和丽".replace("丽", "\u4e3d")),
        ("СЕКРЕТ αβν", "cekpet abv"),
    ],
    ids=[
        "traditional", "traditional marks", "traditional labels", "Japanese", "radicals",
        "compatibility", "look-alikes",
    ],
)  # fmt: skip
def test_other_forms_of_a_character_fold_to_the_plain_one(written, plain):
    """By the tables of the shipped ruleset."""
    table = fold_table(active_ruleset().variants)

    assert written.translate(table) == plain.replace(" ", "")


def test_no_character_in_everyday_use_is_folded_away_from_itself():
    """Of GB 2312's common ones only such as stand for another: 后 for 後 is the same there."""
    table = fold_table(active_ruleset().variants)
    pairs = [(high, low) for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF)]
    common = [bytes(pair).decode("gb2312") for pair in pairs if pair < (0xD7, 0xFA)]

    changed = {char for char in common if char.translate(table) != char}
    assert len(common) > 3700
    assert changed <= set("帐乾藉于后着")


def test_a_number_in_another_script_of_width_keeps_its_offsets():
    folded = fold("共㈠项", table=TABLE)

    assert folded.joined == "共(一)项"
    assert folded.span(1, 4) == (1, 2)


def test_a_text_is_folded_without_a_second_copy_of_what_was_met():
    table = FoldTable({"機": "机"})

    assert fold("機密", table=table).joined == "机密"
    assert len(table) == 0
