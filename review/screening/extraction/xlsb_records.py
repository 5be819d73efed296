"""Records of a workbook in binary parts (.xlsb): kind, length, bytes; and the texts in them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from review.screening.extraction.sheet_plain import flat, whole
from review.screening.segments import NotRead, Reason

_NO_TEXT = 0xFFFFFFFF
_SEVEN, _MORE = 0x7F, 0x80
_TEXT_TOKEN = b"\x17"


@dataclass(slots=True)
class Bytes:
    """The bytes of one record, read from front to back."""

    data: bytes
    at: int = 0

    def number(self, form: str) -> int:
        """Take one number; NotRead when the record ends before it."""
        return int(self._taken(form))

    def real(self) -> float:
        """Take one number in eight bytes."""
        return self._taken("d")

    def _taken(self, form: str) -> float:
        try:
            (value,) = struct.unpack_from(f"<{form}", self.data, self.at)
        except struct.error as fault:
            raise NotRead(Reason.BROKEN) from fault
        self.at += struct.calcsize(f"<{form}")
        return value  # type: ignore[no-any-return]  # by its form a number

    def text(self) -> str:
        """Take one text: its length, then its characters; there may be none."""
        count = self.number("I")
        if count == _NO_TEXT:
            return ""
        end = self.at + 2 * count
        if end > len(self.data):
            raise NotRead(Reason.BROKEN)
        raw, self.at = self.data[self.at : end], end
        return flat(whole(raw.decode("utf-16-le", "surrogatepass")))

    def formula(self) -> bytes:
        """Take the binary form of a formula, with what it refers to."""
        pieces = []
        for _ in range(2):
            size = self.number("I")
            if self.at + size > len(self.data):
                raise NotRead(Reason.BROKEN)
            pieces.append(self.data[self.at : self.at + size])
            self.at += size
        return b"".join(pieces)

    @property
    def rest(self) -> bytes:
        """What is left."""
        return self.data[self.at :]


def refuse_cut(part: bytes, *, last: int) -> None:
    """Refuse a part in which the record that must end it is missing."""
    if all(kind != last for kind, _ in records(part)):
        raise NotRead(Reason.BROKEN)


def refuse_unended(part: bytes, *, begin: int, end: int) -> None:
    """Refuse a part in which something begins that does not end, or ends that never began."""
    kinds = {kind for kind, _ in records(part)}
    if (begin in kinds) != (end in kinds):
        raise NotRead(Reason.BROKEN)


def records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield kind and bytes of each record; NotRead when one is longer than what is left."""
    at, end = 0, len(part)
    while at < end:
        kind = part[at]
        at += 1
        if kind & _MORE and at < end:
            kind = (kind & _SEVEN) | (part[at] & _SEVEN) << 7
            at += 1
        length = shift = 0
        for _ in range(4):
            if at >= end:
                raise NotRead(Reason.BROKEN)
            byte = part[at]
            at += 1
            length |= (byte & _SEVEN) << shift
            shift += 7
            if not byte & _MORE:
                break
        if at + length > end:
            raise NotRead(Reason.BROKEN)
        yield kind, part[at : at + length]
        at += length


def constants_in_code(code: bytes) -> Iterator[str]:
    """Yield the texts in the binary form of a formula; some may only seem to be texts."""
    at = code.find(_TEXT_TOKEN)
    while 0 <= at < len(code) - 2:
        (count,) = struct.unpack_from("<H", code, at + 1)
        raw = code[at + 3 : at + 3 + 2 * count]
        text = raw.decode("utf-16-le", "replace")
        if count and len(raw) == 2 * count and text.isprintable():
            yield flat(text)
        at = code.find(_TEXT_TOKEN, at + 1)
