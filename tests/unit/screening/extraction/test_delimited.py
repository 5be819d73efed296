"""A table as text is read cell by cell, whatever its signs, its encoding and its name."""

from __future__ import annotations

import pytest

from review.screening.extraction.delimited import read_delimited
from review.screening.extraction.sniffing import read
from review.screening.limits import LIMITS
from review.screening.segments import NotRead, Reason

ID = "11010519491231002X"
TABLE = f"姓名,证件号码\n赵一,{ID}\n钱二,{ID}\n"


def grid_of(content, name="a.csv"):
    (segment,) = read(content, name=name, limits=LIMITS).segments
    return segment


@pytest.mark.parametrize("sign", [",", "\t", ";", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_cells_are_told_apart_by_whatever_stands_between_them(sign, encoding):
    segment = grid_of(TABLE.replace(",", sign).encode(encoding))

    assert segment.text == f"姓名\t证件号码\n赵一\t{ID}\n钱二\t{ID}"
    assert segment.grid.name_at(segment.text.rindex(ID)) == "B3"
    assert segment.grid.heading_at(segment.text.rindex(ID)) == "证件号码"


def test_quotation_marks_hold_a_cell_together():
    segment = grid_of('姓名,地址\n"赵一","甲路1号, 2室\n后门"\n钱二,"说""好"""\n'.encode())

    assert segment.text == '姓名\t地址\n赵一\t甲路1号, 2室\n后门\n钱二\t说"好"'
    assert segment.grid.name_at(segment.text.index("后门")) == "B2"


def test_a_table_is_one_also_under_another_name():
    assert grid_of(TABLE.encode(), name="名单.txt").grid
    assert grid_of("甲乙丙，丁。\n第一,二\n三\n".encode(), name="通知.txt").grid is None


def test_a_short_table_is_one_by_its_name():
    assert grid_of(f"证件号码\n{ID}\n".encode()).grid.name_at(6) == "A2"


def test_a_line_that_says_what_stands_between_the_cells_is_no_cell():
    assert grid_of("sep=;\n甲,1;乙\n丙;丁\n".encode()).text == "甲,1\t乙\n丙\t丁"


def test_a_number_that_lost_its_digits_is_written_out_beside_it():
    assert grid_of(b"a,b\n1,1.10105199003071E+17\n2,3\n").text == (
        "a\tb\n1\t1.10105199003071E+17\t110105199003071000\n2\t3"
    )


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        ("=cmd|'/c calc'!A0", "hidden.active_content"),
        ('"=HYPERLINK(""http://a.example"",""看"")"', "hidden.external_link"),
        ("=1+1", None),
        ("-5", None),
    ],
)
def test_a_cell_that_becomes_a_formula_is_found(cell, rule):
    traces = read_delimited(f"甲,乙\n丙,{cell}\n".encode(), limits=LIMITS).traces

    assert [(t.rule, t.place["cell"]) for t in traces] == ([(rule, "B2")] if rule else [])


def test_a_number_in_a_table_is_found_at_its_cell(examined):
    findings = examined(TABLE.replace(f"钱二,{ID}", "钱二,无"), name="a.csv").judgement.findings

    assert {one.rule: one.place["cell"] for one in findings} == {
        "person.resident_id": "B2", "person.name": "A2:A3",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\n\n", Reason.EMPTY),
        (b"a,\xff\xfe\n", Reason.UNDECODABLE),
        (b"a,b\0\n", Reason.UNDECODABLE),
    ],
    ids=["empty", "no encoding", "binary"],
)
def test_what_is_no_text_is_no_table(content, reason):
    with pytest.raises(NotRead) as refusal:
        read(content, name="a.csv", limits=LIMITS)

    assert refusal.value.reason is reason
