"""What is done to a stretch of a Word text (MS-DOC, sprm): a list of orders with their operands."""

from __future__ import annotations

from collections.abc import Iterator

Orders = tuple[tuple[int, bytes], ...]
"""What is done, in order: which order, and its operand."""
_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_TABLE, _TABS = 0xD608, 0xC615
_LONG_TABS = 255
RUN_REMOVED, RUN_ADDED, RUN_REFORMED = 0x0800, 0x0801, (0xCA57, 0xCA89)
ADDER, REMOVER = 0x4804, 0x4863
VANISH, SPECIAL_VANISH = 0x083C, 0x0818
COLOUR, COLOUR_NUMBER, SIZE, WIDTH = 0x6870, 0x2A42, 0x4A43, 0x4852
PEN, RUN_SHADE, RUN_SHADE_OLD = 0x2A0C, 0xCA71, 0x4866
RUN_STYLE, SYMBOL = 0x4A30, 0x6A09
IN_TABLE, ROW_END = 0x2416, 0x2417
PARAGRAPH_SHADE, PARAGRAPH_SHADE_OLD = 0xC64D, 0x442D
PARAGRAPH_REFORMED = (0xC63F, 0xC66F)
CELL_SHADES, CELL_SHADES_OLD, TABLE_STYLE = 0xD612, 0xD609, 0x563A
_SHORT: dict[int, int] = {
    0x41: RUN_REMOVED, 0x42: RUN_ADDED, 0x4D: PEN, 0x5C: VANISH, 0x62: COLOUR_NUMBER,
}  # fmt: skip
"""Orders that a piece of text can carry in a single byte."""


def orders(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the orders of a list; what is cut off at its end is left out."""
    at = 0
    while at + 3 <= len(content):
        order = int.from_bytes(content[at : at + 2], "little")
        at += 2
        size = _SIZES.get(order >> 13)
        if size is None:
            begin, size = _variable(order, content, at)
            at = begin
        yield order, content[at : at + size]
        at += size


def _variable(order: int, content: bytes, at: int) -> tuple[int, int]:
    """Return where an operand of stated length begins, and its length."""
    if order == _TABLE:
        return at + 2, max(int.from_bytes(content[at : at + 2], "little") - 1, 0)
    length = content[at]
    if order == _TABS and length == _LONG_TABS and at + 1 < len(content):
        deleted = content[at + 1]
        added_at = at + 2 + 4 * deleted
        added = content[added_at] if added_at < len(content) else 0
        return at + 1, 2 + 4 * deleted + 3 * added
    return at + 1, length


def short_order(number: int) -> Orders:
    """Return the order that a piece carries in its own two bytes, if it is one that matters."""
    order = _SHORT.get(number >> 1 & 0x7F)
    return () if order is None else ((order, bytes([number >> 8])),)
