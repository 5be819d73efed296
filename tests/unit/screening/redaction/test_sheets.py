"""The copy of a workbook has the values that show, without what was removed, and nothing else."""

from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl.styles import Alignment, Border, Font, Side

from review.screening.extraction.xlsx import read_xlsx
from review.screening.limits import LIMITS
from review.screening.redaction.removal import NotRemoved, Removal
from review.screening.segments import Visibility
from tests.unit.screening.copies import (
    CODE,
    MASK,
    NUMBER,
    copy_of,
    copy_without,
    everything_in,
    shown,
)
from tests.unit.screening.hidden_workbook import hidden_workbook

NAME = "名单.xlsx"
PUT = f"{MASK}〔{CODE}〕"


def workbook(*rows, change=None):
    """A workbook of these rows; `change` adds what the case is about."""
    made, book = io.BytesIO(), openpyxl.Workbook()
    book.active.title = "公示"
    for row in rows:
        book.active.append(row)
    if change is not None:
        change(book)
    book.save(made)
    return made.getvalue()


def opened(copy):
    """The copy as another library reads it."""
    return openpyxl.load_workbook(io.BytesIO(copy.content))


def values(copy):
    return [list(row) for row in opened(copy).active.iter_rows(values_only=True)]


def test_a_number_in_a_cell_is_cut_whatever_it_is_kept_as():
    content = workbook(["姓名", "电话"], ["张三", int(NUMBER)], ["李四", f"手机{NUMBER}转2"])

    copy = copy_without(content, NUMBER, name=NAME)

    assert values(copy)[1] == ["张三", PUT]
    assert copy.cuts == 1

    both = [
        Removal(
            sheet="公示", start=start, end=start + 11, text=NUMBER, replacement=MASK, reason=CODE
        )
        for start in (9, 26)
    ]
    assert values(copy_of(content, *both, name=NAME))[1:] == [
        ["张三", PUT],
        ["李四", f"手机{PUT}转2"],
    ]


def test_a_cut_over_two_cells_is_written_in_the_first():
    one = Removal(sheet="公示", start=3, end=17, text="110101\t1990030", replacement="11*")

    copy = copy_of(workbook(["身份证"[:2], "110101", "19900307"]), one, name=NAME)

    assert values(copy) == [["身份", "11*", "7"]]


def test_a_value_that_does_not_look_as_it_is_kept_goes_over_as_it_looks():
    def change(book):
        book.active["A1"].number_format = "0.00"
        book.active["D1"].number_format = "0.0%"
        book.active["E1"].number_format = "yyyy年m月"

    content = workbook([3.14159, 110101199003070000, 12.5, 0.12345, 45000], change=change)

    copy = copy_without(content, name=NAME)

    assert values(copy) == [[3.14, "110101199003070000", 12.5, 0.123, "2023年3月"]]
    assert opened(copy).active["D1"].number_format == "0.0%"
    assert "3.14159" not in everything_in(copy.content)
    assert "45000" not in everything_in(copy.content)


def test_a_cut_of_what_a_cell_keeps_takes_all_that_it_shows():
    def change(book):
        book.active["A1"].number_format = "yyyy"

    content = workbook([45000], change=change)
    one = Removal(sheet="公示", start=5, end=10, text="45000", replacement="4*")

    assert values(copy_of(content, one, name=NAME)) == [["4*"]]


def test_hidden_sheets_rows_and_columns_are_gone_and_the_sheet_is_closed_up():
    def change(book):
        sheet = book.active
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet.column_dimensions["C"].width = 33
        sheet.merge_cells("A4:C4")
        book.create_sheet("底稿").sheet_state = "veryHidden"

    rows = (["甲", "密", "乙"], ["密", "密", "密"], ["丙", "密", "丁"], ["合计", None, None])
    copy = copy_without(workbook(*rows, change=change), name=NAME)

    made = opened(copy)
    assert made.sheetnames == ["公示"]
    assert values(copy) == [["甲", "乙"], ["丙", "丁"], ["合计", None]]
    assert [each.coord for each in made.active.merged_cells.ranges] == ["A3:B3"]
    assert made.active.column_dimensions["B"].width == pytest.approx(33, abs=1)
    assert "密" not in everything_in(copy.content)
    assert {"hidden.rows", "hidden.columns", "hidden.very_hidden_sheet"} <= copy.left_out.keys()


def test_cells_keep_how_they_look_and_no_formula():
    def change(book):
        cell = book.active["A1"]
        cell.font, cell.alignment = Font(bold=True, size=20), Alignment(horizontal="center")
        cell.border = Border(left=Side(style="thick"))
        book.active["B1"] = '=HYPERLINK("file://server/x","甲")'

    copy = copy_without(workbook(["题目"], change=change), name=NAME)

    cell = opened(copy).active["A1"]
    assert (cell.font.b, cell.font.sz, cell.alignment.horizontal) == (True, 20, "center")
    assert cell.border.left.style == "thin"
    assert "server" not in everything_in(copy.content)


def test_of_everything_that_a_workbook_hides_nothing_goes_over():
    content, places = hidden_workbook()
    hidden = [place.word for place in places.values() if place.visibility != "visible"]

    copy = copy_without(content, name=NAME)

    said, extract = everything_in(copy.content), read_xlsx(copy.content, limits=LIMITS)
    assert [word for word in hidden if word in said] == []
    assert len(hidden) > 30
    assert extract.traces == ()
    assert {one.visibility for one in extract.segments} == {Visibility.VISIBLE}
    assert copy == copy_without(content, name=NAME)


def test_what_is_also_the_name_of_a_sheet_makes_no_copy():
    def change(book):
        book.active.title = f"值班{NUMBER}"

    content = workbook([NUMBER], change=change)
    one = Removal(sheet=f"值班{NUMBER}", start=0, end=11, text=NUMBER, replacement=MASK)

    with pytest.raises(NotRemoved):
        copy_of(content, one, name=NAME)


@pytest.mark.parametrize("text", ["_x005F_x0041_", "<b>&", " 前后 ", "两\n行"])
def test_a_text_goes_over_as_it_is(text):
    content = workbook([text])

    copy = copy_without(content, name=NAME)

    said = [[one.text for one in shown(each, name=NAME)] for each in (content, copy.content)]
    assert said[0] == said[1]
    assert len(said[0][1]) <= len(text)
