"""Workbooks in binary parts are read like those in XML: records instead of elements."""

from __future__ import annotations

import io
import struct

import pytest
import python_calamine

from review.screening.extraction.xlsb import read_xlsb
from review.screening.limits import LIMITS
from review.screening.segments import NotRead, Reason
from tests.unit.screening.workbooks import Package

MAIN, SHEET = "xl/workbook.bin", "xl/worksheets/sheet1.bin"
_MS = "application/vnd.ms-excel"


def record(kind, data=b""):
    name = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length = len(data)
    sizes = [length & 0x7F]
    while length := length >> 7:
        sizes[-1] |= 0x80
        sizes.append(length & 0x7F)
    return name + bytes(sizes) + data


def text(said):
    return struct.pack("<I", len(said)) + said.encode("utf-16-le")


NOTHING = struct.pack("<I", 0xFFFFFFFF)


def row(number, *, flags=0, height=300):
    return record(0, struct.pack("<IIHBBB", number, 0, height, 0, flags, 0))


def cell(kind, column, value, *, look=0):
    return record(kind, struct.pack("<II", column, look) + value)


def area(top, left, bottom=None, right=None):
    ends = (top, top if bottom is None else bottom, left, left if right is None else right)
    return struct.pack("<IIII", *ends)


def formula(*constants):
    code = b"".join(
        b"\x17" + struct.pack("<H", len(said)) + said.encode("utf-16-le") for said in constants
    )
    return struct.pack("<I", len(code)) + code + struct.pack("<I", 0)


class Book:
    """A workbook in binary parts under construction."""

    def __init__(self):
        self.package, self.sheets, self.globals, self.strings = Package(), [], [], []
        self.styles = b""

    def sheet(self, name, *records, state=0):
        number = len(self.sheets) + 1
        part = f"xl/worksheets/sheet{number}.bin"
        inner = b"".join(records)
        content = (
            record(129) + record(148, bytes(16)) + record(145) + inner + record(146) + record(130)
        )
        id_ = self.package.add(
            part, content, type_=f"{_MS}.worksheet", owner=MAIN, kind="worksheet"
        )
        data = struct.pack("<II", state, number) + text(id_) + text(name)
        self.sheets.append(record(156, data))

    def string(self, said, *, runs=(), beside=""):
        flags = bool(runs) | 2 * bool(beside)
        data = struct.pack("<B", flags) + text(said)
        if runs:
            data += struct.pack("<I", len(runs)) + b"".join(struct.pack("<HH", *r) for r in runs)
        self.strings.append(record(19, data + (text(beside) + bytes(4) if beside else b"")))
        return struct.pack("<I", len(self.strings) - 1)

    def packed(self):
        add = self.package.add
        shared = record(159, struct.pack("<II", len(self.strings), len(self.strings)))
        shared += b"".join(self.strings) + record(160)
        add("xl/sharedStrings.bin", shared, type_=f"{_MS}.sharedStrings", owner=MAIN,
            kind="sharedStrings")  # fmt: skip
        add("xl/styles.bin", self.styles, type_=f"{_MS}.styles", owner=MAIN, kind="styles")
        main = record(131) + b"".join(self.globals) + record(143) + b"".join(self.sheets)
        main += record(144) + record(132)
        type_ = f"{_MS}.sheet.binary.macroEnabled.main"
        add(MAIN, main, type_=type_, owner="", kind="officeDocument")
        return self.package.packed()


def read(content):
    return read_xlsb(content, limits=LIMITS)


def shown(extract):
    return [s.text for s in extract.segments if s.grid and s.visibility.value == "visible"]


def found(extract, word):
    return [
        (
            s.visibility.value,
            s.place.get("sheet", ""),
            s.grid.name_at(s.text.index(word)) if s.grid else s.place.get("cell", ""),
        )
        for s in extract.segments
        if word in s.text
    ]


def places(extract, rule):
    return [(t.place.get("sheet", ""), t.place.get("cell", "")) for t in extract.traces
            if t.rule == rule]  # fmt: skip


def colour(kind, *rgb, index=0):
    return struct.pack("<BBh4B", kind << 1, index, 0, *(rgb or (0, 0, 0)), 255)


