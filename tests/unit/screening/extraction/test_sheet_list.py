"""Rows that are alike are read column by column, and say what each of them says alone."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from review.screening.extraction.sheet_list import SheetList
from review.screening.extraction.sheet_pattern import Rows
from review.screening.extraction.sheet_strings import Strings
from review.screening.extraction.sheet_styles import Styles
from review.screening.extraction.xlsx import read_xlsx
from review.screening.limits import LIMITS
from review.screening.segments import NotRead, Reason, Segment, Visibility
from tests.unit.screening.workbooks import Book, workbook

Said = set[tuple[str, int, int, str]]
LOOKS: Mapping[str, Mapping[str, str | int]] = {
    "plain": {},
    "day": {"num_format": "yyyy-mm-dd"},
    "rate": {"num_format": "0.00%"},
    "unseen": {"num_format": ";;;"},
    "negative unseen": {"num_format": "0;;0;@"},
    "white": {"font_color": "white"},
    "with a word": {"num_format": '"密"@'},
}
TEXTS = st.sampled_from(["乙类", "赵一", "010\t8888", "a&b<c", " ", "_x0041_", "1E+20", "机密"])
WHOLE = st.integers(-(10**17), 10**17)
FRACTIONS = st.sampled_from([0, 1, 0.25, -3, 2.50, 1e20, 1.1e17, 13_800_138_000])
DAYS = st.sampled_from([45_000, 45_001, 45_000.5, -3])
COLUMN = st.sampled_from([
    *(("plain", values) for values in (TEXTS, WHOLE, FRACTIONS, st.booleans())),
    *(("day", values) for values in (DAYS, st.sampled_from([45_000, 45_001]))),
    *(("rate", values) for values in (FRACTIONS, st.just(0.5))),
    *(("with a word", values) for values in (TEXTS, WHOLE)),
    *(("negative unseen", values) for values in (WHOLE, st.just(7))),
    *((look, values) for look in ("unseen", "white") for values in (TEXTS, WHOLE)),
    *(("plain", st.sampled_from(values)) for values in (["", "甲"], [""])),
])  # fmt: skip
"""How the cells of a column look, and what stands in them."""


@st.composite
def lists(draw: st.DrawFn) -> tuple[list[str], list[list[object]]]:
    """The looks of some columns, and rows of values that all are of one type in a column."""
    columns = draw(st.lists(COLUMN, min_size=1, max_size=2))
    line = st.tuples(*(values for _, values in columns)).map(list)
    return [look for look, _ in columns], draw(st.lists(line, min_size=5, max_size=9))


def book(looks: Sequence[str], rows: Mapping[int, Sequence[object]], *, shared: bool) -> bytes:
    buffer = io.BytesIO()
    written = xlsxwriter.Workbook(buffer, {"in_memory": True, "constant_memory": not shared})
    sheet = written.add_worksheet("名单")
    forms = [written.add_format(dict(LOOKS[look])) if LOOKS[look] else None for look in looks]
    if looks[0] in ("rate", "with a word"):
        sheet.set_column(0, 0, None, None, {"hidden": True})
    for number, values in rows.items():
        for column, (value, form) in enumerate(zip(values, forms, strict=True)):
            if isinstance(value, bool):
                sheet.write_boolean(number, column, value, form)
            elif isinstance(value, str):
                sheet.write_string(number, column, value, form)
            else:
                sheet.write_number(number, column, value, form)
    written.close()
    return buffer.getvalue()


def said(content: bytes) -> Said:
    """Every cell: whether it shows, where it stands, what it says; and texts that none shows."""
    extract = read_xlsx(content, limits=LIMITS)
    orphans = {
        (trace.rule, 0, 0, trace.text)
        for trace in extract.traces
        if trace.rule == "hidden.orphan_string"
    }
    return orphans.union(*map(_cells, extract.segments))


def _cells(segment: Segment) -> Iterator[tuple[str, int, int, str]]:
    if segment.grid is None:
        return
    ends = [start - 1 for start in segment.grid.starts[1:]] + [len(segment.text)]
    for begin, end, (number, column) in zip(
        segment.grid.starts, ends, segment.grid.cells, strict=True
    ):
        yield segment.visibility.value, number, column, segment.text[begin:end]


@settings(max_examples=150)
@given(listed=lists(), shared=st.booleans())
def test_a_list_says_what_its_rows_say_one_by_one(listed, shared):
    looks, rows = listed

    whole = said(book(looks, dict(enumerate(rows)), shared=shared))

    alone = (
        said(book(looks, {number: values}, shared=shared)) for number, values in enumerate(rows)
    )
    assert whole == set[tuple[str, int, int, str]]().union(*alone)


def test_what_formulas_say_is_read_in_a_list_too():
    formula = "WEBSERVICE(&quot;https://example.gov.cn/甲&quot;)"
    cells = (f'<row r="{n}"><c r="A{n}"><f>{formula}</f><v>{n}</v></c></row>' for n in range(1, 9))

    extract = read_xlsx(workbook("".join(cells)), limits=LIMITS)

    assert "hidden.external_link" in {trace.rule for trace in extract.traces}
    assert any("example.gov.cn" in segment.text for segment in extract.segments)


def test_a_part_of_a_text_that_does_not_show_is_hidden_in_a_list_too():
    book = Book()
    white = '<r><rPr><color rgb="FFFFFFFF"/></rPr><t>不宜公开</t></r>'
    book.strings.append(f"<r><t>甲</t></r>{white}")
    cells = (f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 9))
    book.sheet("名单", "".join(cells))

    segments = read_xlsx(book.packed(), limits=LIMITS).segments

    unseen = [each.text for each in segments if each.visibility is Visibility.HIDDEN]
    assert unseen == ["不宜公开"] * 8


@pytest.mark.parametrize("index", ["-1", "1", "x"])
def test_an_index_that_names_no_shared_text_is_not_read_in_a_list_either(index):
    lost = Book()
    lost.string("甲")
    indexes = ["0"] * 7 + [index]
    cells = (
        f'<row r="{n}"><c r="A{n}" t="s"><v>{index}</v></c></row>'
        for n, index in enumerate(indexes, start=1)
    )
    lost.sheet("名单", "".join(cells))

    with pytest.raises(NotRead) as refused:
        read_xlsx(lost.packed(), limits=LIMITS)

    assert refused.value.reason is Reason.BROKEN


def test_few_rows_and_such_as_need_a_closer_look_are_left_to_whoever_reads_cell_by_cell():
    reader = SheetList(Strings(), Styles())

    def rows(count: int, *, formula: str | None = None) -> Rows:
        heads = [("", {})] * count
        said = ["甲", "7"] * count
        formulas = [*[None] * (2 * count - 1), formula]
        return Rows(
            heads, ("B", ""), (None,) * 2, ("str", None), formulas, said, [None] * len(said)
        )

    assert reader.read(rows(4)) == ([2, 3], ["甲", "7"] * 4)
    assert reader.read(rows(3)) is None
    assert reader.read(rows(4, formula="A1")) is None
