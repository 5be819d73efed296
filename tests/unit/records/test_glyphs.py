from __future__ import annotations

import pytest

from review.records.glyphs import GETA, legible, printable


def test_ordinary_papers_are_printed_as_they_are():
    line = {"text": "云财〔2026〕12号：朱镕堃、喆昇䶮，√■□★《》“”—… A&B {{ x }}"}

    assert printable(line) == line


@pytest.mark.parametrize("char", ["☑", "𠀀", "\U0001f4a5"], ids=["box", "rare", "emoji"])
def test_a_character_the_font_lacks_leaves_a_mark(char):
    assert printable({"text": f"甲{char}乙"}) == {"text": f"甲{GETA}乙"}
    assert legible({"text": f"甲{char}乙"}) == {"text": f"甲{char}乙"}


@pytest.mark.parametrize("char", ["\x00", "\x07", "\u202e", "\u200b", "\ue000"], ids=ascii)
def test_what_cannot_be_seen_cannot_hide_on_a_form(char):
    """A bidirectional override would turn 不同意 around without leaving a trace."""
    assert legible({"rows": [{"text": f"甲{char}"}]}) == {"rows": [{"text": f"甲{GETA}"}]}


def test_lines_stay_lines():
    assert legible({"text": "一\r\n二\r三\t四"}) == {"text": "一\n二\n三 四"}
    assert printable({"count": 3, "none": None}) == {"count": 3, "none": None}
