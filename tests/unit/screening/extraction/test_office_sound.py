"""What no office program opens is not clear, even where its text could be read all the same."""

from __future__ import annotations

import struct

import pytest

from review.screening.segments import Reason
from tests.fuzz.originals import LINES, MAKERS
from tests.unit.screening.found import found
from tests.unit.screening.papers import packed, parts_of
from tests.unit.screening.workbooks import workbook

READERS = ("docx", "xlsx", "pptx", "xlsb", "doc", "xls", "ppt")
SILENT = {
    "docx": "word/styles.xml", "xlsx": "xl/styles.xml", "pptx": "ppt/theme/theme1.xml",
}  # fmt: skip
"""Parts that are sound by their look and say nothing."""
CORE = "docProps/core.xml"
OPENED = ("docx", "xlsx", "pptx")


def whole(ending):
    return MAKERS[ending](LINES)


def why(ending, content):
    """Why it was not read; nothing where it was."""
    return next(iter(found(content, name=f"a.{ending}").reasons), None)


def changed(ending, **parts):
    return packed({**parts_of(whole(ending)), **parts})


def without(ending, *names):
    return packed({name: it for name, it in parts_of(whole(ending)).items() if name not in names})


@pytest.mark.parametrize("ending", READERS)
def test_the_whole_file_is_read(ending):
    assert why(ending, whole(ending)) is None


@pytest.mark.parametrize("ending", OPENED)
@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (b"><", b"><odd><", Reason.BROKEN),
        (b"<", b"<!DOCTYPE a [<!ENTITY b 'c'>]><", Reason.DOCTYPE),
        (b"><", b"><none:a/><", Reason.BROKEN),
    ],
    ids=["tag left open", "types declared", "prefix of nowhere"],
)
def test_a_part_that_says_nothing_must_be_sound_too(ending, old, new, reason):
    part = parts_of(whole(ending))[SILENT[ending]]
    at = part.index(old, part.find(b"?>") + 2 if old == b"<" else len(part) // 2)

    broken = changed(ending, **{SILENT[ending]: part[:at] + new + part[at + len(old) :]})

    assert why(ending, broken) is reason


@pytest.mark.parametrize("ending", OPENED)
def test_a_part_in_the_place_of_another_is_lost(ending):
    parts = parts_of(whole(ending))

    swapped = {SILENT[ending]: parts[CORE], CORE: parts[SILENT[ending]]}

    assert why(ending, packed({**parts, **swapped})) is Reason.BROKEN


@pytest.mark.parametrize("ending", OPENED)
def test_a_package_names_its_main_part(ending):
    assert why(ending, without(ending, "_rels/.rels")) is Reason.BROKEN


def sheet_of(cell):
    """A workbook of two cells in the form that programs write."""
    return workbook(f'<row r="1"><c r="A1"><v>2023</v></c>{cell}</row>')


@pytest.mark.parametrize("number", ["0", "7", "-1", "x"])
def test_a_cell_whose_text_is_lost_is_not_an_empty_cell(number):
    assert why("xlsx", sheet_of(f'<c r="B1" t="s"><v>{number}</v></c>')) is Reason.BROKEN
    assert why("xlsx", sheet_of('<c r="B1" t="s"><v></v></c>')) is None


def test_a_cell_in_binary_whose_text_is_lost_is_not_an_empty_cell():
    assert why("xlsb", without("xlsb", "xl/sharedStrings.bin")) is Reason.BROKEN


def test_a_sign_that_xml_forbids_among_the_cells_breaks_the_sheet():
    assert why("xlsx", sheet_of('<c r="B1" t="str"><v>a &amp; b</v></c>')) is None
    assert why("xlsx", sheet_of('<c r="B1" t="str"><v>a & b</v></c>')) is Reason.BROKEN


@pytest.mark.parametrize("name", ["workbook", "sharedStrings", "worksheets/sheet1"])
def test_records_go_on_to_the_one_that_ends_the_part(name):
    """Cut between two records, each that is left is whole."""
    part = f"xl/{name}.bin"
    content = parts_of(whole("xlsb"))[part]

    assert content.endswith((b"\x01\x00", b"\x84\x01\x00", b"\x82\x01\x00"))
    assert why("xlsb", changed("xlsb", **{part: content[:-3]})) is Reason.BROKEN


@pytest.mark.parametrize("ending", ["doc", "xls", "ppt"])
def test_the_list_of_tables_in_the_head_has_no_gap(ending):
    content = bytearray(whole(ending))
    struct.pack_into("<I", content, 76 + 4 * 60, 1)

    assert why(ending, bytes(content)) is Reason.BROKEN


def test_a_directory_that_ends_too_early_is_broken():
    content = whole("xls")
    (directory,) = struct.unpack_from("<I", content, 48)
    cut = content[: 512 * (directory + 2) - 20]

    assert why("xls", cut) is Reason.BROKEN


@pytest.mark.parametrize("ending", ["doc", "xls", "ppt"])
def test_a_table_that_names_a_sector_which_is_not_there_is_broken(ending):
    content = bytearray(whole(ending))
    (first_table,) = struct.unpack_from("<I", content, 76)
    own = 512 * (first_table + 1) + 4 * first_table
    assert content[own : own + 4] == b"\xfd\xff\xff\xff"

    for astray in (0xFFFFFFED, 0):  # nowhere, and the first sector, as if the table went on there
        struct.pack_into("<I", content, own, astray)

        assert why(ending, bytes(content)) is Reason.BROKEN


def test_text_of_nothing_is_what_lies_elsewhere_now():
    """A sector of a Word text that was exchanged for another is not an empty text."""
    content = whole("doc")
    at = content.index(LINES[0].encode("utf-16-le"))

    assert why("doc", content[:at] + bytes(8) + content[at + 8 :]) is Reason.BROKEN


def test_a_record_of_no_kind_is_none():
    """Bytes of nothing in the head of a text would let its letters pass for other records."""
    content = whole("ppt")
    at = content.index(LINES[0].encode("utf-16-le"))

    assert why("ppt", content[: at - 8] + bytes(8) + content[at:]) is Reason.BROKEN


@pytest.mark.parametrize(
    ("name", "end"),
    [("worksheets/sheet1", b"\x92\x01\x00"), ("styles", b"\xea\x04\x00")],
    ids=["cells", "formats"],
)
def test_what_begins_must_end(name, end):
    part = f"xl/{name}.bin"
    content = parts_of(whole("xlsb"))[part]
    assert content.count(end) == 1

    other = content.replace(end, bytes([end[0], end[1] ^ 0x40, 0]))

    assert why("xlsb", changed("xlsb", **{part: other})) is Reason.BROKEN
