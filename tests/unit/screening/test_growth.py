"""Judging grows with the size of a paper and no faster, however hostile: ratios, not seconds."""

from __future__ import annotations

from time import process_time

import pytest

from review.domain.findings import Part
from review.screening.segments import Grid, Segment
from tests.unit.screening.sheets import found

SIZE, TIMES, AT_MOST, TRIES = 2_000, 8, 12, 4

NEAR_HITS = [
    "13812345678 ", "13812345678\n", "手机13812345678 ", "机密 ", "机密\n", "机密\t", "张伟、",
    "姓名：张伟\n", "机密★10年 ", "★", "身份证号：", "11010519491231002X ", "1 ", "1\t", "1\n",
    "110105\t19491231\t", "ol", "密级：□", "（机密）", "党〔2024〕", "密电〔2024〕", "本件不得",
    "\u202e机密\u202c", "姓名\t张伟\t手机\t13812345678\n", "张伟，男，患癌 ", "户名：",
    "账号6222021234567890128 ", "家住牡丹江路15弄3号", "电话手机姓名账号", "姓名 账号 金额\n",
]  # fmt: skip


def seconds(segments, *, ruleset):
    began = process_time()
    found(segments, ruleset=ruleset)
    return process_time() - began


def growth(of, *, ruleset):
    """How much longer eight times as much takes; the least of some tries, for others work here."""
    seconds(of(SIZE // 8), ruleset=ruleset)
    ratios = []
    for _ in range(TRIES):
        short = seconds(of(SIZE), ruleset=ruleset)
        ratios.append(seconds(of(SIZE * TIMES), ruleset=ruleset) / max(short, 1e-3))
        if ratios[-1] <= AT_MOST:
            break
    return min(ratios)


@pytest.mark.parametrize("pump", NEAR_HITS)
def test_a_text_of_near_hits_takes_time_by_its_size(pump, ruleset):
    def text(size):
        return (Segment(text=(pump * size)[:size], part=Part.BODY),)

    assert growth(text, ruleset=ruleset) <= AT_MOST


@pytest.mark.parametrize("cell", ["13812345678", "张伟", "机密", "1", "11010519491231002X"])
def test_one_row_of_a_sheet_takes_time_by_its_size(cell, ruleset):
    def row(size):
        width = size // 8
        starts = [number * (len(cell) + 1) for number in range(width)]
        cells = [(1, number + 1) for number in range(width)]
        grid = Grid(starts, cells, dict.fromkeys(range(1, width), "姓名"))
        return (Segment(text="\t".join([cell] * width), part=Part.BODY, grid=grid),)

    assert growth(row, ruleset=ruleset) <= AT_MOST


@pytest.mark.parametrize("cell", ["13812345678", "张伟", "姓名：张伟，患癌"])
def test_many_cells_of_like_rows_take_time_by_their_number(cell, ruleset):
    def cells(size):
        return tuple(
            Segment(text=cell, part=Part.BODY, heading="1\n姓名手机\n", column="姓名")
            for _ in range(size // 16)
        )

    assert growth(cells, ruleset=ruleset) <= AT_MOST


def test_the_measure_knows_what_grows_faster(ruleset):
    def squares(size):
        return tuple(Segment(text="公" * size, part=Part.BODY) for _ in range(size // 200))

    assert growth(squares, ruleset=ruleset) > AT_MOST
