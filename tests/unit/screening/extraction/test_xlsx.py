"""Everything in a workbook is read: as people see it, and as it is kept."""

from __future__ import annotations

import io
import time
from dataclasses import replace

import openpyxl
import pytest

from review.domain.findings import Part
from review.screening.extraction.xlsx import read_xlsx
from review.screening.limits import LIMITS
from review.screening.segments import NotRead, Reason, Visibility
from tests.unit.screening.found import why_unread
from tests.unit.screening.hidden_parts import PIXEL
from tests.unit.screening.papers import packed, parts_of
from tests.unit.screening.workbooks import (
    DRAWING,
    MAIN,
    NAMESPACES,
    STYLES,
    Book,
    cell,
    row,
    workbook,
)

ID = "11010519491231002X"


LONG = "".join(row(n, "甲") for n in range(1, 2_000))


def read(content):
    return read_xlsx(content, limits=LIMITS)


def shown(extract):
    """The text of the visible cells, sheet by sheet."""
    return [
        segment.text
        for segment in extract.segments
        if segment.grid and segment.visibility is Visibility.VISIBLE
    ]


def hidden(extract):
    return [
        segment.text
        for segment in extract.segments
        if segment.grid and segment.visibility is Visibility.HIDDEN
    ]


def traces(extract, rule):
    return [trace for trace in extract.traces if trace.rule == rule]


def formats(*codes, fonts="", fills=""):
    """A style part with one cell style for each format code, from number 1 on."""
    own = "".join(
        f'<numFmt numFmtId="{200 + n}" formatCode="{code}"/>' for n, code in enumerate(codes)
    )
    uses = "".join(f'<xf numFmtId="{200 + n}" fontId="0" fillId="0"/>' for n in range(len(codes)))
    return f"<numFmts>{own}</numFmts>{STYLES.replace('</cellXfs>', f'{uses}</cellXfs>')}"


def test_a_sheet_is_one_text_with_a_line_for_each_row_and_a_map_of_its_cells():
    extract = read(workbook(row(1, "姓名", "证件号码") + row(4, "赵一", ID)))

    (segment,) = (segment for segment in extract.segments if segment.grid)
    assert segment.text == f"姓名\t证件号码\n赵一\t{ID}"
    assert segment.place == {"sheet": "名单"}
    assert segment.grid.name_at(segment.text.index(ID)) == "B4"
    assert segment.grid.name_at(segment.text.index("赵一")) == "A4"
    assert segment.grid.heading_at(segment.text.index(ID)) == "证件号码"
    assert segment.part is Part.BODY


def test_a_title_over_several_columns_labels_none_of_them():
    rows = row(1, "低保对象名单") + row(2, "姓名", "身份证号") + row(3, "赵一", ID)
    merged = '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'

    (segment,) = (s for s in read(workbook(rows, after=merged)).segments if s.grid)

    assert dict(segment.grid.headings) == {1: "姓名", 2: "身份证号"}


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("1.10105199003071E+17", "General", "110105199003071000"),
        ("1.10105199003071E+17", "0", "110105199003071000"),
        ("110105900307123", "General", "110105900307123"),
        ("13800138000", "0.00E+00", "13800138000"),
        ("1234", "000000", "001234\t1234"),
        ("13800138000", "000-0000-0000", "13800138000"),
        ("45000", "yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;", "2023年3月15日\t45000"),
        ("45000.75", "yyyy-mm-dd hh:mm", "2023-03-15 18:00\t45000.75"),
        ("10", "&quot;机密★&quot;0&quot;年&quot;", "机密★10年\t10"),
        ("0.5", "0.00%", "0.5"),
        ("1234.5", "#,##0.00_ ;[Red]-#,##0.00", "1234.5"),
    ],
)
def test_a_number_is_read_as_it_is_kept_and_where_it_matters_as_it_looks(value, code, text):
    assert shown(read(workbook(f'<row r="1"><c r="A1" s="1"><v>{value}</v></c></row>',
                               styles=formats(code)))) == [text]  # fmt: skip


