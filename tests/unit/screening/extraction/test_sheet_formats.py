"""What of a number shows under a number format, and whether anything does."""

from __future__ import annotations

import time

import pytest

from review.screening.extraction.sheet_days import day_text
from review.screening.extraction.sheet_formats import NumberFormat
from review.screening.extraction.sheet_numbers import of_float, stored


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("General", "45000", None),
        ("#,##0.00", "1234.5", None),
        ("G/通用格式", "1234.5", None),
        ("0.00E+00", "1234.5", None),
        ("000000", "1234", "001234"),
        ("000-0000-0000", "13800138000", "138-0013-8000"),
        ("00000000000000000#", "110105900307123000", "110105900307123000"),
        ('"第"0"号"', "7", "第7号"),
        ('0.0"万元"', "12.36", "12.4万元"),
        ("0%", "0.5", None),
        ('0%"以上"', "0.5", "50%以上"),
        ("yyyy/m/d", "45000", "2023/3/15"),
        ("[$-804]yyyy年m月d日", "45000", "2023年3月15日"),
        ("h:mm:ss", "0.5", "12:00:00"),
        ("[h]:mm", "1.5", "36:00"),
        ("mm:ss", "0.0208333333", "30:00"),
        ("yyyy-mm-dd", "60", "1900-02-28"),
        ("yyyy-mm-dd", "-1", None),
        ('[>100]"大";"小"', "101", "大"),
        ('[>100]"大";"小"', "7", "小"),
        ('0;"负"0;"零"', "-7", "负7"),
        ("0;0;;@", "0", None),
        ("_ * #,##0_ ;_ * -#,##0_ ", "7", None),
        ("000000", "1" * 5000, None),
        ("000000", "NaN", None),
    ],
)
def test_a_number_looks_as_its_format_says(code, value, shown):
    assert NumberFormat(code).shows(value).text == shown


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("General", None),
        ("@", None),
        ('@"（内部）"', "甲（内部）"),
        ("0;", None),
    ],
)
def test_a_text_looks_as_its_format_says(code, shown):
    assert NumberFormat(code).shows_text("甲").text == shown


@pytest.mark.parametrize(
    ("code", "value", "hides"),
    [
        (";;;", "7", True),
        (";;;", "0", False),
        ("0;;", "-7", True),
        ("0;;", "7", False),
        ('""', "7", True),
        ('"公开"', "13800138000", True),
        ('"√"', "1", False),
        ("0", "7", False),
    ],
)
def test_a_number_that_does_not_show_is_told_from_one_that_does(code, value, hides):
    assert NumberFormat(code).shows(value).hides is hides


@pytest.mark.parametrize(
    ("code", "hides"),
    [(";;;", True), ("0;0;0;", True), ('0;0;0;"公开"', True), ("@", False), ("0", False)],
)
def test_a_text_that_does_not_show_is_told_from_one_that_does(code, hides):
    assert NumberFormat(code).shows_text("甲").hides is hides


def test_white_letters_are_told_from_others():
    assert NumberFormat("[White]0").shows("7").is_white
    assert NumberFormat("[Color2]General").shows("7").is_white
    assert not NumberFormat("[Red]0").shows("7").is_white


def test_a_format_made_to_be_slow_is_not():
    began = time.process_time()
    for code in ("0" * 100_000, '"' * 100_000, "[" * 100_000, ";" * 100_000, "y" * 100_000):
        NumberFormat(code).shows("45000")

    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("1.10105199003071E+17", "110105199003071000"),
        ("1.1E17", "110000000000000000"),
        ("13800138000.0", "13800138000"),
        ("1E-5", "1E-5"),
        ("1E+999999999999", "1E+999999999999"),
        ("1.5", "1.5"),
        ("甲E", "甲E"),
    ],
)
def test_a_number_is_written_out(text, kept):
    assert stored(text) == kept


def test_a_binary_number_has_no_more_digits_than_it_means():
    assert [of_float(n) for n in (110105199003071000.0, 13800138000.0, 0.1, -2.0, 1e300)] == [
        "110105199003071000", "13800138000", "0.1", "-2", "1e+300",
    ]  # fmt: skip


def test_days_count_from_either_year():
    codes = ["yyyy", '"-', "mm", '"-', "dd"]

    assert day_text(45000, codes, since_1904=False) == "2023-03-15"
    assert day_text(43538, codes, since_1904=True) == "2023-03-15"
    assert day_text(1, codes, since_1904=False) == "1900-01-01"
