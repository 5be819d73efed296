"""The styles of a Word file (MS-DOC, STSH): what text of a style looks like by itself."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from review.screening.extraction.doc_sprms import Orders, orders
from review.screening.segments import NotRead, Reason

STYLES = 1
_PARAGRAPH, _CHARACTER = 1, 2
_NO_BASE = 0xFFF
_DEEPEST = 32


@dataclass(frozen=True, slots=True)
class Style:
    """One style: what it is based on, what it does to paragraphs and to runs."""

    base: int
    paragraph: Orders = ()
    run: Orders = ()


class DocStyles:
    """The styles of a file by their numbers."""

    def __init__(self, content: bytes) -> None:
        """Read them; NotRead when the table ends too early."""
        self._styles: list[Style] = []
        self._known: dict[int, tuple[Orders, Orders]] = {}
        if content:
            try:
                self._read(content)
            except (struct.error, IndexError) as fault:
                raise NotRead(Reason.BROKEN) from fault

    def _read(self, content: bytes) -> None:
        (length,) = struct.unpack_from("<H", content)
        count, size = struct.unpack_from("<HH", content, 2)
        at = 2 + length
        for _ in range(count):
            (written,) = struct.unpack_from("<H", content, at)
            body = content[at + 2 : at + 2 + written]
            self._styles.append(_style(body, size) if body else Style(_NO_BASE))
            at += 2 + written + written % 2

    def of(self, number: int) -> tuple[Orders, Orders]:
        """Return what a style and all it is based on do: to paragraphs, and to runs."""
        if number not in self._known:
            self._known[number] = self._gathered(number)
        return self._known[number]

    def _gathered(self, number: int) -> tuple[Orders, Orders]:
        chain = list[Style]()
        while number < len(self._styles) and len(chain) < _DEEPEST:
            chain.append(self._styles[number])
            number = chain[-1].base
        paragraph = tuple(order for style in reversed(chain) for order in style.paragraph)
        return paragraph, tuple(order for style in reversed(chain) for order in style.run)


def _style(body: bytes, size: int) -> Style:
    kind_and_base, count_of_parts = struct.unpack_from("<HH", body, 2)
    kind, base, parts = kind_and_base & 0xF, kind_and_base >> 4, count_of_parts & 0xF
    (name,) = struct.unpack_from("<H", body, size)
    at = size + 2 + 2 * name + 2
    found = []
    for _ in range(parts):
        at += at % 2
        (length,) = struct.unpack_from("<H", body, at)
        found.append(body[at + 2 : at + 2 + length])
        at += 2 + length
    if kind == _CHARACTER:
        return Style(base, run=tuple(orders(found[0]))) if found else Style(base)
    if kind == _PARAGRAPH and found:
        run = tuple(orders(found[1])) if len(found) > 1 else ()
        return Style(base, tuple(orders(found[0][2:])), run)
    return Style(base)
