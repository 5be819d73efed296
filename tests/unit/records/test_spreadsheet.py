"""Registers as spreadsheets: what is written is read again, and nothing is ever a formula."""

from __future__ import annotations

import csv
import io
import re
import tracemalloc
import zipfile
from datetime import date

import pytest
from openpyxl import load_workbook

from review.records.spreadsheet import csv_lines, write_xlsx

HEADS = ("标题", "件数", "日期")
ROWS = [("关于<甲>&“乙”的函", 3, date(2026, 3, 31)), ("第二件\n第二行", 0, None)]
ACTIVE = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x", " =1")


def xlsx(rows) -> bytes:
    out = io.BytesIO()
    write_xlsx(out, HEADS, rows, title="不公开信息台账", widths=(40, 10, 12))
    return out.getvalue()


def read_csv(rows) -> list[list[str]]:
    text = b"".join(csv_lines(HEADS, rows)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_a_sheet_is_read_as_it_was_written():
    sheet = load_workbook(io.BytesIO(xlsx(ROWS))).active

    assert sheet.title == "不公开信息台账"
    assert [cell.value for cell in sheet[2]] == list(HEADS)
    assert [cell.value for cell in sheet[3]][:2] == ["关于<甲>&“乙”的函", 3]
    assert sheet["C3"].value.date() == date(2026, 3, 31)
    assert [cell.value for cell in sheet[4]] == ["第二件\n第二行", 0, None]


def test_a_printed_sheet_lies_across_and_repeats_its_heads():
    sheet = load_workbook(io.BytesIO(xlsx(ROWS))).active

    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$1:$2"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)


def test_equal_rows_make_equal_bytes():
    assert xlsx(ROWS) == xlsx(ROWS)


@pytest.mark.parametrize("text", ACTIVE)
def test_nothing_becomes_a_formula(text):
    """S48: also what a spreadsheet takes for one in full width, or behind a tabulator."""
    written = xlsx([(text, 1, None)])
    with zipfile.ZipFile(io.BytesIO(written)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()

    assert not re.search(r"<f[ >]", sheet)
    assert 't="inlineStr"' in sheet
    assert read_csv([(text, 1, None)])[1][0].startswith("'")


@pytest.mark.parametrize("text", ["甲=乙", "2026-01", "a@b", "A+"])
def test_ordinary_text_stays_as_it_is(text):
    assert read_csv([(text, 1, None)])[1][0] == text


def test_signs_that_no_sheet_can_hold_are_left_out():
    sheet = load_workbook(io.BytesIO(xlsx([("甲\x00\ud800乙", 1, None)]))).active

    assert sheet["A3"].value == "甲乙"


def test_a_long_register_takes_no_more_memory_than_a_short_one():
    rows = (("关于某事项的函" * 20, number, date(2026, 1, 1)) for number in range(5000))
    tracemalloc.start()
    out = _Counting()
    write_xlsx(out, HEADS, rows, title="长", widths=(1, 1, 1))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert out.written > 30_000
    assert peak < 1_500_000


class _Counting(io.RawIOBase):
    """A file that keeps nothing."""

    written = 0

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:
        self.written += len(data)
        return len(data)
