"""A CSV file that a spreadsheet opens as text."""

from __future__ import annotations

import pytest

from review.records.csv_sheet import csv_sheet


def test_a_sheet_begins_with_the_mark_of_its_order():
    assert csv_sheet([("名", 1), ("乙", None)]) == "\ufeff名,1\r\n乙,\r\n".encode()


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_text_is_a_formula(text):
    assert csv_sheet([(text,)]).decode("utf-8-sig").lstrip('"').startswith("'")


def test_a_number_stays_one():
    assert csv_sheet([(-1, 2.5)]) == "\ufeff-1,2.5\r\n".encode()