def test_a_value_behind_words_of_its_format_is_hidden():
    rows = '<row r="1"><c r="A1" s="1"><v>13800138000</v></c></row>'
    extract = read(workbook(rows, styles=formats("&quot;公开&quot;")))

    assert shown(extract) == []
    assert hidden(extract) == ["公开\t13800138000"]
    assert [t.place["cell"] for t in traces(extract, "hidden.number_format")] == ["A1"]


def test_days_may_be_counted_from_1904():
    book = Book(styles=formats("yyyy-mm-dd"), before='<workbookPr date1904="1"/>')
    book.sheet("名单", '<row r="1"><c r="A1" s="1"><v>43538</v></c></row>')

    assert shown(read(book.packed())) == ["2023-03-15\t43538"]


def test_every_kind_of_cell_is_read():
    book = Book()
    book.strings += [
        "<t>整</t>",
        "<r><t>机</t></r><r><rPr><b/></rPr><t xml:space='preserve'>密 </t></r><r><t>★</t></r>",
    ]
    book.sheet(
        "名单",
        '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="b"><v>1</v></c>'
        '<c t="e"><v>#REF!</v></c><c t="str"><f>A1&amp;"甲"</f><v>整甲</v></c>'
        '<c t="inlineStr"><is><r><t>内</t></r><r><t>嵌</t></r></is></c>'
        '<c t="d"><v>2023-03-15</v></c><c><v>7</v></c></row>',
    )

    assert shown(read(book.packed())) == ["整\t机密 ★\tTRUE\t#REF!\t整甲\t内嵌\t2023-03-15\t7"]


@pytest.mark.parametrize(
    "written",
    [
        '<c r="A1" t="inlineStr"><is><t>机&#23494;★</t></is></c>',
        '<c r="A1" t="inlineStr"><is><t>机&#x5BC6;★</t></is></c>',
        '<c r="A1" t="str"><v>机_x5BC6_★</v></c>',
        '<c r="A1" t="inlineStr"><is><t><![CDATA[机密★]]></t></is></c>',
        '<c r="A1" t="inlineStr"><is><t>机<!-- 什么 -->密★</t></is></c>',
        '\n <c r="A1" t="str">\n  <v>机密★</v>\n </c>\n',
        '<c r="A1" t="str" foo="x"><v>机密★</v></c>',
    ],
    ids=["decimal", "hexadecimal", "Excel's own", "CDATA", "remark within", "indented", "odd"],
)
def test_a_text_is_read_however_it_is_written(written):
    assert shown(read(workbook(f'<row r="1">{written}</row>'))) == ["机密★"]


@pytest.mark.parametrize("prefix", ["x:", ""])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_namespace_prefix_and_encoding_change_nothing(prefix, encoding):
    plain = workbook(row(1, "姓名", 45000) + row(2, "赵一", 1.5))
    parts = parts_of(plain)
    name = "xl/worksheets/sheet1.xml"
    xml = parts[name].decode()
    if prefix:
        for tag in ("worksheet", "sheetData", "row", "c", "v", "is", "t"):
            xml = xml.replace(f"<{tag}>", f"<x:{tag}>").replace(f"<{tag} ", f"<x:{tag} ")
            xml = xml.replace(f"</{tag}>", f"</x:{tag}>")
        xml = xml.replace('xmlns="', 'xmlns:x="')
    declared = f'<?xml version="1.0" encoding="{encoding}"?>{xml}'
    if encoding == "gb18030":
        declared = declared.replace("gb18030", "GBK")

    other = read(packed({**parts, name: declared.encode(encoding)}))

    assert shown(other) == shown(read(plain)) == ["姓名\t45000\n赵一\t1.5"]


def test_a_sparse_sheet_costs_nothing():
    rows = row(1, "甲") + f'<row r="1048576">{cell("XFD1048576", ID)}</row>'

    began = time.process_time()
    (segment,) = (s for s in read(workbook(rows)).segments if s.grid)

    assert time.process_time() - began < 0.5
    assert segment.text == f"甲\n{ID}"
    assert segment.grid.name_at(2) == "XFD1048576"


