"""Check digits against python-stdnum, over drawn numbers, right ones and wrong ones."""

from __future__ import annotations

import random

import pytest
from stdnum import luhn
from stdnum.cn import uscc

from review.screening.check_digits import (
    is_credit_code,
    is_hong_kong_id,
    is_in_china,
    is_old_resident_id,
    is_resident_id,
    is_rounded_resident_id,
    is_taiwan_id,
    passes_luhn,
)

SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def drawn(seed):
    return random.Random(seed)  # noqa: S311 - a fixed drawing, nothing secret


def test_credit_codes_agree_with_an_independent_library():
    """GB 32100, over all 31 last characters of drawn codes."""
    draw = drawn(7)
    right = 0
    for _ in range(30):
        body = "91310113" + "".join(draw.choice(SIGNS) for _ in range(9))
        for last in SIGNS:
            ours = is_credit_code((body + last).lower())
            assert ours == (uscc.calc_check_digit(body) == last)
            right += ours
    assert right == 30


def test_luhn_agrees_with_an_independent_library():
    draw = drawn(8)
    for _ in range(300):
        digits = "".join(draw.choice("0123456789") for _ in range(draw.randint(2, 25)))
        assert passes_luhn(digits) == luhn.is_valid(digits)


@pytest.mark.parametrize(
    ("digits", "is_one"),
    [
        ("11010519491231002x", True),
        ("110105194912310021", False),
        ("91010519491231002x", False),
        ("110105194913311008", False),
        ("1101051949123100", False),
        ("11010519491231002", False),
    ],
    ids=[
        "right",
        "wrong check digit",
        "no such region",
        "no such month",
        "short",
        "no check digit",
    ],
)
def test_a_resident_id_has_region_birthday_and_check_digit(digits, is_one):
    assert is_resident_id(digits) is is_one


def test_an_old_resident_id_has_region_and_birthday():
    assert is_old_resident_id("310113800229123")
    assert not is_old_resident_id("310113810229123")
    assert not is_old_resident_id("990113800229123")


@pytest.mark.parametrize(
    "kept",
    ["1.10105199003071e+17", "1.10105199003071e17", "110105199003071000", "110105199003071008",
     "110105199003070992"],
)  # fmt: skip
def test_what_a_spreadsheet_leaves_of_a_resident_id_is_known(kept):
    """15 digits are exact; as a binary number the last three are off by eight at most."""
    assert is_rounded_resident_id(kept)


@pytest.mark.parametrize(
    "other",
    ["1.10105e+17", "1.10105199013071e+17", "1.10105199003071e+16", "110105199003071020",
     "990105199003071000", "310113"],
)  # fmt: skip
def test_other_large_numbers_are_no_resident_id(other):
    assert not is_rounded_resident_id(other)


def test_identity_cards_of_hong_kong_and_taiwan_have_their_check_digits():
    """Published specimen numbers, and the same with another last digit."""
    assert is_hong_kong_id("a123456(3)")
    assert is_hong_kong_id("g123456(a)")
    assert not is_hong_kong_id("a123456(4)")
    assert not is_hong_kong_id("a12345(3)")
    assert is_taiwan_id("a123456789")
    assert not is_taiwan_id("a123456788")
    assert not is_taiwan_id("123456789")


def test_a_place_is_in_china_in_either_order():
    assert is_in_china("121.4893,31.4123")
    assert is_in_china("31.4123 121.4893")
    assert not is_in_china("2.3522,48.8566")
    assert not is_in_china("121.4893")
