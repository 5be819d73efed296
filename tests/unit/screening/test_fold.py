"""However a word is written, it is found, and the finding points at what was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.screening.fold import FoldTable, fold

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


def test_a_number_in_another_script_of_width_keeps_its_offsets():
    folded = fold("共㈠项", table=TABLE)

    assert folded.joined == "共(一)项"
    assert folded.span(1, 4) == (1, 2)