def test_what_openpyxl_writes_is_read_as_openpyxl_reads_it():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["姓名", "电话", None, 3.25, True])
    sheet.append(["孙二", 13800138000])
    buffer = io.BytesIO()
    book.save(buffer)

    assert shown(read(buffer.getvalue())) == ["姓名\t电话\t3.25\tTRUE\n孙二\t13800138000"]


def test_hidden_cells_block_and_are_found_at_their_place(examined):
    rows = row(1, "姓名", "身份证号") + row(2, "赵一", ID) + row(3, "钱二", ID)
    columns = '<cols><col min="2" max="2" width="0" hidden="1"/></cols>'

    findings = examined(workbook(rows, before=columns), name="名单.xlsx").judgement.findings

    by_rule = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    assert [dict(one.place) for one in by_rule["hidden.columns"]] == [
        {"sheet": "名单", "cell": "B:B"}
    ]
    assert [one.place["cell"] for one in by_rule["person.resident_id"]] == ["B2", "B3"]
    assert {one.severity.value for one in by_rule["person.resident_id"]} == {"block"}
    assert ID not in str(findings)


def test_one_column_is_one_trace_and_neighbours_are_one_thing():
    rows = row(1, "甲", "乙", "丙", "丁") + row(2, "1a", "2a", "3a", "4a")
    columns = '<cols><col min="2" max="3" hidden="1"/><col min="5" max="16384" hidden="1"/></cols>'

    extract = read(workbook(rows, before=columns))

    assert [(t.place["cell"], t.text) for t in traces(extract, "hidden.columns")] == [
        ("B:C", "B:C (4) 乙")
    ]
    assert shown(extract) == ["甲\t丁\n1a\t4a"]
    assert hidden(extract) == ["乙\t丙\n2a\t3a"]


def test_runs_of_hidden_rows_are_told_one_by_one_and_very_many_as_one():
    few = row(1, "甲") + "".join(row(n, f"r{n}", attributes='hidden="1"') for n in (2, 3, 5))
    few += row(4, "乙")
    many = "".join(row(n, f"r{n}", attributes='hidden="1"' if n % 2 else "") for n in range(1, 80))

    assert [t.place["cell"] for t in traces(read(workbook(few)), "hidden.rows")] == ["2:5"]
    (trace,) = traces(read(workbook(many)), "hidden.rows")
    assert trace.place["cell"] == "1:79"
    assert trace.text == "1:79 (40) "


def test_a_disposal_of_a_hidden_column_binds_to_what_it_holds():
    columns = '<cols><col min="2" max="2" hidden="1"/></cols>'
    one, other = (
        traces(read(workbook(row(1, "甲", text), before=columns)), "hidden.columns")[0]
        for text in ("乙", "丙")
    )

    assert one.digest != other.digest


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (workbook('<row r="99999999999">' + cell("A1", "甲") + "</row>"), Reason.BROKEN),
        (workbook('<row r="1"><c r="ABCD1"><v>1</v></c></row>'), Reason.BROKEN),
        (workbook('<row r="1"><c r="A1"><v>1</c></row>'), Reason.BROKEN),
        (workbook(LONG, after='<cols><col min="1" max="1" hidden="1"/></cols><!-- -->'),
         Reason.BROKEN),
        (workbook(""), Reason.NO_TEXT),
    ],
    ids=["row of a billion", "column beyond all", "broken", "columns behind the cells", "empty"],
)  # fmt: skip
def test_what_cannot_be_read_for_certain_is_not_read(content, reason):
    assert why_unread(read, content) is reason


def test_texts_that_multiply_end_at_the_limit():
    """One text of 32 kilobytes, named by sixty thousand cells, would be two gigabytes."""
    book = Book()
    book.string("密" * 32_000)
    cells = '<c t="s"><v>0</v></c>' * 30
    book.sheet("名单", f"<row>{cells}</row>" * 2_000)

    began = time.process_time()
    with pytest.raises(NotRead) as refusal:
        read(book.packed())

    assert refusal.value.reason is Reason.TOO_LARGE
    assert time.process_time() - began < 2


