"""Defined names of an old workbook, and which of its references lead outside."""

from __future__ import annotations

from review.screening.extraction.biff_records import Record
from review.screening.extraction.biff_strings import Texts
from review.screening.extraction.biff_values import constants_in_code
from review.screening.extraction.sheet_names import Name
from review.screening.extraction.sheet_words import joined

_HIDDEN, _PROGRAM, _BUILT_IN = 0x1, 0xC, 0x20
_HEAD, _SIZES_AT = 14, 10
_REFERENCES = frozenset({0x1A, 0x1B, 0x1C, 0x1D})
"""The low bits of tokens that refer to cells of a sheet, this or another book's."""
_FIRST_CLASS = 0x20


class References:
    """To which books the references of formulas lead."""

    def __init__(self) -> None:
        """Begin without books."""
        self.books: list[bool] = []
        """For each book that is referred to whether it is another one."""
        self.sheets: list[int] = []
        """For each reference to a sheet, in which of the books it is."""

    def lead_outside(self, code: bytes) -> bool:
        """Whether a formula begins with a reference into another workbook."""
        if len(code) < 3 or code[0] & 0x1F not in _REFERENCES or code[0] < _FIRST_CLASS:  # noqa: PLR2004
            return False
        number = int.from_bytes(code[1:3], "little")
        book = self.sheets[number] if number < len(self.sheets) else len(self.books)
        return book < len(self.books) and self.books[book]


def name_of(record: Record, texts: Texts, references: References) -> Name:
    """Read a defined name."""
    data = record.data
    flags, _, count, size = record.numbers("HBBH")
    name, at = texts.counted(data, _HEAD, count=count)
    code, at = data[at : at + size], at + size
    said: list[str] = []
    for length in filter(None, record.numbers("BBBB", _SIZES_AT)):
        text, at = texts.counted(data, at, count=length)
        said.append(text)
    quoted = (text.replace('"', '""') for text in constants_in_code(code))
    return Name(
        name="" if flags & _BUILT_IN else name,
        formula="&".join(f'"{text}"' for text in quoted),
        said=joined(said),
        is_hidden=bool(flags & _HIDDEN) and not flags & _BUILT_IN,
        is_program=bool(flags & _PROGRAM),
        is_outside=references.lead_outside(code),
    )