def styles():
    """Looks: plain, white, tiny, a date, a format of nothing."""
    fonts = ((220, colour(0)), (220, colour(2, 255, 255, 255)), (20, colour(0)))
    looks = ((0, 0), (0, 1), (0, 2), (14, 0), (164, 0))
    return (
        record(44, struct.pack("<H", 164) + text(";;;"))
        + b"".join(record(43, struct.pack("<H", size) + bytes(10) + ink) for size, ink in fonts)
        + record(45, struct.pack("<I", 0) + colour(0) * 2)
        + record(626, bytes(4)) + record(47, struct.pack("<5H", 0, 0, 1, 0, 0)) + record(627)
        + record(617, struct.pack("<I", len(looks)))
        + b"".join(record(47, struct.pack("<5H", 0, form, font, 0, 0)) for form, font in looks)
        + record(618)
    )  # fmt: skip


def test_values_are_read_as_another_program_reads_them():
    book = Book()
    book.styles = styles()
    index = book.string("姓名")
    book.sheet(
        "名单",
        row(0), cell(7, 0, index), cell(6, 1, text("证件号码")),
        row(1), cell(5, 0, struct.pack("<d", 110105199003071000)),
        cell(2, 1, struct.pack("<I", 350 << 2 | 3)),
        cell(4, 2, b"\1"), cell(3, 3, b"\x2a"), cell(5, 4, struct.pack("<d", 45000), look=3),
        row(2), cell(8, 0, text("结果") + bytes(2) + formula()),
        cell(9, 1, struct.pack("<d", 2.5) + bytes(2) + formula()),
        cell(10, 2, b"\0" + bytes(2) + formula()), cell(11, 3, b"\x07" + bytes(2) + formula()),
        cell(62, 4, b"\0" + text("富")), record(18, struct.pack("<I", 0) + index),
    )  # fmt: skip
    content = book.packed()

    other = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))

    lines = (
        "姓名\t证件号码",
        "110105199003071000\t3.5\tTRUE\t#N/A\t2023-03-15\t45000",
        "结果\t2.5\tFALSE\t#DIV/0!\t富\t姓名",
    )
    assert shown(read(content)) == ["\n".join(lines)]
    assert other.get_sheet_by_name("名单").to_python()[0][:2] == ["姓名", "证件号码"]


def test_what_hides_cells_is_found():
    book = Book()
    book.styles = styles()
    word = [book.string(f"藏{n}处") for n in range(9)]
    rich = book.string("看得见藏9处", runs=[(3, 1)])
    book.sheet(
        "名单",
        record(60, struct.pack("<IIIIH", 1, 1, 2000, 0, 1)),
        row(0), cell(7, 0, word[0]), cell(7, 1, word[1]),
        row(1, flags=0x10), cell(7, 0, word[2]),
        row(2), cell(7, 0, word[0]), row(3, height=0), cell(7, 0, word[3]),
        row(4), cell(7, 0, word[4], look=1), cell(7, 2, word[5], look=2),
        cell(7, 3, word[6], look=4),
        row(5), cell(7, 0, word[0]), cell(7, 4, word[7]), cell(7, 5, rich),
        record(176, area(5, 0, 5, 4)),
    )  # fmt: skip
    book.sheet("隐藏表", row(0), cell(7, 0, word[8]), state=1)
    book.sheet("深藏表", row(0), cell(6, 0, text("藏10处")), state=2)
    extract = read(book.packed())

    assert places(extract, "hidden.columns") == [("名单", "B:B")]
    assert places(extract, "hidden.rows") == [("名单", "2:2"), ("名单", "4:4")]
    assert places(extract, "hidden.white_text") == [("名单", "A5"), ("名单", "F6")]
    assert places(extract, "hidden.tiny_text") == [("名单", "C5")]
    assert places(extract, "hidden.number_format") == [("名单", "D5")]
    assert places(extract, "hidden.hidden_text") == [("名单", "E6")]
    assert places(extract, "hidden.sheet") == [("隐藏表", "")]
    assert places(extract, "hidden.very_hidden_sheet") == [("深藏表", "")]
    assert all(found(extract, f"藏{n}处")[0][0] == "hidden" for n in range(1, 11))
    assert shown(extract) == ["藏0处\n藏0处\n藏0处\t看得见"]


