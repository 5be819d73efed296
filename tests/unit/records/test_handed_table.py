"""Tables from offices: whatever they were saved as, the same rows come out, or a plain refusal."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook

from review.domain.reassessment_refusals import ColumnsMissing, TableTooLarge, TableUnreadable
from review.records import handed_table, table_cells
from review.records.handed_table import Column, day_in, lines_in

COLUMNS = (
    Column(key="number", headings=("发文字号", "文号")),
    Column(key="title", headings=("标题",)),
    Column(key="note", headings=("备注",), is_required=False),
)
TEXT = "标题,文号*\r\n关于“甲、乙”的函,云财〔2026〕1号\r\n,\r\n第二件,2\r\n"
CELLS = [(2, "云财〔2026〕1号", "关于“甲、乙”的函"), (4, "2", "第二件")]


def read(content: bytes, name: str = "清单.csv"):
    lines = lines_in(content, name=name, columns=COLUMNS)
    return [(line.number, line["number"], line["title"]) for line in lines]


def workbook() -> bytes:
    book, out = Workbook(), io.BytesIO()
    sheet = book.active
    for row in (
        ["标题", "文号", "备注"],
        ["关于“甲、乙”的函", "云财〔2026〕1号"],
        [],
        ["第二件", 2],
    ):
        sheet.append(row)
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("gbk"),
        TEXT.encode("utf-16"),
        TEXT.replace(",", "\t").encode("gb18030"),
        workbook(),
    ],
    ids=["utf-8", "with a mark", "gbk", "utf-16", "tabs", "xlsx"],
)
def test_the_same_rows_come_out_of_every_kind(content):
    assert read(content) == CELLS


@pytest.mark.parametrize(
    "content",
    [b"\xff\xff\xff", b"PK\x03\x04 torn", b'"open,1\n', b"a\x00b,c\n"],
    ids=["no encoding", "torn package", "open quote", "binary"],
)
def test_what_cannot_be_read_is_refused(content):
    with pytest.raises((TableUnreadable, ColumnsMissing)):
        read(content)


def test_what_is_missing_is_named_with_what_could_stand_there():
    with pytest.raises(ColumnsMissing) as refusal:
        read("标题,备注\n甲,乙\n".encode())

    assert refusal.value.missing == ("发文字号",)
    assert refusal.value.known == ("发文字号", "标题", "备注")


def test_a_package_that_would_swell_is_refused_before_it_is_opened(monkeypatch):
    monkeypatch.setattr(table_cells, "LARGEST_UNPACKED", 1000)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b" " * 1001)

    with pytest.raises(TableTooLarge):
        read(packed.getvalue())


def test_more_rows_than_are_taken_at_once_are_refused(monkeypatch):
    monkeypatch.setattr(handed_table, "MOST_ROWS", 1)

    with pytest.raises(TableTooLarge):
        read(TEXT.encode())


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-01", date(2026, 3, 1)),
        ("2026/3/1", date(2026, 3, 1)),
        ("2026年3月1日", date(2026, 3, 1)),
        ("20260301", date(2026, 3, 1)),
        (" 2026.3.1 ", date(2026, 3, 1)),
        ("2026-02-30", None),
        ("去年", None),
        ("", None),
    ],
)
def test_days_are_read_as_offices_write_them(text, day):
    assert day_in(text) == day
