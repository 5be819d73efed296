"""Which text boxes of an old Word file no page shows: those whose shape is hidden or deleted."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from review.screening.extraction.biff_drawings import atoms, hides
from review.screening.extraction.doc_head import DocHead
from review.screening.extraction.doc_lists import places

DRAWINGS = 50
_LISTS = {6: 56, 7: 58}
"""For each story of boxes, of the paper and of its margins, where they are listed."""
BOX_STORIES = frozenset(_LISTS)
_ABOUT_BOX, _SHAPE = 22, slice(14, 18)
_SHAPE_ATOM, _PROPERTIES = 0xF00A, frozenset({0xF00B, 0xF122})
_SHAPE_HEAD = struct.Struct("<II")
_DELETED = 0x8


def boxes_of(head: DocHead, story: int, *, length: int) -> Iterator[tuple[int, int, bool]]:
    """Yield begin and end of each box in a story of this length, and whether it is hidden."""
    listed = places(head.area(_LISTS[story]), _ABOUT_BOX).stretches()
    hidden = hidden_shapes(head.area(DRAWINGS))
    at = 0
    for _, end, about in listed if hidden else ():
        if at < end <= length:
            yield at, end, int.from_bytes(about[_SHAPE], "little") in hidden
            at = end
    if at < length:
        yield at, length, False


def drawings(drawn: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the drawing records of the file and of each story, which a byte before them names."""
    at, where = 0, 0
    while at + 8 <= len(drawn):
        end = at + 8 + int(struct.unpack_from("<I", drawn, at + 4)[0])
        yield where, drawn[at:end]
        where, at = (drawn[end] if end < len(drawn) else 0), end + 1


def hidden_shapes(drawn: bytes) -> frozenset[int]:
    """Return the numbers of the shapes that do not show."""
    found, shape = set[int](), 0
    for _, records in drawings(drawn):
        for kind, count, body in atoms(records):
            if kind == _SHAPE_ATOM and len(body) >= _SHAPE_HEAD.size:
                shape, flags = _SHAPE_HEAD.unpack_from(body)
                is_hidden = bool(flags & _DELETED)
            else:
                is_hidden = kind in _PROPERTIES and hides(count, body)
            if is_hidden and shape:
                found.add(shape)
    return frozenset(found)