def test_what_stands_around_the_cells_is_found():
    book = Book()
    book.string("公开")
    book.string("藏1处")
    flags = struct.pack("<H", 0)
    margins = flags + text("&L藏2处") + NOTHING + text("藏3处") + NOTHING * 3
    prompts = b"".join(map(text, ("错", "藏4处", "题", "藏5处")))
    validation = struct.pack("<II", 3, 1) + area(1, 1, 8, 1) + prompts
    validation += formula("藏6处") + formula()
    link = area(0, 0) + NOTHING + text("\\\\server\\藏7处") + text("藏8处") + NOTHING
    book.sheet(
        "名单",
        row(0), cell(7, 0, struct.pack("<I", 0)),
        row(1), cell(8, 0, text("公开") + bytes(2) + formula("藏9处", "公开")),
        record(479, margins), record(64, validation), record(494, link),
        record(535, struct.pack("<HI", 0, 1)), record(999, text("藏10处")),
    )  # fmt: skip
    book.globals += [
        record(39, struct.pack("<IBI", 1, 0, 0) + text("藏11处") + formula() + NOTHING),
        record(39, struct.pack("<IBI", 0, 0, 0) + text("词") + formula("藏12处") + text("藏13处")),
        record(39, struct.pack("<IBI", 8, 0, 0) + text("藏14处") + formula() + NOTHING),
        record(548, struct.pack("<HH", 0, 0) + text("藏15处")),
        record(2071, text("C:\\Users\\藏16处")),
    ]
    add = book.package.add
    notes = record(632, text("周八")) + record(635, struct.pack("<I", 0) + area(1, 1) + bytes(16))
    notes += record(637, b"\0" + text("藏17处"))
    add("xl/comments1.bin", notes, type_=f"{_MS}.comments", owner=SHEET, kind="comments")
    cache = record(371, struct.pack("<I", 0) + text("藏18处"))
    add("xl/externalLinks/externalLink1.bin", cache, type_=f"{_MS}.externalLink", owner=MAIN,
        kind="externalLink")  # fmt: skip
    book.package.relate("xl/externalLinks/externalLink1.bin", "externalLinkPath",
                        "file:///D:\\藏19处.xlsb", mode="External")  # fmt: skip
    pivot = record(183, text("藏20处"))
    add("xl/pivotCache/pivotCacheDefinition1.bin", pivot, type_=f"{_MS}.pivotCacheDefinition",
        owner=MAIN, kind="pivotCacheDefinition")  # fmt: skip
    add("xl/odd.bin", record(7, text("藏21处")), type_=f"{_MS}.odd")
    extract = read(book.packed())

    rules = {trace.rule for trace in extract.traces}
    assert {
        "hidden.orphan_string", "hidden.hidden_text", "hidden.prompt", "hidden.external_link",
        "hidden.property", "hidden.defined_name", "hidden.active_content", "hidden.user_name",
        "hidden.template_path", "hidden.comment", "hidden.external_cache", "hidden.pivot_cache",
    } <= rules  # fmt: skip
    seen = {n: {s.visibility.value for s in extract.segments if f"藏{n}处" in s.text}
            for n in range(1, 22)}  # fmt: skip
    special = {2: {"visible"}, 17: {"comment"}, 19: {"meta"}}
    assert seen == {n: special.get(n, {"hidden"}) for n in range(1, 22)}
    assert found(extract, "藏5处") == [("hidden", "名单", "B2:B9")]
    assert found(extract, "藏9处") == [("hidden", "名单", "A2")]
    assert found(extract, "藏17处") == [("comment", "名单", "B2")]
    assert [t.who for t in extract.traces if t.rule == "hidden.comment"] == ["周八"]


def test_a_sheet_that_no_tab_leads_to_is_found():
    book = Book()
    book.sheet("名单", row(0), cell(6, 0, text("公开")))
    lost = row(0) + cell(6, 0, text("藏1处")) + record(130)
    book.package.add("xl/worksheets/sheet9.bin", lost, type_=f"{_MS}.worksheet")

    assert places(read(book.packed()), "hidden.very_hidden_sheet") == [("sheet9.bin", "")]


@pytest.mark.parametrize(
    ("records", "reason"),
    [
        ((row(0), b"\x06\xff\xff\xff\x7f"), Reason.BROKEN),
        ((row(0), cell(6, 0, struct.pack("<I", 1 << 30))), Reason.BROKEN),
        ((row(0), cell(8, 0, text("甲"))), Reason.BROKEN),
        ((), Reason.NO_TEXT),
    ],
    ids=["longer than the part", "text longer than its record", "cut formula", "empty"],
)
def test_what_cannot_be_read_for_certain_is_not_read(records, reason):
    book = Book()
    book.sheet("名单", *records)
    try:
        got = read(book.packed()).unread.reason
    except NotRead as refusal:
        got = refusal.reason

    assert got is reason
