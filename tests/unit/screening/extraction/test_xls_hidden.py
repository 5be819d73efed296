"""Nothing in the file of an old workbook stays hidden: records, drawings, other streams."""

from __future__ import annotations

import io
import struct
import zlib

import olefile

from review.screening.extraction.compound_copy import compound_of
from tests.unit.screening.old_readings import (
    found,
    one_sheet,
    places,
    read,
    shown,
    with_texts,
)
from tests.unit.screening.old_workbooks import (
    CHART,
    MACROS,
    OldBook,
    begin,
    formula,
    label,
    properties,
    record,
    text,
)
from tests.unit.screening.papers import word
from tests.unit.screening.workbooks import row, workbook

ID = "11010519491231002X"


def test_comments_boxes_prompts_links_and_margins_are_read():
    def box(number_, kind, said):
        head = struct.pack("<HHHHH", 0x15, 18, kind, number_, 0) + bytes(12)
        sizes = struct.pack("<HH6sHHI", 0, 0, b"", len(said), 0, 0)
        return record(0x005D, head) + record(0x01B6, sizes, b"\1" + said.encode("utf-16-le"))

    validation = (
        struct.pack("<I", 3)
        + b"".join(map(text, ("填写", "错误", "藏3处", "藏4处")))
        + struct.pack("<HH", 7, 0)
        + b"\x17\x04\0" + b"A\0BC"
        + struct.pack("<HH", 0, 0)
        + struct.pack("<HHHHH", 1, 2, 8, 1, 1)
    )  # fmt: skip
    moniker = "\\\\server\\藏5处".encode("utf-16-le") + b"\0\0"
    link = struct.pack("<HHHH", 0, 0, 0, 0) + bytes(24) + moniker
    tip = struct.pack("<HHHHH", 0x800, 0, 0, 0, 0) + "藏6处".encode("utf-16-le") + b"\0\0"
    extract = one_sheet(
        label(0, 0, 0),
        record(0x0014, text("&L藏7处&R&D")),
        box(1, 0x19, "藏1处"),
        record(0x001C, struct.pack("<HHHH", 2, 1, 0, 1) + text("周八")),
        box(2, 6, "藏2处"),
        record(0x01BE, validation),
        record(0x01B8, link),
        record(0x0800, tip),
        record(0x00AF, text("藏8处")),
        record(0x0012, struct.pack("<H", 1)),
        book=with_texts("公开"),
    )

    assert found(extract, "藏1处") == [("comment", "名单", "B3")]
    assert [(t.who, t.text) for t in extract.traces if t.rule == "hidden.comment"] == [
        ("周八", "藏1处")
    ]
    assert found(extract, "藏2处") == [("visible", "名单", "")]
    assert found(extract, "藏3处") == found(extract, "藏4处") == [("hidden", "名单", "B3:B9")]
    assert found(extract, "A\nBC") == [("hidden", "名单", "B3:B9")]
    assert places(extract, "hidden.prompt") == [("名单", "B3:B9")]
    assert places(extract, "hidden.external_link") == [("名单", "A1")]
    assert found(extract, "藏6处") == [("hidden", "名单", "A1")]
    assert found(extract, "藏7处") == [("visible", "名单", "")]
    assert places(extract, "hidden.hidden_text") == [("名单", "")]
    assert "sheetProtection" in [t.text for t in extract.traces if t.rule == "hidden.property"]


