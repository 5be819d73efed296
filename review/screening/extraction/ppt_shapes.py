"""The shapes of an old slide: what each says, and whether it shows."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from review.screening.extraction.biff_drawings import complex_texts, hides
from review.screening.extraction.ppt_records import Kind, Record, said_by
from review.screening.extraction.slide_boxes import Box, Frame

_SHORT, _LONG = struct.Struct("<4h"), struct.Struct("<4i")
_DELETED = 0x8


@dataclass(frozen=True, slots=True)
class Outline:
    """The texts of a slide in the outline, and how those are written of which it is said."""

    texts: Sequence[str] = ()
    styles: Mapping[int, Record] = field(default_factory=dict)


_NO_OUTLINE = Outline()


@dataclass(slots=True)
class OldShape:
    """One shape."""

    texts: list[str] = field(default_factory=list)
    styles: dict[int, Record] = field(default_factory=dict)
    """How each of the texts is written, where it is said."""
    properties: list[tuple[int, str]] = field(default_factory=list)
    """Long properties of the shape, as if each were a text."""
    box: Box | None = None
    is_hidden: bool = False
    is_placeholder: bool = False
    outline: list[int] = field(default_factory=list)
    """Which of the slide's texts in the outline it shows."""
    record: Record | None = None

    @property
    def text(self) -> str:
        """All it says."""
        return "\n".join(filter(None, self.texts))


def shapes_of(record: Record, outline: Outline = _NO_OUTLINE) -> Iterator[OldShape]:
    """Yield the shapes of a slide in their order, undermost first."""
    yield from _within(record, Frame(), outline)


def _within(record: Record, frame: Frame, outline: Outline) -> Iterator[OldShape]:
    for child in record.children():
        if child.kind == Kind.GROUP:
            yield from _within(child, _framed(child, frame), outline)
        elif child.kind == Kind.SHAPE:
            yield _shape(child, frame, outline)
        elif child.kind not in {Kind.TAG_DATA, Kind.LIST_WITH_TEXT}:
            yield from _within(child, frame, outline)


def _framed(group: Record, frame: Frame) -> Frame:
    """Return the frame for what lies in a group: its first shape says how both measures fit."""
    first = group.first(Kind.SHAPE)
    inner = None if first is None else first.first(Kind.GROUP_FRAME)
    outer = None if first is None else _box(first, frame)
    own = None if inner is None else _corners(inner.body[: _LONG.size])
    if outer is None or own is None or not own.width or not own.height:
        return frame
    across, down = outer.width / own.width, outer.height / own.height
    return Frame(across, down, outer.left - own.left * across, outer.top - own.top * down)


def _box(shape: Record, frame: Frame) -> Box | None:
    anchor, child = shape.first(Kind.ANCHOR), shape.first(Kind.CHILD_ANCHOR)
    if child is not None:
        box = _corners(child.body)
        return None if box is None else frame.place(box)
    if anchor is None:
        return None
    form = _SHORT if len(anchor.body) == _SHORT.size else _LONG
    if len(anchor.body) < form.size:
        return None
    top, left, right, bottom = form.unpack_from(anchor.body)
    return Box(left, top, right - left, bottom - top)


def _corners(body: bytes) -> Box | None:
    if len(body) < _LONG.size:
        return None
    left, top, right, bottom = _LONG.unpack_from(body)
    return Box(left, top, right - left, bottom - top)


def _shape(record: Record, frame: Frame, outline: Outline) -> OldShape:
    shape = OldShape(box=_box(record, frame), record=record)
    for part in record.walk():
        text = said_by(part)
        if text and part.kind != Kind.STRING:
            shape.texts.append(text)
        elif part.kind == Kind.OUTLINE_REFERENCE:
            _take_outlined(shape, part.number("I"), outline)
        elif part.kind == Kind.TEXT_STYLE and shape.texts:
            shape.styles[len(shape.texts) - 1] = part
        elif part.kind == Kind.SHAPE_ATOM and len(part.body) >= 8:  # noqa: PLR2004 - bytes
            shape.is_hidden |= bool(part.number("I", 4) & _DELETED)
        elif part.kind in {Kind.PROPERTIES, Kind.MORE_PROPERTIES}:
            shape.is_hidden |= hides(part.instance, part.body)
            shape.properties += complex_texts(part.instance, part.body)
        shape.is_placeholder |= part.kind == Kind.PLACEHOLDER
    return shape


def _take_outlined(shape: OldShape, number: int, outline: Outline) -> None:
    if number in outline.styles:
        shape.styles[len(shape.texts)] = outline.styles[number]
    shape.outline.append(number)
    shape.texts.append(outline.texts[number] if number < len(outline.texts) else "")
