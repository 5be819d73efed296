"""Invented old Excel workbooks, record by record, in a compound file of our own making."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from review.screening.extraction.compound_copy import compound_of

GLOBALS, SHEET, CHART, MACROS = 0x05, 0x10, 0x20, 0x40
BOF, EOF, CONTINUE = 0x0809, 0x000A, 0x003C
_MOST = 8224


def record(kind: int, data: bytes = b"", *more: bytes) -> bytes:
    """One record, and the records that continue it."""
    pieces = [(kind, data), *((CONTINUE, piece) for piece in more)]
    return b"".join(struct.pack("<HH", name, len(piece)) + piece for name, piece in pieces)


def text(said: str, *, length: str = "H") -> bytes:
    """A text of Excel 97: its length, whether it is wide, its characters."""
    wide = not said.isascii()
    raw = said.encode("utf-16-le" if wide else "latin-1")
    return struct.pack(f"<{length}B", len(said), int(wide)) + raw


def begin(kind: int, *, version: int = 0x0600) -> bytes:
    return record(BOF, struct.pack("<HHHHII", version, kind, 0, 0, 0, 0))


def formula(row: int, column: int, shown: str, *constants: str) -> bytes:
    """A cell whose formula holds texts and came to a text."""
    code = b"".join(b"\x17" + text(constant, length="B") for constant in constants)
    head = struct.pack("<HHH", row, column, 0) + b"\0\0\0\0\0\0\xff\xff" + struct.pack("<HI", 0, 0)
    return record(0x0006, head + struct.pack("<H", len(code)) + code) + record(0x0207, text(shown))


def label(row: int, column: int, index: int, look: int = 0) -> bytes:
    return record(0x00FD, struct.pack("<HHHI", row, column, look, index))


def number(row: int, column: int, value: float, look: int = 0) -> bytes:
    return record(0x0203, struct.pack("<HHHd", row, column, look, value))


@dataclass
class OldBook:
    """A workbook under construction."""

    strings: list[bytes] = field(default_factory=list)
    """Each shared text as it stands in its table."""
    globals: list[bytes] = field(default_factory=list)
    sheets: list[tuple[str, int, int, bytes]] = field(default_factory=list)
    """Name, state, kind and records of each sheet."""

    def string(self, said: str, *, runs: Sequence[tuple[int, int]] = (), beside: str = "") -> int:
        """Add a shared text, with runs of other fonts and a pronunciation if given."""
        flags = (not said.isascii()) | (8 if runs else 0) | (4 if beside else 0)
        extra = beside.encode("utf-16-le")
        self.strings.append(
            struct.pack("<HB", len(said), flags)
            + (struct.pack("<H", len(runs)) if runs else b"")
            + (struct.pack("<I", len(extra)) if beside else b"")
            + said.encode("utf-16-le" if not said.isascii() else "latin-1")
            + b"".join(struct.pack("<HH", *run) for run in runs)
            + extra
        )
        return len(self.strings) - 1

    def look(self, font: int = 0, form: int = 0, *, ground: int | None = None) -> bytes:
        """The record of a style: font, number format, colour of the ground."""
        pattern = (1 << 26, ground) if ground is not None else (0, 0x40)
        head = (font, form, 0, 0, 0, 0, 0, 0)
        return record(0x00E0, struct.pack("<HHHBBBBIIH", *head, *pattern))

    def sheet(self, name: str, *records: bytes, state: int = 0, kind: int = SHEET) -> None:
        inner = begin(kind) + b"".join(records) + record(EOF)
        self.sheets.append((name, state, kind, inner))

    def stream(self) -> bytes:
        """The Workbook stream."""
        table = record(0x00FC, *self._string_pieces()) if self.strings else b""
        front = begin(GLOBALS) + b"".join(self.globals) + table
        bounds = [record(0x0085, b"\0" * 6 + text(name, length="B")) for name, *_ in self.sheets]
        at = len(front) + sum(map(len, bounds)) + 4
        written = []
        kinds = {SHEET: 0, MACROS: 1, CHART: 2}
        for name, state, kind, inner in self.sheets:
            head = struct.pack("<IBB", at, state, kinds[kind])
            written.append(record(0x0085, head + text(name, length="B")))
            at += len(inner)
        return front + b"".join((*written, record(EOF), *(inner for *_, inner in self.sheets)))

    def _string_pieces(self) -> list[bytes]:
        whole = struct.pack("<II", len(self.strings), len(self.strings)) + b"".join(self.strings)
        return [whole] if len(whole) <= _MOST else _cut(self.strings)

    def packed(self, extra: Mapping[tuple[str, ...], bytes] | None = None) -> bytes:
        """The file, with other streams beside the workbook."""
        return compound_of({("Workbook",): self.stream(), **(extra or {})})


def _cut(strings: list[bytes]) -> list[bytes]:
    """Cut the table where Excel would: within a text, whose next piece says its width anew."""
    pieces = [struct.pack("<II", len(strings), len(strings))]
    for one in strings:
        left = _MOST - len(pieces[-1])
        if len(one) <= left:
            pieces[-1] += one
            continue
        wide = one[2] & 1
        cut = 3 + (max(left - 3, 0) // 2) * 2
        if left < 5:
            pieces.append(one)
            continue
        pieces[-1] += one[:cut]
        pieces.append(bytes([wide]) + one[cut:])
    return pieces


def old_workbook(*values: object, **given: object) -> bytes:
    """A workbook of one sheet and one column."""
    book = OldBook()
    cells = [
        label(at, 0, book.string(value)) if isinstance(value, str) else number(at, 0, value)
        for at, value in enumerate(values)
    ]
    book.sheet("名单", *cells)
    return book.packed()


def properties(values: Mapping[int, str]) -> bytes:
    """One of the two streams of properties, in the page of a Chinese system."""
    pairs = {1: struct.pack("<IhH", 2, 936, 0)}
    for name, said in values.items():
        raw = said.encode("gbk") + b"\0"
        padded = raw + b"\0" * (-len(raw) % 4)
        pairs[name] = struct.pack("<II", 30, len(raw)) + padded
    at, listed, body = 8 + 8 * len(pairs), b"", b""
    for name, value in pairs.items():
        listed += struct.pack("<II", name, at + len(body))
        body += value
    section = struct.pack("<II", 8 + len(listed) + len(body), len(pairs)) + listed + body
    head = struct.pack("<HHI16sI", 0xFFFE, 0, 2, b"", 1) + b"\xe0" * 16 + struct.pack("<I", 48)
    return head + section