def test_formulas_names_other_workbooks_and_users_are_read():
    book = with_texts("公开")
    code = b"\x17" + text("藏2处", length="B")
    outside = b"\x3a" + struct.pack("<HHH", 0, 0, 0)

    def name(said, rgce, flags=0):
        head = struct.pack("<HBBHHH4B", flags, 0, len(said), len(rgce), 0, 0, 0, 0, 0, 0)
        return record(0x0018, head + b"\1" + said.encode("utf-16-le") + rgce)

    kept = struct.pack("<BBH", 0, 0, 4) + b"\2" + text("藏5处")
    book.globals += [
        record(0x005C, text("藏6处" + " " * 20)),
        record(0x01AE, struct.pack("<H", 1) + text("\1\1D内\3藏4处.xls") + text("内表")),
        record(0x0059, struct.pack("<HH", 1, 0)),
        record(0x005A, kept),
        record(0x0017, struct.pack("<HHHH", 1, 0, 0, 0)),
        name("藏1处", b"\x24\0\0\0\0", flags=1),
        name("词", code),
        name("藏3处", outside),
        name("Auto_Open", b"\x24\0\0\0\0"),
        record(0x005B, struct.pack("<HH", 0, 0) + text("藏7处")),
        record(0x9999, "藏8处".encode("utf-16-le")),
        record(0x0012, struct.pack("<H", 1)),
    ]
    extract = one_sheet(label(0, 0, 0), formula(1, 0, "公开", "藏9处", "公开"), book=book)

    assert [t.text for t in extract.traces if t.rule == "hidden.defined_name"] == ["藏1处", "藏3处"]
    assert found(extract, "藏2处") == [("hidden", "", "")]
    assert [t.text for t in extract.traces if t.rule == "hidden.external_link"] == [
        "D:\\内\\藏4处.xls"
    ]
    assert found(extract, "藏5处") == [("hidden", "", "A5")]
    assert len(places(extract, "hidden.external_cache")) == 1
    assert len(places(extract, "hidden.active_content")) == 1
    users = [t.text for t in extract.traces if t.rule == "hidden.user_name"]
    assert users == ["藏6处", "藏7处"]
    assert found(extract, "藏8处") == [("hidden", "", "")]
    assert found(extract, "藏9处") == [("hidden", "名单", "A2")]


def test_charts_macro_sheets_and_forgotten_sheets_are_read():
    book = with_texts("公开")
    title = record(0x100D, struct.pack("<H", 0) + text("藏1处", length="B"))
    cached = record(0x0204, struct.pack("<HHH", 0, 0, 0) + text("藏2处"))
    inner = begin(CHART) + title + cached + record(0x000A)
    book.sheet("名单", label(0, 0, 0), inner)
    book.sheet("图", title, kind=CHART)
    book.sheet("宏", formula(0, 0, "x", "藏3处"), kind=MACROS)
    lost = begin(0x10) + record(0x0204, struct.pack("<HHH", 0, 0, 0) + text("藏4处")) + record(10)
    extract = read(compound_of({("Workbook",): book.stream() + lost}))

    assert found(extract, "藏1处") == [("visible", "名单", ""), ("visible", "图", "")]
    assert found(extract, "藏2处") == [("hidden", "名单", "")]
    assert places(extract, "hidden.chart_cache") == [("名单", "")]
    assert places(extract, "hidden.active_content") == [("宏", "")]
    assert found(extract, "藏3处") == [("hidden", "宏", "A1")]
    assert [place[0] for place in places(extract, "hidden.very_hidden_sheet")] == [
        f"#{len(book.stream())}"
    ]
    assert found(extract, "藏4处")[0][0] == "hidden"


def test_texts_that_no_cell_shows_and_what_stands_beside_texts():
    book = with_texts("公开", "藏1处")
    book.string("李四", beside="藏2处")
    extract = one_sheet(label(0, 0, 0), label(1, 0, 2), book=book)

    assert [t.text for t in extract.traces if t.rule == "hidden.orphan_string"] == ["藏1处"]
    assert found(extract, "藏2处") == [("hidden", "", "")]


def drawn(kind, body, *, version=0):
    return struct.pack("<HHI", version, kind, len(body)) + body


def test_pictures_in_the_drawing_records_are_handed_on():
    png = b"\x89PNG\r\n\x1a\n" + bytes(9)
    vector = b"\1\0\0\0" + bytes(36) + b" EMF" + bytes(60)
    packed = zlib.compress(vector)
    head = struct.pack("<I16s8sIBB", len(vector), b"", b"", len(packed), 0, 0xFE)
    blips = drawn(0xF01E, bytes(17) + png, version=0x6E00) + drawn(
        0xF01A, bytes(16) + head + packed, version=0x3D40
    )
    group = drawn(0xF000, drawn(0xF001, blips, version=0xF), version=0xF)
    book = with_texts("公开" * 20)
    book.globals.append(record(0x00EB, group[:40], group[40:]))
    described = "藏1处".encode("utf-16-le") + b"\0\0"
    shape = drawn(0xF00B, struct.pack("<HI", 0xC381, len(described)) + described, version=0x13)
    extract = one_sheet(
        label(0, 0, 0), record(0x00EC, drawn(0xF004, shape, version=0xF)), book=book
    )

    assert [(f.name, f.content, f.is_picture) for f in extract.embedded] == [
        ("image1.png", png, True),
        ("image2.emf", vector, True),
    ]
    assert [t.text for t in extract.traces if t.rule == "hidden.alt_text"] == ["藏1处"]


