"""What people type to find a paper."""

from __future__ import annotations

import pytest

from review.domain.searching import LONGEST_QUERY, MOST_WORDS, plain, words_in


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

    assert word.in_number == "宝财〔2026〕12号"
    assert word.text == typed


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
