"""Old workbooks are read record by record, as other programs read them."""

from __future__ import annotations

import io
import struct

import pytest
import python_calamine

from review.domain.vocabulary import Severity
from review.screening.extraction.compound_copy import compound_of
from review.screening.segments import Reason
from tests.unit.screening.found import why_unread
from tests.unit.screening.old_readings import (
    found,
    one_sheet,
    places,
    read,
    shown,
)
from tests.unit.screening.old_workbooks import (
    OldBook,
    begin,
    formula,
    label,
    number,
    old_workbook,
    record,
    text,
)

ID = "11010519491231002X"


def test_a_sheet_is_read_as_another_program_reads_it():
    book = OldBook()
    texts = [book.string("姓名"), book.string("plain"), book.string("证件号码")]
    rk = struct.pack("<HHHI", 1, 0, 0, 1380013800 << 2 & 0xFFFFFFFF | 2)
    book.sheet(
        "名单",
        label(0, 0, texts[0]),
        label(0, 1, texts[2]),
        label(0, 2, texts[1]),
        record(0x027E, rk),
        number(1, 1, 110105199003071000),
        record(0x0205, struct.pack("<HHHBB", 1, 2, 0, 1, 0)),
        record(0x0205, struct.pack("<HHHBB", 1, 3, 0, 0x2A, 1)),
        record(0x00BD, struct.pack("<HHHIHIH", 2, 0, 0, 7 << 2 | 2, 0, 350 << 2 | 3, 1)),
        formula(2, 3, "结果"),
        record(0x0204, struct.pack("<HHH", 2, 4, 0) + text("标签")),
    )
    content = book.packed()

    other = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))

    assert shown(read(content)) == [
        "姓名\t证件号码\tplain\n306271976\t110105199003071000\tTRUE\t#N/A\n7\t3.5\t结果\t标签"
    ]
    assert other.get_sheet_by_name("名单").to_python()[0][:3] == ["姓名", "证件号码", "plain"]


def test_a_text_cut_into_several_records_is_whole():
    book = OldBook()
    words = [f"第{n}号居民{'甲乙丙丁' * (n % 40)}" for n in range(300)]
    cells = [label(n, 0, book.string(said)) for n, said in enumerate(words)]

    assert shown(one_sheet(*cells, book=book)) == ["\n".join(words)]


def test_days_and_formats_are_read_as_they_look():
    book = OldBook()
    book.globals += [
        record(0x041E, struct.pack("<H", 164) + text('yyyy"年"m"月"d"日"')),
        record(0x041E, struct.pack("<H", 165) + text(";;;")),
        book.look(),
        book.look(form=164),
        book.look(form=165),
    ]
    extract = one_sheet(number(0, 0, 45000, 1), number(1, 0, 13800138000, 2), book=book)

    assert shown(extract) == ["2023年3月15日\t45000"]
    assert found(extract, "13800138000") == [("hidden", "名单", "A2")]
    assert places(extract, "hidden.number_format") == [("名单", "A2")]


def test_hidden_rows_columns_and_sheets_are_found():
    book = OldBook()
    said = [book.string(f"藏{n}处") for n in range(8)]
    book.sheet(
        "名单",
        record(0x007D, struct.pack("<HHHHH", 1, 1, 2000, 0, 1)),
        record(0x007D, struct.pack("<HHHHH", 2, 2, 10, 0, 0)),
        record(0x0208, struct.pack("<HHHHHHHH", 1, 0, 9, 255, 0, 0, 0x20, 0)),
        record(0x0208, struct.pack("<HHHHHHHH", 3, 0, 9, 4, 0, 0, 0, 0)),
        label(0, 0, said[0]), label(0, 1, said[1]), label(0, 2, said[2]),
        label(1, 0, said[3]), label(2, 0, said[0]), label(3, 0, said[4]),
        record(0x00E5, struct.pack("<HHHHH", 1, 5, 6, 3, 4)),
        label(5, 3, said[0]), label(6, 4, said[5]),
    )  # fmt: skip
    book.sheet("隐藏表", label(0, 0, said[6]), state=1)
    book.sheet("深藏表", label(0, 0, said[7]), state=2)
    extract = read(book.packed())

    assert places(extract, "hidden.columns") == [("名单", "B:C")]
    assert places(extract, "hidden.rows") == [("名单", "2:2"), ("名单", "4:4")]
    assert places(extract, "hidden.hidden_text") == [("名单", "E7")]
    assert places(extract, "hidden.sheet") == [("隐藏表", "")]
    assert places(extract, "hidden.very_hidden_sheet") == [("深藏表", "")]
    assert [found(extract, f"藏{n}处")[0][::2] for n in range(1, 8)] == [
        ("hidden", "B1"), ("hidden", "C1"), ("hidden", "A2"), ("hidden", "A4"), ("hidden", "E7"),
        ("hidden", "A1"), ("hidden", "A1"),
    ]  # fmt: skip