def test_the_other_streams_of_the_file_are_read():
    inner = OldBook()
    inner.sheet("内", label(0, 0, inner.string("里面的文件")))
    native = b"\0\0\0\0\2\0" + b"a.txt\0" + b"C:\\a.txt\0" + bytes(4)
    native += struct.pack("<I", 2) + b"x\0" + struct.pack("<I", 7) + "嵌入".encode() + b"!"
    pivot = record(0x00C7, bytes(14) + text("证件")) + record(0x00CD, text("藏1处"))
    extra = {
        ("_SX_DB_CUR", "0001"): pivot + record(0x00C9, struct.pack("<d", 13800138000.0)),
        ("_VBA_PROJECT_CUR", "VBA", "dir"): b"x" * 10,
        ("MBD0001", "Workbook"): inner.stream(),
        ("MBD0002", "Package"): word("嵌入的文件"),
        ("MBD0003", "\1Ole10Native"): native,
        ("MsoDataStore", "A", "Item"): "<a><b>藏2处</b></a>".encode(),
        ("Revision Log",): "藏3处".encode("utf-16-le"),
        ("Ctls",): "藏4处".encode("utf-16-le"),
        ("Unknown",): "藏5处".encode("utf-16-le"),
        ("\5SummaryInformation",): properties({4: "藏6处", 8: "藏7处", 7: "C:\\模板\\a.xlt"}),
        ("\5DocumentSummaryInformation",): properties({15: "藏8处"}),
    }
    book = OldBook()
    book.sheet("名单", label(0, 0, book.string("公开")))
    extract = read(book.packed(extra))

    rules = {(t.rule, t.place["file"]) for t in extract.traces if "file" in t.place}
    assert {
        ("hidden.pivot_cache", "_SX_DB_CUR/0001"),
        ("hidden.active_content", "_VBA_PROJECT_CUR"),
        ("hidden.embedded_file", "MBD0001"),
        ("hidden.embedded_file", "MBD0002"),
        ("hidden.embedded_file", "MBD0003"),
        ("hidden.custom_xml", "MsoDataStore/A/Item"),
        ("hidden.tracked_change", "Revision Log"),
        ("hidden.active_content", "Ctls"),
        ("hidden.embedded_file", "Unknown"),
        ("hidden.property", "SummaryInformation"),
        ("hidden.user_name", "SummaryInformation"),
        ("hidden.template_path", "SummaryInformation"),
        ("hidden.property", "DocumentSummaryInformation"),
    } <= rules
    seen = {
        n: {s.visibility.value for s in extract.segments if f"藏{n}处" in s.text}
        for n in range(1, 9)
    }
    assert seen == {1: {"hidden"}, 2: {"hidden"}, 3: {"deleted"}, 4: {"hidden"}, 5: {"hidden"},
                    6: {"meta"}, 7: {"meta"}, 8: {"meta"}}  # fmt: skip
    files = {file.name: file.content for file in extract.embedded}
    assert files["MBD0003/a.txt"] == "嵌入".encode() + b"!"
    assert files["MBD0002/Package"] == word_bytes(extra)
    assert shown(read(files["MBD0001"])) == ["里面的文件"]
    assert olefile.OleFileIO(io.BytesIO(files["_VBA_PROJECT_CUR"])).exists("VBA/dir")


def word_bytes(extra):
    return extra["MBD0002", "Package"]


def test_what_lies_in_a_workbook_is_read_through_it(examined):
    inner = workbook(row(1, "身份证号") + row(2, ID))
    book = OldBook()
    book.sheet("公开", label(0, 0, book.string("公开")))

    findings = examined(
        book.packed({("MBD0001", "Package"): inner}), name="a.xls"
    ).judgement.findings

    assert {one.place["file"] for one in findings if one.rule == "person.resident_id"} == {
        "MBD0001/Package"
    }
