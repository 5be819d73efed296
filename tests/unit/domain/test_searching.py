"""What people type to find a paper."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain.searching import (
    LONGEST_QUERY,
    MOST_WORDS,
    folded,
    pairs_of,
    plain,
    sought_in,
    words_in,
)

SIGNS = st.one_of(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
    st.characters(min_codepoint=0xFF01, max_codepoint=0xFF5E),
    st.characters(min_codepoint=0x20, max_codepoint=0x7E),
    st.sampled_from("　①㈠𠀀"),
)


@pytest.mark.parametrize(
    "typed",
    [
        "宝财〔2026〕12号",
        "宝财[2026]12号",
        "宝财(2026)12号",
        "宝财（2026）12号",
        "宝财【2026】12号",
    ],
)
def test_whichever_brackets_are_typed_the_number_is_meant(typed):
    (word,) = words_in(typed)

    assert word.text == "宝财〔2026〕12号"


@pytest.mark.parametrize(
    ("typed", "year", "serial"),
    [
        ("2026-0147", 2026, 147),
        ("2026-147", 2026, 147),
        ("147", None, 147),
        ("预算", None, None),
        ("2026-123456789", None, None),
        ("१४७", None, None),
    ],
)
def test_a_cases_number_is_known_by_its_form(typed, year, serial):
    (word,) = words_in(typed)

    assert (word.year, word.serial) == (year, serial)


def test_a_query_is_one_line_of_a_few_words():
    assert plain(" 预算\n\x00通知\t ") == "预算 通知"
    assert len(plain("长" * 500)) == LONGEST_QUERY
    assert len(words_in("字 " * 40)) == MOST_WORDS
    assert words_in("") == ()


@pytest.mark.parametrize(
    ("written", "searched"),
    [
        ("关于ＷＴＯ　通报（２０２６）", "关于wto通报〔2026〕"),
        ("关于 第 3 号 事项", "关于第3号事项"),
        ("㈠①ﬁ", "〔一〕1fi"),
        ("", ""),
    ],
)
def test_width_case_brackets_and_spaces_make_no_difference(written, searched):
    assert folded(written) == searched
    assert folded(folded(written)) == searched


def test_every_two_signs_that_stand_together_are_a_pair():
    assert pairs_of(sought_in("供暖的函", "宝〔2026〕")) == {
        "供暖", "暖的", "的函", "宝〔", "〔2", "20", "02", "26", "6〕",
    }  # fmt: skip
    assert pairs_of(sought_in("函", None)) == frozenset()
    assert pairs_of("𠀀𠀁𠀂") == {"𠀀𠀁", "𠀁𠀂"}


@given(st.text(SIGNS), st.integers(0, 40), st.integers(2, 20))
def test_whatever_stands_in_a_title_leads_to_it(title, start, length):
    """A word is found by its pairs wherever it is cut out of a title."""
    sought = sought_in(title, None)
    word = folded(title)[start : start + length]

    assert pairs_of(folded(word)) <= pairs_of(sought)


@pytest.mark.parametrize("piece", ["(a+)+$", "%_", "预算", "\u0301", "a b "])
def test_however_long_a_query_is_it_is_read_at_once(piece):
    """S45: 50 KB take no 50 ms, whatever they are made of."""
    asked = piece * (50_000 // len(piece))
    began = process_time()

    words = words_in(plain(asked))

    assert process_time() - began < 0.05
    assert len(words) <= MOST_WORDS
    assert sum(len(word.text) for word in words) <= LONGEST_QUERY