def test_letters_that_cannot_be_seen_are_found():
    book = OldBook()
    fonts = ((220, 0x7FFF), (220, 9), (20, 0x7FFF), (220, 12))
    book.globals += [
        *(record(0x0031, struct.pack("<HHH", size, 0, ink) + bytes(10)) for size, ink in fonts),
        book.look(0),
        book.look(1),
        book.look(2),
        book.look(3, ground=12),
    ]
    runs = book.string("看得见藏4处", runs=[(3, 1)])
    extract = one_sheet(
        *(label(n, 0, book.string(f"藏{n}处"), n) for n in range(1, 4)),
        label(4, 0, runs),
        label(5, 0, book.string("公开")),
        book=book,
    )

    assert shown(extract) == ["看得见\n公开"]
    assert places(extract, "hidden.white_text") == [("名单", "A2:A4"), ("名单", "A5")]
    assert places(extract, "hidden.tiny_text") == [("名单", "A3")]
    assert found(extract, "藏4处") == [("hidden", "名单", "A5")]


def test_a_number_in_a_hidden_sheet_of_an_old_workbook_blocks(examined):
    book = OldBook()
    book.sheet("公开", label(0, 0, book.string("公开")))
    book.sheet("底表", label(0, 0, book.string("身份证号")), label(1, 0, book.string(ID)), state=2)

    findings = examined(book.packed(), name="名单.xls").judgement.findings

    (finding,) = (one for one in findings if one.rule == "person.resident_id")
    assert finding.severity is Severity.BLOCK
    assert (finding.place["sheet"], finding.place["cell"]) == ("底表", "A2")


def test_a_workbook_of_excel_95_is_read_in_the_page_of_its_system():
    sheet = begin(0x10, version=0x0500)
    sheet += record(0x0204, struct.pack("<HHHH", 0, 0, 0, 8) + "身份证号".encode("gbk"))
    sheet += record(0x001C, struct.pack("<HHH", 1, 2, 6) + "藏一处".encode("gbk")) + record(10)
    globals_ = begin(0x05, version=0x0500) + record(0x0042, struct.pack("<H", 936))
    at = len(globals_) + 4 + 6 + 1 + 4 + 4
    bound = struct.pack("<IBBB", at, 1, 0, 4) + "内表".encode("gbk")
    stream = globals_ + record(0x0085, bound) + record(10) + sheet

    extract = read(compound_of({("Book",): stream}))

    assert found(extract, "身份证号") == [("hidden", "内表", "A1")]
    assert found(extract, "藏一处") == [("comment", "内表", "C2")]
    assert places(extract, "hidden.sheet") == [("内表", "")]


def locked():
    book = OldBook(globals=[record(0x002F, bytes(6))])
    book.sheet("名单")
    return book.packed()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (locked(), Reason.ENCRYPTED),
        (compound_of({("Workbook",): OldBook().stream()[:-2]}), Reason.BROKEN),
        (compound_of({("Workbook",): b"\x09\x08\xff\xff"}), Reason.BROKEN),
        (compound_of({("Other",): b"x"}), Reason.LEGACY_OFFICE),
        (old_workbook("公开")[:2000], Reason.BROKEN),
        (old_workbook(), Reason.NO_TEXT),
    ],
    ids=["locked", "cut", "longer than the stream", "no workbook", "cut file", "empty"],
)
def test_what_cannot_be_read_for_certain_is_not_read(content, reason):
    assert why_unread(read, content) is reason
