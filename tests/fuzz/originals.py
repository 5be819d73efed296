"""Whole files of every format, made here: each clear, or marked by one number in its text."""

from __future__ import annotations

import gzip
import io
import tarfile
from collections.abc import Callable, Mapping
from types import MappingProxyType

import py7zr
from docx import Document
from openpyxl import Workbook
from pptx import Presentation

from tests.unit.screening.extraction.test_xlsb import Book, cell, styles
from tests.unit.screening.extraction.test_xlsb import row as binary_row
from tests.unit.screening.odf_papers import content as odf_content
from tests.unit.screening.odf_papers import odf, p
from tests.unit.screening.odf_papers import row as odf_row
from tests.unit.screening.odf_papers import sheet as odf_sheet
from tests.unit.screening.ofd_papers import ofd, page, text
from tests.unit.screening.old_slides import old_deck
from tests.unit.screening.old_words import old_word
from tests.unit.screening.old_workbooks import old_workbook
from tests.unit.screening.papers import BODY, packed, parts_of, pdf
from tests.unit.screening.pictures import picture, saved
from tests.unit.screening.workbooks import Book as SharedBook

PLANT = "11010519491231002X"
LINES = (BODY, "一、加强组织领导，明确责任分工。", "二、按时公开，接受监督。")
PLANTED = (*LINES, f"联系人：张三，身份证号：{PLANT}")
_WIDE = "utf-16-le"
_TYPES = "[Content_Types].xml"

Lines = tuple[str, ...]


def _docx(lines: Lines) -> bytes:
    made = Document()
    made.core_properties.author = ""
    for line in lines:
        made.add_paragraph(line)
    return _saved(made.save)


def _xlsx(lines: Lines) -> bytes:
    made = Workbook()
    made.properties.creator = ""
    for number, line in enumerate(lines, start=1):
        made.worksheets[0].cell(number, 1, line)
    return _saved(made.save)


def _pptx(lines: Lines) -> bytes:
    made = Presentation()
    made.core_properties.author = ""
    for line in lines:
        slide = made.slides.add_slide(made.slide_layouts[5])
        slide.shapes.title.text = line
    return _saved(made.save)


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    buffer = io.BytesIO()
    save(buffer)
    return buffer.getvalue()


def _with_macros(content: bytes, *, before: bytes, after: bytes) -> bytes:
    """The same package declared as one that may hold macros, and holds none."""
    parts = parts_of(content)
    return packed({**parts, _TYPES: parts[_TYPES].replace(before, after)})


def _xlsb(lines: Lines) -> bytes:
    made = Book()
    made.styles = styles()
    records = (
        record
        for number, line in enumerate(lines)
        for record in (binary_row(number), cell(7, 0, made.string(line)))
    )
    made.sheet("名单", *records)
    return made.packed()


def _docm(lines: Lines) -> bytes:
    before = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    after = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    return _with_macros(_docx(lines), before=before, after=after)


def _xlsm(lines: Lines) -> bytes:
    """Its texts stand in a part of their own, as Excel writes them."""
    made = SharedBook()
    rows = (
        f'<row r="{number}"><c r="A{number}" t="s"><v>{made.string(line)}</v></c></row>'
        for number, line in enumerate(lines, start=1)
    )
    made.sheet("名单", "".join(rows))
    before = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    after = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    return _with_macros(made.packed(), before=before, after=after)


def _odt(lines: Lines) -> bytes:
    return odf("".join(map(p, lines)))


def _ods(lines: Lines) -> bytes:
    rows = odf_sheet(*map(odf_row, lines))
    return odf(kind="spreadsheet", parts={"content.xml": odf_content(rows, kind="spreadsheet")})


def _ofd(lines: Lines) -> bytes:
    return ofd(page(*(text(line, y=30 + 10 * number) for number, line in enumerate(lines))))


def _rtf(lines: Lines) -> bytes:
    def coded(line: str) -> str:
        raw = line.encode(_WIDE)
        units = (int.from_bytes(raw[at : at + 2], "little", signed=True) for at in _pairs(raw))
        return "".join(rf"\u{unit}?" for unit in units)

    inner = r"\par ".join(map(coded, lines))
    return rf"{{\rtf1\ansi\ansicpg936\deff0{{\fonttbl{{\f0 SimSun;}}}}\pard {inner}\par}}".encode()


def _pairs(raw: bytes) -> range:
    return range(0, len(raw), 2)


def _html(lines: Lines) -> bytes:
    inner = "".join(f"<p>{line}</p>" for line in lines)
    head = "<!DOCTYPE html><html><head><meta charset=utf-8></head>"
    return f"{head}<body>{inner}</body></html>".encode()


def _mail(kind: str, body: str) -> bytes:
    head = "MIME-Version: 1.0\r\nSubject: notice\r\nFrom: a@example.org\r\nTo: b@example.org\r\n"
    return f"{head}Content-Type: {kind}; charset=utf-8\r\n\r\n{body}\r\n".encode()


def _tar(lines: Lines) -> bytes:
    inner = _text(lines)
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        info = tarfile.TarInfo("a.txt")
        info.size = len(inner)
        archive.addfile(info, io.BytesIO(inner))
    return buffer.getvalue()


def _seven_zip(lines: Lines) -> bytes:
    buffer = io.BytesIO()
    with py7zr.SevenZipFile(buffer, "w") as archive:
        archive.writestr("\n".join(lines), "a.txt")
    return buffer.getvalue()


def _text(lines: Lines) -> bytes:
    return "\n".join(lines).encode()


def _still(form: str) -> Callable[[Lines], bytes]:
    return lambda _: saved(picture(wide=64, high=48), form)


MAKERS: Mapping[str, Callable[[Lines], bytes]] = MappingProxyType(
    {
        "docx": _docx,
        "docm": _docm,
        "xlsx": _xlsx,
        "xlsm": _xlsm,
        "xlsb": _xlsb,
        "pptx": _pptx,
        "doc": lambda lines: old_word(*lines),
        "wps": lambda lines: old_word(*lines),
        "xls": lambda lines: old_workbook(*lines),
        "et": lambda lines: old_workbook(*lines),
        "ppt": lambda lines: old_deck(*lines),
        "dps": lambda lines: old_deck(*lines),
        "odt": _odt,
        "ods": _ods,
        "ofd": _ofd,
        "pdf": lambda lines: pdf("\n".join(lines)),
        "rtf": _rtf,
        "html": _html,
        "mht": lambda lines: _mail("text/html", _html(lines).decode()),
        "eml": lambda lines: _mail("text/plain", "\r\n".join(lines)),
        "txt": lambda lines: "\n".join(lines).encode("gb18030"),
        "md": _text,
        "csv": lambda lines: "\n".join(f"{n},{line}" for n, line in enumerate(lines)).encode(),
        "xml": lambda lines: f"<?xml version='1.0'?><a>{''.join(lines)}</a>".encode(),
        "zip": lambda lines: packed({"a.txt": _text(lines), "b.docx": _docx(lines)}),
        "tar": _tar,
        "gz": lambda lines: gzip.compress(_text(lines), mtime=0),
        "7z": _seven_zip,
        "png": _still("PNG"),
        "jpg": _still("JPEG"),
        "tiff": _still("TIFF"),
        "bmp": _still("BMP"),
    }
)
"""How a file of each format is made of some lines; pictures show none."""
PICTURES = frozenset({"png", "jpg", "tiff", "bmp"})
