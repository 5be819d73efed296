"""Values of old cells: numbers in four bytes, truths and errors, texts in formulas."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
           0x24: "#NUM!", 0x2A: "#N/A"}  # fmt: skip


def short_number(value: int) -> float:
    """Return the number that four bytes stand for: two of their bits say how."""
    number: float
    if value & 2:
        number = value >> 2 if value < 1 << 31 else (value >> 2) - (1 << 30)
    else:
        (number,) = struct.unpack("<d", struct.pack("<Q", (value & 0xFFFFFFFC) << 32))
    return number / 100 if value & 1 else number


def special(value: int, *, is_error: bool) -> str:
    """Return the word for a truth or for what went wrong."""
    return _ERRORS.get(value, f"#{value}") if is_error else ("FALSE", "TRUE")[bool(value)]


def constants_in_code(code: bytes) -> Iterator[str]:
    """Yield the texts in the binary form of a formula; some may only seem to be texts."""
    for found in _TEXT_TOKEN.finditer(code):
        at, is_array = found.end(), found[0] == b"\x02"
        form = "<HB" if is_array else "<BB"
        size = struct.calcsize(form)
        if at + size > len(code):
            continue
        count, flags = struct.unpack_from(form, code, at)
        width = 2 if flags == 1 else 1
        raw = code[at + size : at + size + count * width]
        if flags > 1 or len(raw) < count * width or not count:
            continue
        text = raw.decode("utf-16-le" if flags else "latin-1", "replace")
        if text.isprintable() or "\0" in text:
            yield text.replace("\0", "\n")


_TEXT_TOKEN = re.compile(rb"[\x17\x02]")