def test_a_dtd_is_refused_wherever_it_stands():
    for part in ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/comments1.xml"):
        bomb = f'<!DOCTYPE a [<!ENTITY x "ha">]><sst {NAMESPACES}><si><t>&x;</t></si></sst>'
        content = packed({**parts_of(workbook(row(1, "甲"))), part: bomb.encode()})

        with pytest.raises(NotRead) as refusal:
            read(content)

        assert refusal.value.reason is Reason.DOCTYPE


def test_of_a_workbook_whose_window_is_hidden_no_sheet_is_seen():
    book = Book(before='<bookViews><workbookView visibility="hidden"/></bookViews>')
    book.sheet("名单", row(1, "甲"))
    extract = read(book.packed())

    assert [t.place for t in traces(extract, "hidden.sheet")] == [{"sheet": "名单"}]
    assert hidden(extract) == ["甲"]


def test_a_database_that_only_excel_opens_is_not_read():
    book = Book()
    book.sheet("名单", row(1, "公开"))
    model = "藏1处".encode("utf-16-le") + bytes(50)
    book.package.add("xl/model/item.data", model, owner=MAIN, kind="powerPivotData")
    extract = read(book.packed())

    assert extract.unread.reason is Reason.UNSUPPORTED
    assert [t.place["file"] for t in traces(extract, "hidden.embedded_file")] == [
        "xl/model/item.data"
    ]
    assert any("藏1处" in segment.text for segment in extract.segments)


@pytest.mark.parametrize(("said", "is_picture"), [("甲", False), ("公开的内容" * 9, True)])
def test_where_there_is_little_text_the_pictures_are_the_paper(said, is_picture):
    book = Book()
    book.sheet("名单", row(1, said))
    drawing = "xl/drawings/drawing1.xml"
    add = book.package.add
    add(drawing, f"<xdr:wsDr {DRAWING}/>", owner="xl/worksheets/sheet1.xml", kind="drawing")
    add("xl/media/image1.png", PIXEL, owner=drawing, kind="image")

    assert [file.is_picture for file in read(book.packed()).embedded] == [is_picture]


def test_a_workbook_of_macros_is_one_whatever_its_type():
    for type_ in ("template.main", "sheet.macroEnabled.main"):
        parts = parts_of(workbook(row(1, "甲")))
        types = parts["[Content_Types].xml"].replace(b"sheet.main", type_.encode())

        assert shown(read(packed({**parts, "[Content_Types].xml": types}))) == ["甲"]


def test_the_edition_of_the_standard_changes_nothing():
    old, new = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    parts = parts_of(workbook(row(1, "姓名", 45000.0)))
    strict = {
        name: part.replace(old + b"spreadsheetml/2006/main", new + b"spreadsheetml/main").replace(
            old + b"officeDocument/2006/", new + b"officeDocument/"
        )
        for name, part in parts.items()
    }

    assert shown(read(packed(strict))) == ["姓名\t45000"]


@pytest.mark.parametrize(
    ("around", "seconds"),
    [
        ({"before": "<cols>" + '<col min="1" max="16384" hidden="1"/>' * 50_000 + "</cols>"}, 4),
        ({"after": "<mergeCells>" + "".join(
            f'<mergeCell ref="A1:{"BCDE"[n % 4]}{n + 2}"/>' for n in range(60_000)
        ) + "</mergeCells>"}, 6),
        ({"after": "<extLst>" + "<ext>" * 200 + "</ext>" * 200 + "</extLst>"}, 1),
    ],
    ids=["columns upon columns", "areas upon areas", "nested"],
)  # fmt: skip
def test_what_is_made_to_be_slow_ends_soon(around, seconds):
    began = time.process_time()
    extract = read(workbook("".join(row(n, "甲", "乙") for n in range(1, 300)), **around))

    assert time.process_time() - began < seconds
    assert any(segment.grid for segment in extract.segments)


def test_more_things_than_anybody_could_look_at_are_not_read():
    prompts = "".join(f'<dataValidation sqref="A{n}" prompt="p{n}"/>' for n in range(1, 120))
    few = replace(LIMITS, objects=100)

    with pytest.raises(NotRead) as refusal:
        read_xlsx(
            workbook(row(1, "甲"), after=f"<dataValidations>{prompts}</dataValidations>"),
            limits=few,
        )

    assert refusal.value.reason is Reason.TOO_LARGE
