"""The cells of a table that was handed in, row by row: text in known encodings, or a sheet."""

from __future__ import annotations

import codecs
import csv
import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import python_calamine

from review.domain.reassessment_refusals import TableTooLarge, TableUnreadable

MOST_ROWS = 20_000
LARGEST = 50 * 1024 * 1024
LARGEST_UNPACKED = 400 * 1024 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GUESSES = ("utf-8", "gb18030")
"""GB 18030 holds GBK and GB 2312 whole."""
_UNPRINTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def rows_of_cells(content: bytes, *, name: str) -> Iterator[list[str]]:
    """Yield the rows of a table.

    Raises:
        TableUnreadable: it is neither XLSX nor text in a known encoding.
        TableTooLarge: it has more bytes than are taken at once.
    """
    if len(content) > LARGEST:
        raise too_large(name)
    return _sheet(content, name) if content.startswith(b"PK") else _delimited(content, name)


def too_large(name: str) -> TableTooLarge:
    """Return the refusal that says how much is taken at once."""
    return TableTooLarge(name=name, rows=MOST_ROWS, megabytes=LARGEST // 1024 // 1024)


def _delimited(content: bytes, name: str) -> Iterator[list[str]]:
    text = _text(content, name)
    sign = "\t" if "\t" in text.partition("\n")[0] else ","
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    except csv.Error:
        raise TableUnreadable(name=name) from None


def _text(content: bytes, name: str) -> str:
    encodings = [said for mark, said in _MARKS if content.startswith(mark)] or list(_GUESSES)
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _UNPRINTED.search(text):
            return text
    raise TableUnreadable(name=name)


def _sheet(content: bytes, name: str) -> Iterator[list[str]]:
    """Read the first sheet; what its package would unpack to is counted before it is opened."""
    with _unreadable(name):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            unpacked = sum(entry.file_size for entry in package.infolist())
        if unpacked > LARGEST_UNPACKED:
            raise too_large(name)
        book = python_calamine.load_workbook(io.BytesIO(content))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    for row in rows:
        yield [_shown(value) for value in row]


@contextmanager
def _unreadable(name: str) -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, python_calamine.CalamineError, OSError, ValueError, KeyError):
        raise TableUnreadable(name=name) from None


def _shown(value: object) -> str:
    """Write a cell as its sheet shows it: a whole number without a fraction, a day without time."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
