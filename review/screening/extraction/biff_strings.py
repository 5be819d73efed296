"""Texts in old Excel records: wide or narrow, with runs and pronunciation, over several pieces."""

from __future__ import annotations

import codecs
import struct
from dataclasses import dataclass

from review.screening.extraction.binary_texts import binary_texts
from review.screening.extraction.sheet_plain import flat, whole
from review.screening.segments import NotRead, Reason

_WIDE, _EXTENDED, _RICH = 0x1, 0x4, 0x8
_RUN = struct.Struct("<HH")
UNICODE = 1200


class Cursor:
    """Reads on through the pieces of a record, as if there were no seams."""

    def __init__(self, pieces: tuple[bytes, ...], at: int = 0) -> None:
        """Begin in the first piece."""
        self._pieces, self._piece, self._at = pieces, 0, at

    @property
    def is_at_end(self) -> bool:
        """Whether nothing is left."""
        self._go_on()
        return self._piece >= len(self._pieces)

    def _go_on(self) -> None:
        while self._piece < len(self._pieces) and self._at >= len(self._pieces[self._piece]):
            self._piece, self._at = self._piece + 1, 0

    def take(self, count: int) -> bytes:
        """Take bytes, over seams where need be; NotRead when there are not so many."""
        taken: list[bytes] = []
        while count > 0:
            self._go_on()
            if self._piece >= len(self._pieces):
                raise NotRead(Reason.BROKEN)
            part = self._pieces[self._piece][self._at : self._at + count]
            taken.append(part)
            self._at += len(part)
            count -= len(part)
        return b"".join(taken)

    def number(self, form: str) -> int:
        """Take one number."""
        size = struct.calcsize(f"<{form}")
        return int(struct.unpack(f"<{form}", self.take(size))[0])

    def characters(self, count: int, *, wide: bool) -> str:
        """Take characters; at a seam a byte says anew whether they are wide."""
        taken: list[str] = []
        while count > 0:
            self._go_on()
            if self._piece >= len(self._pieces):
                raise NotRead(Reason.BROKEN)
            if self._at == 0 and self._piece > 0:
                wide = bool(self.number("B") & _WIDE)
            size = 2 if wide else 1
            left = (len(self._pieces[self._piece]) - self._at) // size
            if left == 0 and size == 2:  # noqa: PLR2004 - half a character before a seam
                raise NotRead(Reason.BROKEN)
            raw = self.take(min(left, count) * size)
            taken.append(raw.decode("utf-16-le" if wide else "latin-1", "surrogatepass"))
            count -= min(left, count)
        return "".join(taken)


@dataclass(frozen=True, slots=True)
class BiffText:
    """A text with its runs: (first character, number of the font) each."""

    text: str
    runs: tuple[tuple[int, int], ...] = ()
    beside: str = ""
    """How it is pronounced."""


def rich_from(cursor: Cursor) -> BiffText:
    """Take one text of the table of shared texts."""
    count, flags = cursor.number("H"), cursor.number("B")
    runs = cursor.number("H") if flags & _RICH else 0
    extended = cursor.number("I") if flags & _EXTENDED else 0
    text = cursor.characters(count, wide=bool(flags & _WIDE))
    formats = cursor.take(runs * _RUN.size)
    beside = binary_texts(cursor.take(extended)) if extended else ""
    pairs = tuple(_RUN.iter_unpack(formats))
    return BiffText(_clean(text), tuple((first, font) for first, font in pairs), beside)


@dataclass(frozen=True, slots=True)
class Texts:
    """How texts are written in one workbook: as Unicode, or in the page of an old system."""

    is_unicode: bool
    page: int = UNICODE

    def short(self, data: bytes, at: int) -> tuple[str, int]:
        """Read a text with a length of one byte; returns it and where it ends."""
        return self._read(data, at, form="B")

    def long(self, data: bytes, at: int) -> tuple[str, int]:
        """Read a text with a length of two bytes."""
        return self._read(data, at, form="H")

    def counted(self, data: bytes, at: int, *, count: int) -> tuple[str, int]:
        """Read a text whose length is known."""
        cursor = Cursor((data,), at)
        if not self.is_unicode:
            return _clean(self.decoded(cursor.take(count))), at + count
        wide = bool(cursor.number("B") & _WIDE)
        return _clean(cursor.characters(count, wide=wide)), at + 1 + count * (1 + wide)

    def _read(self, data: bytes, at: int, *, form: str) -> tuple[str, int]:
        try:
            count = int(struct.unpack_from(f"<{form}", data, at)[0])
        except struct.error as fault:
            raise NotRead(Reason.BROKEN) from fault
        return self.counted(data, at + struct.calcsize(form), count=count)

    def decoded(self, raw: bytes) -> str:
        """Read bytes in the page of the system that wrote them."""
        try:
            codec = codecs.lookup(f"cp{self.page}").name
        except LookupError:
            codec = "gb18030"
        return raw.decode(codec, "replace")


def _clean(text: str) -> str:
    return flat(whole(text))
